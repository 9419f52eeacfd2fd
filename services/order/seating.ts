import type { BusinessDay, MoneyRules, OrderId, TableId } from '@cafe/contract';
import { type FloorState, orderStream, storeStream, type Table } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { onFloor } from './decide-floor.ts';
import { onOrder } from './running-bill.ts';
import { forbiddenTableStep, tableInUse } from './table-states.ts';

/** [ORD-1] An order's id is new. */
export const requireNewOrder = (desk: Desk, orderId: OrderId): void => {
  const { status } = desk.state(orderStream(orderId));
  if (status !== 'none')
    throw new Refusal('order.exists', `order ${orderId} is ${status}`, { details: { orderId, status } });
};

/** [FLR-7] A table where a party can sit down: free, reserved, or not cleared yet; neither taken nor blocked. */
export const freeTable = (floor: FloorState, tableId: TableId): Table => {
  const table = tableInUse(floor, tableId);
  if (table.orderId !== undefined) {
    const details = { tableId, orderId: table.orderId };
    throw new Refusal('floor.table_taken', `table ${table.label} has an open order`, { details });
  }
  if (table.state === 'blocked') throw forbiddenTableStep(table, 'occupied');
  return table;
};

/**
 * [FLR-8] The next display number, from 1 each business day. A day that is before the last one's (a clock or a time zone set
 * back) goes on counting on the later day: no number is given twice.
 */
export const nextNumber = (
  { lastNumber: last }: FloorState,
  { businessDay: today }: Desk,
): { readonly businessDay: BusinessDay; readonly displayNumber: number } =>
  last !== null && last.businessDay >= today
    ? { businessDay: last.businessDay, displayNumber: last.displayNumber + 1 }
    : { businessDay: today, displayNumber: 1 };

/** [ORD-8] The store's settings that a new bill keeps until it ends. */
export const moneyRulesNow = (desk: Desk): MoneyRules => {
  const { rounding, taxRounding, serviceCharge } = desk.fact(storeStream(desk.storeId));
  return { rounding, taxRounding, ...(serviceCharge && { serviceCharge }) };
};

/** [FLR-9] Ends the order that waits at a table, if there is one, in this commit: on its own stream and on the floor. */
export const endWaiting = (
  desk: Desk,
  { tableId, waitingOrderId }: Pick<Table, 'tableId' | 'waitingOrderId'>,
  reason: string,
): readonly Change[] => {
  if (waitingOrderId === undefined) return [];
  const waiting = desk.state(orderStream(waitingOrderId));
  const voided =
    waiting.status === 'waiting' ? [{ type: 'order.voided' as const, reason, epoch: waiting.epoch + 1 }] : [];
  return [
    ...onOrder(waitingOrderId, ...voided),
    ...onFloor(desk, { type: 'floor.waitingEnded', orderId: waitingOrderId, tableId }),
  ];
};
