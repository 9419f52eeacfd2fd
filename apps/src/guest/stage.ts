import type { Followed, FollowedOrder, GuestId, RunningBill, ScanAnswer } from '@cafe/client-sdk';

/** How a stay came to its end. `unknown`: it ended while nobody looked. */
export type Ending = 'settled' | 'cancelled' | 'declined' | 'removed' | 'staffEnded' | 'expired' | 'left' | 'unknown';

/** Where a phone is on its way through an evening. */
export type Stage =
  /** It reads the menu. `mode`: how it may join. */
  | { readonly kind: 'looking'; readonly mode: ScanAnswer['mode'] | undefined }
  /** It has joined, and heard nothing of its order yet. */
  | { readonly kind: 'arriving' }
  /** The staff have not let it in yet; `sharesCart` where the whole table waits, and fills its cart meanwhile. */
  | { readonly kind: 'waiting'; readonly sharesCart: boolean }
  | { readonly kind: 'seated' }
  | { readonly kind: 'over'; readonly why: Ending };

export interface StageFacts {
  readonly mode: ScanAnswer['mode'] | undefined;
  /** Who this phone is, once it has joined. */
  readonly guestId: GuestId | undefined;
  readonly order: Followed<FollowedOrder> | undefined;
  /** The hub has ended the session. */
  readonly isEnded: boolean;
}

const guestIn = (bill: RunningBill, guestId: GuestId) => bill.guests.find((guest) => guest.guestId === guestId);

/** Nobody was left by whoever went: all of them were sent away at once. */
const allRevoked = ({ guests }: RunningBill): boolean =>
  guests.filter(({ status }) => status !== 'left' && status !== 'expired').every(({ status }) => status === 'revoked');

const LEFT: Readonly<Record<string, Ending>> = { left: 'left', expired: 'expired', settled: 'settled' };

/** Why a stay is over, as far as the bill that was seen last says it. */
export const endingOf = (bill: RunningBill | undefined, guestId: GuestId): Ending => {
  if (!bill) return 'unknown';
  if (bill.status === 'closed') return 'settled';
  if (bill.status === 'voided') return bill.displayNumber === undefined ? 'declined' : 'cancelled';
  const status = guestIn(bill, guestId)?.status ?? 'unknown';
  if (status === 'revoked') return allRevoked(bill) && bill.guests.length > 1 ? 'staffEnded' : 'removed';
  return LEFT[status] ?? 'unknown';
};

/** Where somebody is who has joined, by their bill. */
const stageAt = (bill: RunningBill, guestId: GuestId): Stage => {
  if (bill.status === 'waiting') return { kind: 'waiting', sharesCart: true };
  const status = guestIn(bill, guestId)?.status;
  if (bill.status === 'open' && status === 'active') return { kind: 'seated' };
  if (bill.status === 'open' && status === 'pending') return { kind: 'waiting', sharesCart: false };
  return { kind: 'over', why: endingOf(bill, guestId) };
};

/** Where a phone is. Pure. */
export const stageOf = ({ mode, guestId, order, isEnded }: StageFacts): Stage => {
  if (guestId === undefined) return { kind: 'looking', mode };
  const bill = order?.value?.bill;
  if (isEnded) return { kind: 'over', why: endingOf(bill, guestId) };
  // At a table that others opened the bill is theirs alone until the staff have let this phone in.
  if (order?.status === 'refused') return { kind: 'waiting', sharesCart: false };
  return bill ? stageAt(bill, guestId) : { kind: 'arriving' };
};

/** Whether what is chosen goes into the table's cart at once; before, it waits on this phone. */
export const mayFill = (stage: Stage): boolean =>
  stage.kind === 'seated' || (stage.kind === 'waiting' && stage.sharesCart);
