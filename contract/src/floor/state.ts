import type { BusinessDay, FloorId, Instant, OrderId, SeatingId, ServiceType, TableCode, TableId } from '../scalars.ts';

export type TableState = 'available' | 'reserved' | 'occupied' | 'dirty' | 'blocked';

export interface Floor {
  readonly floorId: FloorId;
  readonly name: string;
  readonly sort: number;
  readonly archived: boolean;
}

export interface Table {
  readonly tableId: TableId;
  readonly floorId: FloorId;
  readonly label: string;
  readonly code: TableCode;
  readonly seats: number;
  readonly shape: 'square' | 'round' | 'rectangle';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly archived: boolean;
  readonly state: TableState;
  /** Since when it is in this state. */
  readonly since: Instant;
  /** The order that occupies it. */
  readonly orderId?: OrderId | undefined;
  readonly seatingId?: SeatingId | undefined;
  /** The order of guests who ask to be let in; the table stays free for others. */
  readonly waitingOrderId?: OrderId | undefined;
}

/** An order that is open or waiting: where it is, and what it is called today. */
export interface RunningOrder {
  readonly orderId: OrderId;
  readonly waiting: boolean;
  readonly tableId?: TableId | undefined;
  readonly serviceType?: ServiceType | undefined;
  readonly displayNumber?: number | undefined;
}

export interface FloorState {
  readonly floors: Readonly<Record<FloorId, Floor>>;
  readonly tables: Readonly<Record<TableId, Table>>;
  /** Every open or waiting order of the store, by id. */
  readonly orders: Readonly<Record<OrderId, RunningOrder>>;
  /** The last display number given, and on which business day. */
  readonly lastNumber: { readonly businessDay: BusinessDay; readonly displayNumber: number } | null;
  /** Whether any order was ever opened here: from then on the currency is fixed. */
  readonly everOpened: boolean;
}
