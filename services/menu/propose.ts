import type { DomainEvent, ItemId, OrderId, StockEvent } from '@cafe/contract';
import { evolveStock, type MenuState, menuStream, stockStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';

/** What another service wants of an item's count. */
export interface StockIntent {
  /** The asker's own name for it, given back in the answer: the line. */
  readonly ref: string;
  readonly kind: 'take' | 'return';
  readonly itemId: ItemId;
  /** Units, 1 or more. */
  readonly quantity: number;
  readonly orderId: OrderId;
}

/** `remaining` is what was left for that intent, after those before it. */
export type StockAnswer =
  | { readonly ref: string; readonly ok: true }
  | { readonly ref: string; readonly ok: false; readonly code: 'menu.sold_out'; readonly remaining: number };

export interface StockProposal {
  /** For the asker's own commit: at most one for each stream. */
  readonly changes: readonly Change[];
  /** One for each intent, in their order. */
  readonly answers: readonly StockAnswer[];
}

/** An item's count while intents are decided on it; lives inside one decision, hence it may change. */
interface Count {
  readonly itemId: ItemId;
  readonly before: number | null;
  remaining: number | null;
  readonly events: StockEvent[];
}

const countOf = (counts: Map<ItemId, Count>, itemId: ItemId, desk: Desk): Count => {
  const known = counts.get(itemId);
  if (known !== undefined) return known;
  const { remaining } = desk.state(stockStream(itemId));
  const count: Count = { itemId, before: remaining, remaining, events: [] };
  counts.set(itemId, count);
  return count;
};

const move = (count: Count, event: StockEvent): void => {
  count.events.push(event);
  count.remaining = evolveStock({ remaining: count.remaining }, event).remaining;
};

/** What the menu has to be told of a count: that there is one, and whether anything is left. */
const toldToMenu = (menu: MenuState, { itemId, remaining }: Count): DomainEvent[] => {
  const item = menu.items[itemId];
  if (item === undefined) return [];
  const events: DomainEvent[] = [];
  const counted = remaining !== null;
  const out = remaining === 0;
  if (counted !== item.counted) events.push({ type: 'menu.countingSet', itemId, counted });
  if (out !== item.outOfStock) {
    events.push({ type: 'menu.availabilitySet', itemId, state: out ? 'sold_out' : 'available', cause: 'count' });
  }
  return events;
};

/** Whether the menu's own state must be asked: the count came to 0, left it, began or ended. */
const concernsMenu = ({ before, remaining }: Count): boolean =>
  (before === null) !== (remaining === null) || (before === 0) !== (remaining === 0);

/** [MEN-22] in the commit that empties a count the item goes off the menu, and back in the one that fills it */
const changesOf = (counts: Iterable<Count>, desk: Desk): readonly Change[] => {
  const moved = [...counts].filter(({ events }) => events.length > 0);
  const changes: Change[] = moved.map(({ itemId, events }) => ({ stream: stockStream(itemId), events }));
  const telling = moved.filter(concernsMenu);
  if (telling.length === 0) return changes;
  // The state and not a fact: what is written on the menu is decided on what the commit will find there.
  const menu = desk.state(menuStream(desk.storeId));
  const told = telling.flatMap((count) => toldToMenu(menu, count));
  return told.length === 0 ? changes : [...changes, { stream: menuStream(desk.storeId), events: told }];
};

/** [MEN-21] never below 0 · [MEN-24] what is not counted is always there */
const answer = (intent: StockIntent, counts: Map<ItemId, Count>, desk: Desk): StockAnswer => {
  const { ref, kind, itemId, quantity, orderId } = intent;
  if (desk.fact(menuStream(desk.storeId)).items[itemId]?.counted !== true) return { ref, ok: true };
  const count = countOf(counts, itemId, desk);
  if (count.remaining === null) return { ref, ok: true };
  if (kind === 'return') {
    move(count, { type: 'stock.returned', itemId, orderId, quantity });
    return { ref, ok: true };
  }
  if (count.remaining < quantity) return { ref, ok: false, code: 'menu.sold_out', remaining: count.remaining };
  move(count, { type: 'stock.taken', itemId, orderId, quantity });
  return { ref, ok: true };
};

/**
 * The port of counted stock, for the decision of another service: takes units for the lines of an order, or gives them
 * back. Pure; call it once with all intents. They are decided one after another on one state, so the last unit goes to the
 * first that asks, and an intent that cannot be met is answered `menu.sold_out` while the others go through.
 *
 * The changes belong into the asker's commit, whole: their streams are what makes the count hold. An item that the menu
 * does not count is always to be had and needs no stream. Whether an item is sold out by hand is `priceLine`'s to say.
 *
 * @see services/menu/RULES.md, MEN-21 to MEN-24
 */
export const proposeStock = (intents: readonly StockIntent[], desk: Desk): StockProposal => {
  const counts = new Map<ItemId, Count>();
  const answers = intents.map((intent) => answer(intent, counts, desk));
  return { answers, changes: changesOf(counts.values(), desk) };
};

/** [MEN-20] what is left is what was counted last; null ends the counting. The same path as the port's, so MEN-22 holds. */
export const proposeCount = (itemId: ItemId, remaining: number | null, desk: Desk): readonly Change[] => {
  const counts = new Map<ItemId, Count>();
  const count = countOf(counts, itemId, desk);
  if (count.remaining === remaining) return [];
  move(count, { type: 'stock.set', itemId, remaining });
  return changesOf(counts.values(), desk);
};
