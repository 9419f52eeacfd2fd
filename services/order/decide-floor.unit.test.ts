import { FloorId, TableCode, TableId } from '@cafe/contract';
import { floorStream, type TableState } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { OrderCommand } from './decide.ts';
import {
  after,
  cafe,
  floorId,
  id,
  nothing,
  open,
  opened,
  orderId,
  otherOrderId,
  storeId,
  t1,
  t2,
  tableSaved,
} from './order-fixture.suite.ts';
import { TABLE_STEPS } from './table-states.ts';

type Of<Type extends OrderCommand['type']> = Extract<OrderCommand, { type: Type }>;
const { type: _, ...place } = tableSaved(t1, '1', 'AAAAAAA2');
const saveTable: Of<'floor.saveTable'> = { ...place, type: 'floor.saveTable' };
const saveFloor: Of<'floor.saveFloor'> = { type: 'floor.saveFloor', floorId, name: 'Inside', sort: 1 };
const setState = (tableId: TableId, state: Of<'floor.setTableState'>['state']): OrderCommand => ({
  type: 'floor.setTableState',
  tableId,
  state,
});
const waitingAt1 = cafe.has(floorStream(storeId), [{ type: 'floor.orderWaiting', orderId, tableId: t1 }]);

describe('saving floors and tables', () => {
  test('[FLR-1] makes a floor', () => {
    expect(nothing.when(saveFloor)).toEqual([
      {
        stream: floorStream(storeId),
        events: [{ type: 'floor.floorSaved', floorId, name: 'Inside', sort: 1, archived: false }],
      },
    ]);
  });

  test('[FLR-1] replaces a table whole and keeps its state', () => {
    const past = after(after(cafe, setState(t1, 'reserved')), { ...saveTable, label: 'Window', seats: 2 });
    expect(past.state(floorStream(storeId)).tables[t1]).toMatchObject({ label: 'Window', seats: 2, state: 'reserved' });
  });

  test('[FLR-1] is refused on a floor that is not there, or archived', () => {
    expect(nothing.when(saveTable)).toBe('floor.not_found');
    expect(cafe.when({ ...saveTable, floorId: FloorId.parse(id(888)), archived: true })).toBe('floor.not_found');
    const archived = after(cafe, { ...saveFloor, archived: true });
    expect(archived.when({ ...saveTable, label: 'x' })).toBe('floor.not_found');
    expect(archived.when({ ...saveTable, archived: true })).toHaveLength(1);
  });

  test('[FLR-2] is refused with the code of another table, archived or not', () => {
    const stolen = { ...saveTable, code: TableCode.parse('AAAAAAA3') };
    expect(cafe.refusal(stolen)).toMatchObject({ code: 'floor.code_taken', details: { tableId: t2 } });
    const archived = after(cafe, {
      ...saveTable,
      tableId: t2,
      label: '2',
      code: TableCode.parse('AAAAAAA3'),
      archived: true,
    });
    expect(archived.when(stolen)).toBe('floor.code_taken');
    expect(cafe.when({ ...saveTable, code: TableCode.parse('ZZZZZZZ9') })).toHaveLength(1);
  });

  test('[FLR-3] archives neither a table with an order nor its floor', () => {
    for (const past of [opened, waitingAt1]) {
      expect(past.refusal({ ...saveTable, archived: true })).toMatchObject({
        code: 'floor.has_open_order',
        details: { orderId },
      });
      expect(past.when({ ...saveFloor, archived: true })).toBe('floor.has_open_order');
      expect(
        past.when({ ...saveTable, tableId: t2, label: '2', code: TableCode.parse('AAAAAAA3'), archived: true }),
      ).toHaveLength(1);
    }
    expect(cafe.when({ ...saveFloor, archived: true })).toHaveLength(1);
  });

  test('[FLR-6] the same again changes nothing', () => {
    expect(cafe.when(saveTable)).toEqual([]);
    expect(cafe.when(saveFloor)).toEqual([]);
    expect(cafe.when({ ...saveFloor, name: 'Outside' })).toHaveLength(1);
  });
});

describe('setting the state of a table', () => {
  const STATES: readonly TableState[] = ['available', 'reserved', 'occupied', 'dirty', 'blocked'];
  const inState: Record<TableState, typeof cafe> = {
    available: cafe,
    reserved: after(cafe, setState(t1, 'reserved')),
    occupied: opened,
    dirty: after(cafe, setState(t1, 'dirty')),
    blocked: after(cafe, setState(t1, 'blocked')),
  };
  const table = STATES.flatMap((from) =>
    (['available', 'reserved', 'dirty', 'blocked'] as const).map((to) => ({ from, to })),
  );

  test.each(table)('[FLR-5] $from → $to', ({ from, to }) => {
    const past = inState[from];
    if (from === to) expect(past.when(setState(t1, to))).toEqual([]);
    else if (TABLE_STEPS[from].includes(to)) {
      expect(after(past, setState(t1, to)).state(floorStream(storeId)).tables[t1]?.state).toBe(to);
    } else {
      expect(past.refusal(setState(t1, to))).toMatchObject({
        code: 'table.invalid_transition',
        details: { from, to, allowed: TABLE_STEPS[from] },
      });
    }
  });

  test('[FLR-5] nobody frees an occupied table by hand', () => {
    expect(TABLE_STEPS.occupied).toEqual([]);
    expect(opened.when(setState(t1, 'available'))).toBe('table.invalid_transition');
  });

  test('[FLR-5] guests who wait at a table still wait after it was reserved', () => {
    const past = after(waitingAt1, setState(t1, 'reserved'));
    expect(past.state(floorStream(storeId)).tables[t1]?.waitingOrderId).toBe(orderId);
  });

  test('[FLR-4] is refused for a table that is not in use', () => {
    expect(cafe.when(setState(TableId.parse(id(888)), 'blocked'))).toBe('floor.not_found');
    const archived = after(cafe, { ...saveFloor, archived: true });
    expect(archived.when(setState(t1, 'blocked'))).toBe('floor.not_found');
    expect(archived.when({ ...open, orderId: otherOrderId })).toBe('floor.not_found');
    expect(after(cafe, { ...saveTable, archived: true }).when(open)).toBe('floor.not_found');
  });
});
