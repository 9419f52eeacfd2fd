import type { OrderLine } from '@cafe/client-sdk';
import { linesOf, type Ticket } from './ticket.ts';

/** How many of an item are to be made with the same modifiers. */
export interface AllDaySplit {
  /** As they stand on the card; none: as it comes. */
  readonly modifiers: readonly string[];
  readonly count: number;
}

/** How many of an item are to be made in all. */
export interface AllDayCount {
  readonly key: string;
  readonly name: string;
  readonly variantName?: string | undefined;
  readonly count: number;
  /** The most first. */
  readonly splits: readonly AllDaySplit[];
}

/** What a line is counted under: the item in its size. */
export const allDayKey = ({ itemId, variantId }: Pick<OrderLine, 'itemId' | 'variantId'>): string =>
  `${itemId} ${variantId ?? ''}`;

/** A modifier as it stands on a card. */
export const modifierText = ({ name, quantity }: OrderLine['modifiers'][number]): string =>
  quantity > 1 ? `${quantity} × ${name}` : name;

interface Counting {
  readonly line: OrderLine;
  count: number;
  readonly splits: Map<string, { readonly modifiers: readonly string[]; count: number }>;
}

const add = (counting: Counting, line: OrderLine): void => {
  const modifiers = line.modifiers.map(modifierText).toSorted();
  const split = counting.splits.get(modifiers.join('\n')) ?? { modifiers, count: 0 };
  split.count += line.quantity;
  counting.count += line.quantity;
  counting.splits.set(modifiers.join('\n'), split);
};

/** What is to be made, over all cards: what was fired and is neither done nor voided. The most first, then by name. */
export const allDayOf = (tickets: readonly Ticket[]): readonly AllDayCount[] => {
  const counts = new Map<string, Counting>();
  const toMake = tickets.flatMap(linesOf).filter(({ standing }) => standing === 'fired' || standing === 'preparing');
  for (const { line } of toMake) {
    const counting = counts.get(allDayKey(line)) ?? { line, count: 0, splits: new Map() };
    add(counting, line);
    counts.set(allDayKey(line), counting);
  }
  return [...counts]
    .map(
      ([
        key,
        {
          line: { name, variantName },
          count,
          splits,
        },
      ]) => ({
        key,
        name,
        variantName,
        count,
        splits: [...splits.values()].toSorted((one, other) => other.count - one.count),
      }),
    )
    .toSorted((one, other) => other.count - one.count || one.name.localeCompare(other.name));
};

/** Whether a card has something to make of what the cards are filtered by. */
export const hasToMake = (ticket: Ticket, key: string): boolean =>
  linesOf(ticket).some(({ line, standing }) => allDayKey(line) === key && standing !== 'done' && standing !== 'voided');
