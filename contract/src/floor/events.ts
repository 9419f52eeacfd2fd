import * as z from 'zod';
import { BusinessDay, FloorId, Name, OrderId, SeatingId, ServiceType, TableCode, TableId } from '../scalars.ts';

export const FloorSaved = z.object({
  type: z.literal('floor.floorSaved'),
  floorId: FloorId,
  name: Name,
  sort: z.int(),
  archived: z.boolean(),
});

export const TableSaved = z.object({
  type: z.literal('floor.tableSaved'),
  tableId: TableId,
  floorId: FloorId,
  label: z.string(),
  code: TableCode,
  seats: z.int(),
  shape: z.enum(['square', 'round', 'rectangle']),
  x: z.int(),
  y: z.int(),
  width: z.int(),
  height: z.int(),
  archived: z.boolean(),
});

export const TableStateSet = z.object({
  type: z.literal('floor.tableStateSet'),
  tableId: TableId,
  state: z.enum(['available', 'reserved', 'dirty', 'blocked']),
});

/** An order was opened, or admitted: it has its display number and, at a table, occupies it. Every new order is named here. */
export const OrderSeated = z.object({
  type: z.literal('floor.orderOpened'),
  orderId: OrderId,
  serviceType: ServiceType,
  displayNumber: z.int().positive(),
  businessDay: BusinessDay,
  tableId: TableId.optional(),
  seatingId: SeatingId.optional(),
});
/** A guest's order waits at a free table; it neither occupies the table nor takes a number. */
export const OrderWaiting = z.object({ type: z.literal('floor.orderWaiting'), orderId: OrderId, tableId: TableId });
/** A waiting order ended without being admitted: it expired, was voided, or staff opened the table themselves. */
export const WaitingEnded = z.object({ type: z.literal('floor.waitingEnded'), orderId: OrderId, tableId: TableId });
/** An order is closed or voided; a table it occupied is dirty after a paid bill, available after a voided one. */
export const OrderLeft = z.object({
  type: z.literal('floor.orderEnded'),
  orderId: OrderId,
  tableId: TableId.optional(),
  tableState: z.enum(['dirty', 'available']).optional(),
});

export const FLOOR_EVENTS = [
  FloorSaved,
  TableSaved,
  TableStateSet,
  OrderSeated,
  OrderWaiting,
  WaitingEnded,
  OrderLeft,
] as const;
export type FloorEvent = z.infer<(typeof FLOOR_EVENTS)[number]>;
