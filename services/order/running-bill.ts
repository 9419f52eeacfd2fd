import type { DomainEvent, LineId, OrderId } from '@cafe/contract';
import { type Guest, lineOf, type OrderLine, orderStream, type RunningBill, waitedTooLong } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';

/** Events for an order's stream; none is no change. */
export const onOrder = (orderId: OrderId, ...events: readonly DomainEvent[]): readonly Change[] =>
  events.length === 0 ? [] : [{ stream: orderStream(orderId), events }];

/** [ORD-2] A bill, whatever became of it. */
export const anyBill = (desk: Desk, orderId: OrderId): RunningBill => {
  const state = desk.state(orderStream(orderId));
  if (state.status === 'none') throw new Refusal('order.not_found', `there is no order ${orderId}`);
  return state;
};

const ended = (desk: Desk, orderId: OrderId, status: string): Refusal =>
  desk.by.kind === 'guest'
    ? new Refusal('guest.session_ended', `order ${orderId} is ${status}, and its sessions with it`)
    : new Refusal('order.closed', `order ${orderId} is ${status}`, { details: { orderId, status } });

/** [ORD-3] A bill that still runs: open, or waiting for staff to let its guests in · [ORD-62] but not for too long. */
export const livingBill = (desk: Desk, orderId: OrderId): RunningBill => {
  const bill = anyBill(desk, orderId);
  if (waitedTooLong(bill, desk.at)) throw ended(desk, orderId, 'expired');
  if (bill.status !== 'open' && bill.status !== 'waiting') throw ended(desk, orderId, bill.status);
  return bill;
};

/** [ORD-4] A bill that runs and whose guests, if it has any, were let in. */
export const openBill = (desk: Desk, orderId: OrderId): RunningBill => {
  const bill = livingBill(desk, orderId);
  if (bill.status === 'waiting') throw new Refusal('order.waiting', `order ${orderId} waits to be admitted`);
  return bill;
};

/** [ORD-5] The guest who asks; undefined when it is somebody of the staff, a device or a service. */
export const askingGuest = (bill: RunningBill, { by }: Desk): Guest | undefined => {
  if (by.kind !== 'guest') return undefined;
  const guest = bill.guests.find(({ guestId }) => guestId === by.id);
  if (guest?.status === 'active' || guest?.status === 'pending') return guest;
  throw new Refusal(
    'guest.session_ended',
    guest ? `the session is ${guest.status}` : 'the session is of another order',
  );
};

/** Whether a guest put the line into the cart. */
export const isOf = ({ addedBy }: OrderLine, { guestId }: Guest): boolean =>
  addedBy.kind === 'guest' && addedBy.id === guestId;

/** The line a command names. */
export const namedLine = (bill: RunningBill, lineId: LineId): OrderLine => {
  const line = lineOf(bill, lineId);
  if (line === undefined)
    throw new Refusal('line.not_found', `the order has no line ${lineId}`, { details: { lineId } });
  return line;
};

/** The lines a command names, each once, in the order it names them. */
export const namedLines = (bill: RunningBill, lineIds: readonly LineId[]): OrderLine[] =>
  [...new Set(lineIds)].map((lineId) => namedLine(bill, lineId));

/** Asks for a permission that depends on the state; a second person's PIN may stand in for it. */
export const requirePermission = (desk: Desk, permission: string, why: string): void => {
  if (desk.may(permission)) return;
  if (desk.by.kind === 'guest') throw new Refusal('actor.forbidden', why);
  throw new Refusal('actor.approval_required', why, { details: { permission } });
};
