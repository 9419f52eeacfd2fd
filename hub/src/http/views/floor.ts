import { FloorId, FloorSaved, Instant, OrderId, SeatingId, TableId, TableSaved } from '@cafe/contract';
import * as z from 'zod';

export const TableStateView = z.enum(['available', 'reserved', 'occupied', 'dirty', 'blocked']);

export const FloorView = z.object({ ...FloorSaved.omit({ type: true }).shape, floorId: FloorId });

/** A table: where it stands, its state since when, and who is there. */
export const TableView = z.object({
  ...TableSaved.omit({ type: true }).shape,
  tableId: TableId,
  state: TableStateView,
  since: Instant,
  orderId: OrderId.optional(),
  seatingId: SeatingId.optional(),
  waitingOrderId: OrderId.optional(),
});
