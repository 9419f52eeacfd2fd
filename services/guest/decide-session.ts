import type { By, ClaimsOf, Instant } from '@cafe/contract';
import {
  type Guest,
  type GuestStatus,
  guestMay,
  type OrderState,
  type RunningBill,
  waitedTooLong,
} from '@cafe/contract/folds';

/** How long a session lasts at most, from the join: 6 hours. In milliseconds. */
export const LONGEST_MS = 6 * 60 * 60_000;
/** How long a session lasts without its phone being heard of: 90 minutes. In milliseconds. */
export const IDLE_MS = 90 * 60_000;

/** The guest of that id, if the bill knows one. */
export const guestOf = (bill: RunningBill, guestId: string): Guest | undefined =>
  bill.guests.find((guest) => guest.guestId === guestId);

/** Whether no commit says yet that a guest has gone. */
export const isSeated = ({ status }: Pick<Guest, 'status'>): boolean => status === 'pending' || status === 'active';

/** [GST-23] Where a guest stands at a moment: a session that lasted its longest is over, with or without a commit that says so. */
export const statusOf = (guest: Guest, at: Instant): GuestStatus =>
  isSeated(guest) && Date.parse(at) - Date.parse(guest.joinedAt) >= LONGEST_MS ? 'expired' : guest.status;

/** Whether a guest waits for staff or was let in: whoever else was there has gone. */
export const isPresent = (guest: Guest, at: Instant): boolean => isSeated({ status: statusOf(guest, at) });

/** The bill, if guests can be at it: open, or waiting to be let in and not for too long. */
export const livingBill = (order: OrderState, at: Instant): RunningBill | undefined => {
  if (order.status !== 'open' && order.status !== 'waiting') return undefined;
  return waitedTooLong(order, at) ? undefined : order;
};

/** What a guest's token says, as far as its standing goes. */
export type GuestClaims = Pick<ClaimsOf<'guest'>, 'sub' | 'orderId' | 'epoch'>;

/** Whom a guest's token stands for now, or why it stands for nobody any more. */
export type GuestStanding =
  | {
      readonly ok: true;
      readonly by: By;
      may(permission: string): boolean;
      /** Whether the guest may hear and read the order: let in, or among those who asked for it. */
      readonly admitted: boolean;
    }
  | { readonly ok: false; readonly code: 'guest.session_ended'; readonly message: string };

const ended = (message: string): GuestStanding => ({ ok: false, code: 'guest.session_ended', message });

const mayLeave = (permission: string): boolean => permission === 'guest.leave';

/**
 * Whether a guest's verified token is still good for its order, and what its bearer may; asked anew for every command and
 * every sync. Pure. What depends on lines and limits is the order's to refuse.
 *
 * @param order the state of `order:<claims.orderId>`
 * @see services/guest/RULES.md, GST-20 to GST-23
 */
export const guestStanding = (claims: GuestClaims, order: OrderState, at: Instant): GuestStanding => {
  const bill = livingBill(order, at);
  if (!bill) return ended('the order has ended, and its sessions with it');
  if (bill.epoch !== claims.epoch) return ended('the sessions at this table were ended');
  const guest = guestOf(bill, claims.sub);
  if (!guest) return ended('this session is of another order');
  if (!isPresent(guest, at)) return ended(`this session is over: ${statusOf(guest, at)}`);
  const admitted = guest.status === 'active' || bill.status === 'waiting';
  return { ok: true, by: { kind: 'guest', id: guest.guestId }, may: admitted ? guestMay : mayLeave, admitted };
};
