import type { CommandOf, OrderId } from '@cafe/contract';
import {
  computeTotals,
  dueOf,
  entriesOfClose,
  isOnTheBill,
  isUnfinished,
  moneyOf,
  type OrderLine,
  type RunningBill,
  receiptsStream,
  storeStream,
  waitedTooLong,
} from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { floorOn, onFloor } from './decide-floor.ts';
import { isSent, totalsInput } from './pricing.ts';
import { anyBill, livingBill, onOrder, openBill, requirePermission } from './running-bill.ts';
import { endWaiting } from './seating.ts';

const idsOf = (lines: readonly OrderLine[]) => ({ lineIds: lines.map(({ lineId }) => lineId) });

/** [ORD-60] nothing that was not sent · [ORD-61] nothing the kitchen still has, unless the store closes first */
const requireFinished = ({ lines }: RunningBill, desk: Desk): void => {
  const unsent = lines.filter(({ state }) => state === 'draft' || state === 'pending');
  if (unsent.length > 0) {
    throw new Refusal('order.unsent_lines', `${unsent.length} lines were not sent`, { details: idsOf(unsent) });
  }
  const unserved = lines.filter(isUnfinished);
  if (unserved.length === 0 || desk.fact(storeStream(desk.storeId)).closeWithUnserved) return;
  throw new Refusal('order.not_served', `the kitchen still has ${unserved.length} lines`, { details: idsOf(unserved) });
};

/** [ORD-63] Nothing due, nothing to give back, no payment on its way. */
const requireSettled = (bill: RunningBill): void => {
  const due = dueOf(bill);
  const { reserved } = moneyOf(bill);
  if (due === 0 && reserved === 0) return;
  const details = { due, reserved };
  if (reserved > 0) {
    const remedy = 'Wait until the payment has ended.';
    throw new Refusal('order.balance_due', 'a payment is on its way', { details, remedy });
  }
  if (due > 0) throw new Refusal('order.balance_due', `${due} is due`, { details });
  throw new Refusal('order.balance_due', `${-due} was paid too much`, {
    details,
    remedy: 'Put on the bill what was had instead: it closes when it comes to what was paid.',
  });
};

/** [ORD-66] The order leaves the floor, and the table it had is in another state. */
const leaveFloor = (
  desk: Desk,
  { orderId, bill: { tableId } }: { readonly orderId: OrderId; readonly bill: RunningBill },
  tableState: 'dirty' | 'available',
): readonly Change[] => {
  const { tables } = floorOn(desk);
  const occupied = tableId !== undefined && tables[tableId]?.orderId === orderId;
  return onFloor(desk, { type: 'floor.orderEnded', orderId, ...(occupied && { tableId, tableState }) });
};

/** [ORD-60] to [ORD-63] · [ORD-64] with the next receipt number · [ORD-65] booked · [ORD-66] */
export const close = ({ orderId }: CommandOf<'order.close'>, desk: Desk): readonly Change[] => {
  const bill = openBill(desk, orderId);
  requireFinished(bill, desk);
  requireSettled(bill);
  const receipts = receiptsStream(desk.storeId);
  const { totals, serviceChargeNet, lines } = computeTotals(totalsInput(bill, bill.lines.filter(isOnTheBill)));
  return [
    ...onOrder(orderId, {
      type: 'order.closed',
      receiptNumber: desk.version(receipts) + 1,
      totals,
      lines: lines.map(({ lineId, net, tax }) => ({ lineId, net, tax })),
      entries: entriesOfClose({ orderId, totals, serviceChargeNet }),
      epoch: bill.epoch + 1,
    }),
    { stream: receipts, events: [{ type: 'receipts.issued', orderId }] },
    ...leaveFloor(desk, { orderId, bill }, 'dirty'),
  ];
};

/** [ORD-67] every line that was sent is voided · [ORD-68] nothing paid · [ORD-69] the kitchen has seen it, or somebody may */
const requireVoidable = (bill: RunningBill, desk: Desk): void => {
  const left = bill.lines.filter(isOnTheBill);
  if (left.length > 0)
    throw new Refusal('order.not_voided', `${left.length} lines are on the bill`, { details: idsOf(left) });
  const { captured, refunded, reserved } = moneyOf(bill);
  if (captured !== refunded || reserved > 0) {
    throw new Refusal('order.has_payments', 'the order has payments', {
      details: { paid: captured - refunded, reserved },
    });
  }
  const unseen = bill.lines.some((line) => isSent(line) && line.void?.prepared === true && !line.void.acknowledged);
  if (unseen) requirePermission(desk, 'order.void_with_preparing', 'the kitchen is still at it');
};

/** [ORD-67] to [ORD-69] · [ORD-4] a waiting order is declined so · [ORD-66] */
export const voidOrder = ({ orderId, reason }: CommandOf<'order.void'>, desk: Desk): readonly Change[] => {
  const bill = livingBill(desk, orderId);
  if (bill.status === 'waiting') return endOwnWaiting(desk, orderId, reason);
  requireVoidable(bill, desk);
  return [
    ...onOrder(orderId, { type: 'order.voided', reason, epoch: bill.epoch + 1 }),
    ...leaveFloor(desk, { orderId, bill }, 'available'),
  ];
};

/** What waits is at a table of the floor, but has not taken it. */
const endOwnWaiting = (desk: Desk, orderId: OrderId, reason: string): readonly Change[] => {
  const { orders } = floorOn(desk);
  const tableId = orders[orderId]?.tableId;
  return tableId === undefined ? [] : endWaiting(desk, { tableId, waitingOrderId: orderId }, reason);
};

/** [ORD-62] Only the service says so, only after 15 minutes; an order that waits no longer is left alone. */
export const expire = ({ orderId }: CommandOf<'order.expire'>, desk: Desk): readonly Change[] => {
  if (desk.by.kind !== 'service') throw new Refusal('actor.forbidden', 'waiting orders expire by themselves');
  const bill = anyBill(desk, orderId);
  if (bill.status !== 'waiting') return [];
  if (!waitedTooLong(bill, desk.at)) {
    const details = { from: 'waiting', to: 'voided', allowed: ['open', 'voided'], openedAt: bill.openedAt };
    throw new Refusal('order.invalid_transition', 'the order has not waited 15 minutes', { details });
  }
  return endOwnWaiting(desk, orderId, 'expired');
};
