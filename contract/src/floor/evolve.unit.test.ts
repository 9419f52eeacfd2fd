import { describe, expect, test } from '@jest/globals';
import { FloorId, OrderId, SeatingId, TableCode, TableId } from '../scalars.ts';
import { UnknownCase } from '../unreachable.ts';
import type { FloorEvent } from './events.ts';
import { evolveFloor, initialFloor } from './evolve.ts';
import type { FloorState } from './state.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const floorId = FloorId.parse(id(80));
const t1 = TableId.parse(id(81));
const t2 = TableId.parse(id(82));
const orderId = OrderId.parse(id(2));
const waiting = OrderId.parse(id(3));
const seatingId = SeatingId.parse(id(4));

const fold = (...events: readonly FloorEvent[]): FloorState =>
  events.reduce<FloorState>((state, event, n) => {
    const meta = Object.freeze({ at: `2026-11-23T12:00:0${n}.000Z`, by: { kind: 'staff', id: id(500) } as const });
    return freeze(evolveFloor(state, event, meta));
  }, freeze(initialFloor));
const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) freeze(each);
  return Object.freeze(value);
};

const saved = (tableId: TableId, label: string): FloorEvent => ({
  type: 'floor.tableSaved',
  tableId,
  floorId,
  label,
  code: TableCode.parse('AAAAAAA2'),
  seats: 4,
  shape: 'round',
  x: 1,
  y: 2,
  width: 3,
  height: 4,
  archived: false,
});
const tables = [saved(t1, '1'), saved(t2, '2')] as const;
const waits: FloorEvent = { type: 'floor.orderWaiting', orderId: waiting, tableId: t1 };
const seated: FloorEvent = {
  type: 'floor.orderOpened',
  orderId,
  serviceType: 'dine_in',
  displayNumber: 7,
  businessDay: '2026-11-23',
  tableId: t1,
  seatingId,
};

describe('the fold of the floor', () => {
  test('[FOLD-9] a saved table is available, and keeps its state when it is saved again', () => {
    expect(fold(...tables).tables[t1]).toMatchObject({
      state: 'available',
      since: '2026-11-23T12:00:00.000Z',
      label: '1',
    });
    const state = fold(...tables, seated, saved(t1, 'Window'));
    expect(state.tables[t1]).toMatchObject({ label: 'Window', state: 'occupied', orderId });
  });

  test('[FOLD-9] an order occupies its table until it ends', () => {
    const state = fold(...tables, seated);
    expect(state.tables[t1]).toMatchObject({
      state: 'occupied',
      orderId,
      seatingId,
      since: '2026-11-23T12:00:02.000Z',
    });
    for (const tableState of ['dirty', 'available'] as const) {
      const left = fold(...tables, seated, { type: 'floor.orderEnded', orderId, tableId: t1, tableState });
      expect(left.tables[t1]).toMatchObject({ state: tableState });
      expect([left.tables[t1]?.orderId, left.tables[t1]?.seatingId, left.orders]).toEqual([undefined, undefined, {}]);
    }
  });

  test('[FOLD-9] the end of an order leaves a table alone that another one has by now', () => {
    const state = fold(...tables, seated, { type: 'floor.orderEnded', orderId: waiting, tableId: t1 });
    expect(state.tables[t1]).toMatchObject({ state: 'occupied', orderId });
  });

  test('[FOLD-9] who waits at a table is kept when its state is set, and forgotten when it ends', () => {
    const reserved = fold(...tables, waits, { type: 'floor.tableStateSet', tableId: t1, state: 'reserved' });
    expect(reserved.tables[t1]).toMatchObject({ state: 'reserved', waitingOrderId: waiting });
    const ended = fold(...tables, waits, { type: 'floor.waitingEnded', orderId: waiting, tableId: t1 });
    expect([ended.tables[t1]?.waitingOrderId, ended.orders]).toEqual([undefined, {}]);
    const other = fold(...tables, waits, { type: 'floor.waitingEnded', orderId, tableId: t1 });
    expect(other.tables[t1]?.waitingOrderId).toBe(waiting);
  });

  test('[FOLD-9] the waiting order that is admitted waits no longer', () => {
    const state = fold(...tables, waits, { ...seated, orderId: waiting });
    expect(state.tables[t1]).toMatchObject({ state: 'occupied', orderId: waiting });
    expect(state.tables[t1]?.waitingOrderId).toBeUndefined();
    expect(state.orders).toEqual({ [waiting]: expect.objectContaining({ waiting: false, displayNumber: 7 }) });
  });

  test('[FOLD-10] knows who is there, who waits, and the last number', () => {
    const counter: FloorEvent = {
      type: 'floor.orderOpened',
      orderId,
      serviceType: 'counter',
      displayNumber: 7,
      businessDay: '2026-11-23',
    };
    const state = fold(...tables, waits, counter);
    expect(state.orders).toEqual({
      [waiting]: { orderId: waiting, waiting: true, tableId: t1 },
      [orderId]: { orderId, waiting: false, serviceType: 'counter', displayNumber: 7 },
    });
    expect(state).toMatchObject({ lastNumber: { businessDay: '2026-11-23', displayNumber: 7 }, everOpened: true });
    expect(fold(...tables, waits)).toMatchObject({ lastNumber: null, everOpened: false });
  });

  test('[FOLD-10] an event for a table that is not there changes no table', () => {
    const state = fold(...tables);
    const gone = TableId.parse(id(999));
    const event: FloorEvent = { type: 'floor.tableStateSet', tableId: gone, state: 'dirty' };
    expect(evolveFloor(state, event, { at: '2026-11-23T12:00:00.000Z', by: { kind: 'service' } })).toBe(state);
  });

  test('[FOLD-1] a table nobody touched stays the same object', () => {
    const before = fold(...tables);
    const after = evolveFloor(before, seated, { at: '2026-11-23T12:00:00.000Z', by: { kind: 'service' } });
    expect([after.tables[t1] === before.tables[t1], after.tables[t2] === before.tables[t2]]).toEqual([false, true]);
  });

  test('[FOLD-2] stops at an event it does not know', () => {
    expect(() => fold({ type: 'floor.flooded' } as never)).toThrow(UnknownCase);
  });

  test('[FOLD-9] a saved floor is replaced whole', () => {
    const floor: FloorEvent = { type: 'floor.floorSaved', floorId, name: 'Inside', sort: 1, archived: false };
    expect(fold(floor, { ...floor, name: 'Garden' }).floors).toEqual({
      [floorId]: { floorId, name: 'Garden', sort: 1, archived: false },
    });
  });
});
