import type { ShownLine } from './shown-line.ts';

/** Lines that are alike: drawn as one, with the sum of their quantities. */
export interface LineGroup {
  /** The id of its first line, which never moves. */
  readonly key: string;
  readonly lines: readonly [ShownLine, ...ShownLine[]];
  readonly quantity: number;
  /** Minor units; undefined where a line's is. */
  readonly price: number | undefined;
}

/** A part of the bill. `asked` waits for the staff's yes, `cart` for being sent, a round is with the kitchen. */
export interface Section {
  readonly kind: 'round' | 'asked' | 'cart' | 'guests';
  readonly round: number | undefined;
  readonly sentAt: string | undefined;
  readonly groups: readonly LineGroup[];
}

const UNSENT: ReadonlySet<ShownLine['state']> = new Set(['draft', 'unsaved']);

/** Whether it lies in the cart. */
export const isUnsent = ({ state }: ShownLine): boolean => UNSENT.has(state);

/** Lines with the same of this may stand together. One that waits for the hub stands with those that it will be like. */
const likeness = (line: ShownLine): string =>
  JSON.stringify([
    line.itemId,
    line.variantId,
    line.modifiers.map(({ modifierId, quantity }) => [modifierId, quantity]),
    line.note,
    line.guestId,
    isUnsent(line) ? 'unsent' : line.state,
    line.round,
  ]);

/** Lines that are alike as one, each group where its first line stood. Pure. */
export const groupLines = (lines: readonly ShownLine[]): readonly LineGroup[] => {
  const groups = new Map<string, [ShownLine, ...ShownLine[]]>();
  for (const line of lines) {
    const like = likeness(line);
    const group = groups.get(like);
    if (group) group.push(line);
    else groups.set(like, [line]);
  }
  return [...groups.values()].map((alike) => ({
    key: alike[0].lineId,
    lines: alike,
    quantity: alike.reduce((sum, { quantity }) => sum + quantity, 0),
    price: alike.reduce<number | undefined>(
      (sum, { price }) => (sum === undefined || price === undefined ? undefined : sum + price),
      0,
    ),
  }));
};

const section = (kind: Section['kind'], lines: readonly ShownLine[]): Section[] => {
  const [first] = lines;
  return first ? [{ kind, round: first.round, sentAt: first.sentAt, groups: groupLines(lines) }] : [];
};

/** The bill from top to bottom: rounds as they were sent, what guests choose or ask for, and at the end what is new. Pure. */
export const sectionsOf = (lines: readonly ShownLine[]): readonly Section[] => {
  const sent = lines.filter(({ round }) => round !== undefined);
  const rounds = [...new Set(sent.map(({ round }) => round))].toSorted((one = 0, other = 0) => one - other);
  const unsent = lines.filter(isUnsent);
  return [
    ...rounds.flatMap((round) =>
      section(
        'round',
        sent.filter((line) => line.round === round),
      ),
    ),
    ...section(
      'guests',
      unsent.filter(({ guestId }) => guestId !== undefined),
    ),
    ...section(
      'asked',
      lines.filter(({ state }) => state === 'pending'),
    ),
    ...section(
      'cart',
      unsent.filter(({ guestId }) => guestId === undefined),
    ),
  ];
};
