import type { CommandOf, GuestEvent, GuestId, OrderId } from '@cafe/contract';
import { type Guest, type GuestStatus, orderStream, type RunningBill } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { guestOf, isPresent, isSeated, livingBill, statusOf } from './decide-session.ts';
import type { OrderPort } from './ports.ts';

const written = (orderId: OrderId, ...events: readonly GuestEvent[]): readonly Change[] =>
  events.length === 0 ? [] : [{ stream: orderStream(orderId), events }];

/** [GST-19] */
const runningBill = (orderId: OrderId, desk: Desk): RunningBill => {
  const order = desk.state(orderStream(orderId));
  if (order.status === 'none') throw new Refusal('order.not_found', `there is no order ${orderId}`);
  const bill = livingBill(order, desk.at);
  if (!bill) throw new Refusal('order.closed', `${orderId} has ended`, { details: { status: order.status } });
  return bill;
};

const namedGuest = (bill: RunningBill, guestId: GuestId): Guest => {
  const guest = guestOf(bill, guestId);
  if (!guest) throw new Refusal('guest.not_found', `${guestId} is not a guest of this order`, { details: { guestId } });
  return guest;
};

/** Where staff can bring a guest from each status. */
const STEPS: Readonly<Record<GuestStatus, readonly GuestStatus[]>> = {
  pending: ['active', 'revoked', 'left', 'expired'],
  active: ['revoked', 'left', 'expired'],
  left: [],
  revoked: [],
  expired: [],
  settled: [],
};

const assertStep = (guest: Guest, to: GuestStatus, { at }: Desk): void => {
  const { guestId } = guest;
  const from = statusOf(guest, at);
  const allowed = STEPS[from];
  if (allowed.includes(to)) return;
  throw new Refusal('guest.invalid_transition', `a guest who is ${from} does not become ${to}`, {
    details: { guestId, from, to, allowed },
  });
};

/** [GST-14] those named, else all who wait · [GST-15] with the order they wait at */
export const admit = (
  { orderId, guestIds }: CommandOf<'guest.admit'>,
  desk: Desk,
  orders: OrderPort,
): readonly Change[] => {
  const bill = runningBill(orderId, desk);
  const named = guestIds
    ? guestIds.map((guestId) => namedGuest(bill, guestId))
    : bill.guests.filter((guest) => isPresent(guest, desk.at));
  const waiting = named.filter((guest) => statusOf(guest, desk.at) !== 'active');
  for (const guest of waiting) assertStep(guest, 'active', desk);
  const ids = [...new Set(waiting.map(({ guestId }) => guestId))];
  const opened = bill.status === 'waiting' ? orders.proposeAdmit({ orderId }, desk) : [];
  return ids.length === 0 ? opened : [...opened, ...written(orderId, { type: 'guest.admitted', guestIds: ids })];
};

const renewed = ({ pinEpoch }: RunningBill): GuestEvent => ({ type: 'guest.pinRenewed', pinEpoch: pinEpoch + 1 });

/** [GST-16] the session ends, and the digits that guest knows with it; a second time changes nothing */
export const remove = ({ orderId, guestId }: CommandOf<'guest.remove'>, desk: Desk): readonly Change[] => {
  const bill = runningBill(orderId, desk);
  const guest = namedGuest(bill, guestId);
  if (guest.status === 'revoked') return [];
  assertStep(guest, 'revoked', desk);
  return written(orderId, { type: 'guest.left', guestId, reason: 'revoked' }, renewed(bill));
};

/** [GST-17] */
export const endAll = ({ orderId }: CommandOf<'guest.endAll'>, desk: Desk): readonly Change[] => {
  const bill = runningBill(orderId, desk);
  if (!bill.guests.some((guest) => isPresent(guest, desk.at))) return [];
  return written(orderId, { type: 'guest.sessionsEnded', epoch: bill.epoch + 1 }, renewed(bill));
};

/** [GST-12] [GST-13] the digits of an order that runs */
export const renewPin = ({ orderId }: CommandOf<'guest.renewPin'>, desk: Desk): readonly Change[] =>
  written(orderId, renewed(runningBill(orderId, desk)));

/** [GST-18] by themselves; what has ended otherwise has ended */
export const leave = ({ orderId, guestId }: CommandOf<'guest.leave'>, desk: Desk): readonly Change[] => {
  if (desk.by.kind !== 'guest' || desk.by.id !== guestId) {
    throw new Refusal('actor.forbidden', 'a guest leaves by themselves', { remedy: 'Remove the guest instead.' });
  }
  const bill = runningBill(orderId, desk);
  const guest = namedGuest(bill, guestId);
  if (guest.status === 'left') return [];
  const status = statusOf(guest, desk.at);
  if (!isSeated({ status })) throw new Refusal('guest.session_ended', `this session is over: ${status}`);
  return written(orderId, { type: 'guest.left', guestId, reason: 'left' });
};

/** [GST-23] [GST-24] by the service, of those named who are still there: when and why is the service's to know */
export const expire = ({ orderId, guestIds }: CommandOf<'guest.expire'>, desk: Desk): readonly Change[] => {
  if (desk.by.kind !== 'service') throw new Refusal('actor.forbidden', 'sessions expire by themselves');
  const named = new Set(guestIds);
  const gone = runningBill(orderId, desk).guests.filter((guest) => named.has(guest.guestId) && isSeated(guest));
  return written(orderId, ...gone.map(({ guestId }) => ({ type: 'guest.left', guestId, reason: 'expired' }) as const));
};
