import type { CommandOf, OrderId, SeatingId } from '@cafe/contract';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { floorOn, onFloor } from './decide-floor.ts';
import { onOrder } from './running-bill.ts';
import { endWaiting, freeTable, moneyRulesNow, nextNumber, requireNewOrder } from './seating.ts';

/** [ORD-9] The seating that begins with an order has the order's id. */
export const firstSeating = (orderId: OrderId): SeatingId =>
  // Both are bare uuids; the brand is what differs.
  orderId as string as SeatingId;

/** [ORD-1] once for an id · [ORD-9] dine-in at a table · [FLR-7] a free one · [FLR-8] numbered · [FLR-9] who waited there is sent away */
export const open = (command: CommandOf<'order.open'>, desk: Desk): readonly Change[] => {
  const { orderId, serviceType, tableId, covers, tabName } = command;
  requireNewOrder(desk, orderId);
  if (serviceType === 'dine_in' && tableId === undefined) {
    throw new Refusal('order.table_required', 'a dine-in order needs a table');
  }
  const floor = floorOn(desk);
  const table = tableId && freeTable(floor, tableId);
  const seatingId = command.seatingId ?? (tableId && firstSeating(orderId));
  const at = { ...(tableId && { tableId }), ...(seatingId && { seatingId }) };
  const number = nextNumber(floor, desk);
  const named = { ...(covers !== undefined && { covers }), ...(tabName !== undefined && { tabName }) };
  return [
    ...onOrder(orderId, {
      type: 'order.opened',
      waiting: false,
      serviceType,
      ...at,
      ...(table && { tableLabel: table.label }),
      ...named,
      ...number,
      money: moneyRulesNow(desk),
    }),
    ...(table ? endWaiting(desk, table, 'table_opened') : []),
    ...onFloor(desk, { type: 'floor.orderOpened', orderId, serviceType, ...number, ...at }),
  ];
};
