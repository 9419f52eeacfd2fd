import type { FollowedOrder, Table } from '@cafe/client-sdk';
import { describe, expect, test } from '@jest/globals';
import { tableFor } from './jump.ts';
import { growthOf, layOut } from './lay-out.ts';
import { orderStatus, STATUS_LOOK, tableStatus } from './table-look.ts';

const table = (label: string, state: Table['state'] = 'available') => ({ label, state }) as Table; // what is looked at

describe('jumping to a table', () => {
  const tables = ['1', '2', '10', 'T1', 'T2', 'T12', 'Bar 1', 'Window'].map((label) => table(label));
  test.each([
    ['1', '1'],
    ['10', '10'],
    ['t2', 'T2'],
    ['12', 'T12'],
    ['bar1', 'Bar 1'],
    ['wi', 'Window'],
    ['t', undefined],
    ['99', undefined],
    ['', undefined],
  ])('[TRM-2] %j means table %j', (typed, label) => {
    expect(tableFor(tables, typed)?.label).toBe(label);
  });
});

describe('the plan', () => {
  const boxes = [
    { x: 40, y: 40, width: 120, height: 120 },
    { x: 240, y: 40, width: 120, height: 120 },
    { x: 40, y: 240, width: 320, height: 120 },
  ];
  test('[TRM-3] lets tiles grow into the room between them, and never into one another', () => {
    const growth = growthOf(boxes);
    expect(growth).toBeGreaterThan(20);
    expect(growth * 2).toBeLessThan(80);
    const places = [...layOut(boxes).values()];
    expect(Math.min(...places.map(({ start }) => start))).toBe(0);
    expect(Math.max(...places.map(({ start, width }) => start + width))).toBeCloseTo(100);
    expect(Math.max(...places.map(({ top, height }) => top + height))).toBeCloseTo(100);
    const [one, two] = places;
    expect((one?.start ?? 0) + (one?.width ?? 0)).toBeLessThan(two?.start ?? 0);
  });
  test('[TRM-3] with one table, or tables upon one another, is drawn all the same', () => {
    expect([growthOf([]), growthOf(boxes.slice(0, 1))]).toEqual([0, 0]);
    const twice = boxes.slice(0, 1).flatMap((box) => [box, { ...box }]);
    expect(growthOf(twice)).toBe(0);
  });
});

const order = (
  states: readonly string[],
  more: Partial<FollowedOrder['bill']> = {},
  pending: readonly unknown[] = [],
) => {
  const lines = states.map((state) => ({ state, addedBy: { kind: 'staff' } }));
  const bill = { status: 'open', lines, guests: [], payments: [], totals: { total: 500 }, ...more };
  return { bill, pending } as unknown as FollowedOrder; // as much of a bill as its status is read from
};

describe('what a table says', () => {
  const paid = { payments: [{ status: 'captured', amount: 500, refunded: 0 }] } as never;
  test.each([
    ['seated', order([])],
    ['unsent', order(['served', 'draft'])],
    ['unsent', order([], {}, [{}])],
    ['cooking', order(['fired', 'served', 'voided'])],
    ['ready', order(['ready', 'preparing', 'draft'])],
    ['approve', order(['pending', 'ready'])],
    ['served', order(['served', 'voided'])],
    ['paid', order(['served'], paid)],
    ['seated', order(['voided'])],
    ['asks', order(['pending'], { status: 'waiting' })],
  ])('[TRM-1] is %s, the most urgent first', (status, from) => {
    expect(orderStatus(from)).toBe(status);
  });

  test('[TRM-1] without an order it is what the floor says', () => {
    expect(tableStatus(table('1'), undefined, undefined)).toBe('free');
    expect(tableStatus(table('1', 'dirty'), undefined, undefined)).toBe('dirty');
    expect(tableStatus(table('1', 'reserved'), undefined, order([], { status: 'waiting' }))).toBe('asks');
    expect(tableStatus(table('1'), order([]), undefined)).toBe('seated'); // opened here, the hub has not answered
  });

  test('[TRM-1] no two say the same word, and each has a picture', () => {
    const looks = Object.values(STATUS_LOOK);
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
    expect(looks.every(({ icon }) => icon.length > 0)).toBe(true);
  });
});
