import type { EventMeta } from '../fold.ts';
import type { OrderId, TableId } from '../scalars.ts';
import { unreachable } from '../unreachable.ts';
import type { FloorEvent } from './events.ts';
import type { FloorState, RunningOrder, Table, TableState } from './state.ts';

export const initialFloor: FloorState = { floors: {}, tables: {}, orders: {}, lastNumber: null, everOpened: false };

/** A table in another state; who occupied it, or waited there, is only kept where the new state says so. */
const tableIn = (
  { orderId: _order, seatingId: _seating, waitingOrderId: _waiting, ...place }: Table,
  state: TableState,
  since: string,
): Table => ({ ...place, state, since });

const withTable = (state: FloorState, tableId: TableId | undefined, change: (table: Table) => Table): FloorState => {
  const table = tableId && state.tables[tableId];
  return table ? { ...state, tables: { ...state.tables, [table.tableId]: change(table) } } : state;
};

const without = (orders: FloorState['orders'], orderId: OrderId): FloorState['orders'] => {
  const { [orderId]: _ended, ...rest } = orders;
  return rest;
};

const seated = (
  state: FloorState,
  event: Extract<FloorEvent, { type: 'floor.orderOpened' }>,
  at: string,
): FloorState => {
  const { orderId, tableId, seatingId, serviceType, displayNumber, businessDay } = event;
  const order: RunningOrder = { orderId, waiting: false, serviceType, displayNumber, ...(tableId && { tableId }) };
  return withTable(
    {
      ...state,
      orders: { ...state.orders, [orderId]: order },
      lastNumber: { businessDay, displayNumber },
      everOpened: true,
    },
    tableId,
    (table) => ({ ...tableIn(table, 'occupied', at), orderId, ...(seatingId && { seatingId }) }),
  );
};

/** The floor after one event. */
export const evolveFloor = (state: FloorState, event: FloorEvent, { at }: EventMeta): FloorState => {
  switch (event.type) {
    case 'floor.floorSaved': {
      const { type: _type, ...floor } = event;
      return { ...state, floors: { ...state.floors, [floor.floorId]: floor } };
    }
    case 'floor.tableSaved': {
      const { type: _type, ...place } = event;
      const before = state.tables[place.tableId];
      const table: Table = before ? { ...before, ...place } : { ...place, state: 'available', since: at };
      return { ...state, tables: { ...state.tables, [place.tableId]: table } };
    }
    case 'floor.tableStateSet':
      return withTable(state, event.tableId, (table) => {
        const waiting = table.waitingOrderId;
        return { ...tableIn(table, event.state, at), ...(waiting && { waitingOrderId: waiting }) };
      });
    case 'floor.orderOpened':
      return seated(state, event, at);
    case 'floor.orderWaiting': {
      const { orderId, tableId } = event;
      const orders = { ...state.orders, [orderId]: { orderId, waiting: true, tableId } };
      return withTable({ ...state, orders }, tableId, (table) => ({ ...table, waitingOrderId: orderId }));
    }
    case 'floor.waitingEnded':
      return withTable({ ...state, orders: without(state.orders, event.orderId) }, event.tableId, (table) => {
        if (table.waitingOrderId !== event.orderId) return table;
        const { waitingOrderId: _ended, ...rest } = table;
        return rest;
      });
    case 'floor.orderEnded':
      return withTable({ ...state, orders: without(state.orders, event.orderId) }, event.tableId, (table) =>
        table.orderId === event.orderId ? tableIn(table, event.tableState ?? 'dirty', at) : table,
      );
    default:
      return unreachable(event);
  }
};
