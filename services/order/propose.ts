import type { OrderId, TableId } from '@cafe/contract';
import { orderStream, waitedTooLong } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { floorOn, onFloor } from './decide-floor.ts';
import { firstSeating } from './decide-open.ts';
import { livingBill, onOrder } from './running-bill.ts';
import { endWaiting, freeTable, moneyRulesNow, nextNumber, requireNewOrder } from './seating.ts';
import { tableInUse } from './table-states.ts';

/** The order at a table; `waiting`: its guests are not let in yet. */
export interface OrderAtTable {
  readonly orderId: OrderId;
  readonly waiting: boolean;
}

/**
 * Who is at a table by now, as the commit will find it; a waiting order that waited too long is nobody.
 *
 * @throws {Refusal} `floor.not_found`
 * @see services/order/RULES.md FLR-10
 */
export const orderAtTable = (desk: Desk, tableId: TableId): OrderAtTable | undefined => {
  const { orderId, waitingOrderId } = tableInUse(floorOn(desk), tableId);
  if (orderId !== undefined) return { orderId, waiting: false };
  if (waitingOrderId === undefined) return undefined;
  const waiting = desk.state(orderStream(waitingOrderId));
  const stillWaits = waiting.status === 'waiting' && !waitedTooLong(waiting, desk.at);
  return stillWaits ? { orderId: waitingOrderId, waiting: true } : undefined;
};

/**
 * Opens a waiting order for guests who came to a free table by themselves: it takes neither the table nor a number. An
 * expired one that still lay there is ended in the same commit. Pure; for the commit of `guest.join`.
 *
 * @throws {Refusal} `order.exists`, `floor.not_found`, `floor.table_taken { orderId }` (also by another waiting order),
 *   `table.invalid_transition` (blocked)
 * @see services/order/RULES.md FLR-11
 */
export const proposeWaiting = (
  { orderId, tableId }: { readonly orderId: OrderId; readonly tableId: TableId },
  desk: Desk,
): readonly Change[] => {
  requireNewOrder(desk, orderId);
  const table = freeTable(floorOn(desk), tableId);
  const there = orderAtTable(desk, tableId);
  if (there) {
    const details = { tableId, orderId: there.orderId };
    throw new Refusal('floor.table_taken', `guests wait at table ${table.label} already`, { details });
  }
  return [
    ...onOrder(orderId, {
      type: 'order.opened',
      waiting: true,
      serviceType: 'dine_in',
      tableId,
      tableLabel: table.label,
      businessDay: desk.businessDay,
      money: moneyRulesNow(desk),
    }),
    ...endWaiting(desk, table, 'expired'),
    ...onFloor(desk, { type: 'floor.orderWaiting', orderId, tableId }),
  ];
};

/**
 * Lets a waiting order in: it occupies its table and gets its display number. An order that is open already changes
 * nothing. Pure; for the commit of `guest.admit`.
 *
 * @throws {Refusal} `order.not_found`, `order.closed` (also after 15 minutes), `floor.not_found`,
 *   `floor.table_taken { orderId }`, `table.invalid_transition` (blocked meanwhile)
 * @see services/order/RULES.md FLR-12
 */
export const proposeAdmit = ({ orderId }: { readonly orderId: OrderId }, desk: Desk): readonly Change[] => {
  const { status, tableId, serviceType } = livingBill(desk, orderId);
  if (status === 'open' || tableId === undefined) return [];
  const floor = floorOn(desk);
  freeTable(floor, tableId);
  const number = nextNumber(floor, desk);
  const seatingId = firstSeating(orderId);
  return [
    ...onOrder(orderId, { type: 'order.admitted', ...number, seatingId }),
    ...onFloor(desk, { type: 'floor.orderOpened', orderId, serviceType, ...number, tableId, seatingId }),
  ];
};
