import type { GuestId, OrderLine, RunningBill } from '@cafe/client-sdk';
import { sumOf } from './amounts.ts';

/** Whose lines they are: this phone's, another guest's, or what the staff took down. */
export interface Person {
  readonly kind: 'me' | 'guest' | 'staff';
  /** A guest's name, as they gave it. */
  readonly name: string;
}

/** One person's lines. */
export interface Share {
  readonly key: string;
  readonly person: Person;
  readonly lines: readonly OrderLine[];
  /** Minor units, tax as the menu has it. */
  readonly sum: number;
}

export const isMine = ({ addedBy }: Pick<OrderLine, 'addedBy'>, guestId: GuestId): boolean =>
  addedBy.kind === 'guest' && addedBy.id === guestId;

const personOf = ({ addedBy }: OrderLine, { guests }: RunningBill, me: GuestId): Person => {
  if (addedBy.kind !== 'guest') return { kind: 'staff', name: '' };
  const name = guests.find(({ guestId }) => guestId === addedBy.id)?.name ?? '';
  return { kind: addedBy.id === me ? 'me' : 'guest', name };
};

const RANK = { me: 0, guest: 1, staff: 2 } as const;

/** Lines by whose they are: this phone's first, then everybody else in the order in which they came, the staff's last. */
export const sharesOf = (bill: RunningBill, lines: readonly OrderLine[], me: GuestId): readonly Share[] => {
  const byWhom = new Map<string, OrderLine[]>();
  for (const line of lines) {
    const key = line.addedBy.kind === 'guest' ? `guest ${line.addedBy.id}` : 'staff';
    byWhom.set(key, [...(byWhom.get(key) ?? []), line]);
  }
  const shares = [...byWhom].flatMap(([key, own]) => {
    const [first] = own;
    return first ? [{ key, person: personOf(first, bill, me), lines: own, sum: sumOf(own) }] : [];
  });
  return shares.toSorted((one, other) => RANK[one.person.kind] - RANK[other.person.kind]);
};

/** What lies in the cart. */
export const draftsIn = ({ lines }: RunningBill): OrderLine[] => lines.filter(({ state }) => state === 'draft');
/** What was sent, or waits for the staff; what was taken off stays to be seen. */
export const sentIn = ({ lines }: RunningBill): OrderLine[] => lines.filter(({ state }) => state !== 'draft');

/** What the running totals are made of, all in minor units. */
export interface Sums {
  /** What I had: sent and not taken off. */
  readonly mine: number;
  /** What the bill comes to, as the hub says. */
  readonly table: number;
  /** What waits for the staff and is in neither. */
  readonly waiting: number;
}

const counts = ({ state, round }: OrderLine): boolean => round !== undefined && state !== 'voided';

/** What I had and what the table had, so far. */
export const sumsOf = (bill: RunningBill, me: GuestId): Sums => ({
  mine: sumOf(bill.lines.filter((line) => counts(line) && isMine(line, me))),
  table: bill.totals.total,
  waiting: sumOf(bill.lines.filter(({ state }) => state === 'pending')),
});
