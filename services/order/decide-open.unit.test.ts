import { type OrderId, SeatingId, TableId } from '@cafe/contract';
import { floorStream, orderStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { GIVEN_AT } from '../kernel/given.ts';
import type { OrderCommand } from './decide.ts';
import {
  after,
  asked,
  ben,
  billIn,
  byBen,
  cafe,
  changesOf,
  configured,
  eventIn,
  id,
  joined,
  open,
  opened,
  orderId,
  otherOrderId,
  storeId,
  t1,
  t2,
  t3,
} from './order-fixture.suite.ts';
import { orderAtTable, proposeAdmit, proposeWaiting } from './propose.ts';

const floorIn = (past: typeof cafe) => past.state(floorStream(storeId));
const counter = (n: number): OrderCommand => ({
  type: 'order.open',
  orderId: id(600 + n) as never,
  serviceType: 'counter',
});
const setTable = (state: 'reserved' | 'dirty' | 'blocked'): OrderCommand => ({
  type: 'floor.setTableState',
  tableId: t1,
  state,
});

/** A waiting order of guests at table 1, as the guest service makes it. */
const waiting = joined(cafe.after(proposeWaiting({ orderId, tableId: t1 }, cafe.desk())), ben, 'pending');
const LATER = '2026-11-23T12:15:00.000Z';

describe('opening an order', () => {
  test('[ORD-1] opens the bill, takes the table and says the number', () => {
    const changes = changesOf(cafe, open);
    const number = { displayNumber: 1, businessDay: '2026-11-23' };
    expect(changes).toEqual([
      {
        stream: orderStream(orderId),
        events: [
          {
            type: 'order.opened',
            waiting: false,
            serviceType: 'dine_in',
            tableId: t1,
            seatingId: orderId,
            tableLabel: '1',
            ...number,
            money: { rounding: 'half_away', taxRounding: 'per_group' },
          },
        ],
      },
      {
        stream: floorStream(storeId),
        events: [
          { type: 'floor.orderOpened', orderId, serviceType: 'dine_in', tableId: t1, seatingId: orderId, ...number },
        ],
      },
    ]);
    expect(floorIn(opened).tables[t1]).toMatchObject({ state: 'occupied', orderId });
  });

  test('[ORD-1] is refused the second time, whatever became of the first', () => {
    expect(opened.when({ ...open, tableId: t2 })).toBe('order.exists');
    expect(after(opened, { type: 'order.void', orderId, reason: 'left' }).when(open)).toBe('order.exists');
    expect(waiting.when(open)).toBe('order.exists');
  });

  test('[ORD-9] dine-in is refused without a table, a counter order is not', () => {
    expect(cafe.when({ type: 'order.open', orderId, serviceType: 'dine_in' })).toBe('order.table_required');
    const past = after(cafe, { ...counter(1), covers: 2, tabName: 'Ana' } as OrderCommand);
    expect(billIn(past, id(601) as never)).toMatchObject({ status: 'open', tabName: 'Ana', covers: 2 });
    expect(billIn(past, id(601) as never).seatingId).toBeUndefined();
  });

  test('[ORD-9] a further order of the same party keeps the seating it names', () => {
    const seatingId = SeatingId.parse(id(777));
    expect(billIn(after(cafe, { ...open, seatingId })).seatingId).toBe(seatingId);
  });

  test('[FLR-7] is refused at a table that is taken, and says by whom', () => {
    const refusal = opened.refusal({ ...open, orderId: otherOrderId });
    expect(refusal).toMatchObject({ code: 'floor.table_taken', details: { tableId: t1, orderId } });
  });

  test.each(['reserved', 'dirty'] as const)('[FLR-7] a table that is %s is opened', (state) => {
    expect(floorIn(after(after(cafe, setTable(state)), open)).tables[t1]?.state).toBe('occupied');
  });

  test('[FLR-7] is refused at a blocked table and at one that is not there', () => {
    const blocked = after(cafe, setTable('blocked'));
    expect(blocked.refusal(open)).toMatchObject({
      code: 'table.invalid_transition',
      details: { from: 'blocked', to: 'occupied', allowed: ['available', 'dirty'] },
    });
    expect(cafe.when({ ...open, tableId: TableId.parse(id(888)) })).toBe('floor.not_found');
  });

  test('[FLR-8] numbers count from 1 each business day', () => {
    const numbers: number[] = [];
    let past = cafe;
    for (const [n, businessDay] of [
      [1, '2026-11-23'],
      [2, '2026-11-23'],
      [3, '2026-11-24'],
      [4, '2026-11-24'],
    ] as const) {
      const changes = changesOf(past, counter(n), { businessDay });
      numbers.push(eventIn(changes, 'floor.orderOpened').displayNumber);
      past = past.after(changes);
    }
    expect(numbers).toEqual([1, 2, 1, 2]);
  });

  test('[FLR-8] a day that is set back goes on counting on the later one', () => {
    const past = after(cafe, counter(1), { businessDay: '2026-11-24' });
    expect(eventIn(changesOf(past, counter(2), { businessDay: '2026-11-23' }), 'floor.orderOpened')).toMatchObject({
      displayNumber: 2,
      businessDay: '2026-11-24',
    });
  });

  test('[ORD-8] keeps the settings of its money', () => {
    const charge = { ratePpm: 100_000, when: 'before_tax' } as const;
    const past = after(configured(cafe, { taxRounding: 'per_line', serviceCharge: charge }), open);
    expect(billIn(past).money).toEqual({ rounding: 'half_away', taxRounding: 'per_line', serviceCharge: charge });
  });

  test('[FLR-9] ends the order that waits at the table, in the same commit', () => {
    const changes = changesOf(waiting, { ...open, orderId: otherOrderId });
    expect(changes.map(({ stream }) => stream)).toEqual([
      orderStream(otherOrderId),
      orderStream(orderId),
      floorStream(storeId),
      floorStream(storeId),
    ]);
    const past = waiting.after(changes);
    expect(billIn(past)).toMatchObject({ status: 'voided', voidReason: 'table_opened', epoch: 2 });
    expect(billIn(past).guests[0]?.status).toBe('revoked');
    expect(floorIn(past).tables[t1]).toMatchObject({ state: 'occupied', orderId: otherOrderId });
    expect(floorIn(past).tables[t1]?.waitingOrderId).toBeUndefined();
    expect(Object.keys(floorIn(past).orders)).toEqual([otherOrderId]);
  });
});

describe('waiting orders, for the guest service', () => {
  const propose = (past: typeof cafe, more: { tableId?: TableId; orderId?: OrderId; at?: string } = {}) =>
    proposeWaiting({ orderId: otherOrderId, tableId: t1, ...more }, past.desk({ at: more.at ?? GIVEN_AT }));

  test('[FLR-11] opens a bill that takes neither the table nor a number', () => {
    expect(billIn(waiting)).toMatchObject({ status: 'waiting', tableId: t1, tableLabel: '1' });
    expect(billIn(waiting).displayNumber).toBeUndefined();
    expect(floorIn(waiting).tables[t1]).toMatchObject({ state: 'available', waitingOrderId: orderId });
    expect(floorIn(waiting).lastNumber).toBeNull();
    expect(floorIn(waiting).orders[orderId]).toEqual({ orderId, waiting: true, tableId: t1 });
  });

  test('[FLR-11] is refused where somebody is, or waits already, or nobody may sit', () => {
    const taken = expect.objectContaining({ code: 'floor.table_taken', details: { tableId: t1, orderId } });
    expect(() => propose(opened)).toThrow(taken as never);
    expect(() => propose(waiting)).toThrow(taken as never);
    expect(() => propose(after(cafe, setTable('blocked')))).toThrow(
      expect.objectContaining({ code: 'table.invalid_transition' }) as never,
    );
    expect(() => propose(waiting, { tableId: t2, orderId })).toThrow(
      expect.objectContaining({ code: 'order.exists' }) as never,
    );
    expect(() => propose(cafe, { tableId: TableId.parse(id(888)) })).toThrow(
      expect.objectContaining({ code: 'floor.not_found' }) as never,
    );
  });

  test('[FLR-11] takes the place of guests who waited too long', () => {
    const past = waiting.after(propose(waiting, { at: LATER }));
    expect(billIn(past)).toMatchObject({ status: 'voided', voidReason: 'expired' });
    expect(floorIn(past).tables[t1]?.waitingOrderId).toBe(otherOrderId);
    expect(Object.keys(floorIn(past).orders)).toEqual([otherOrderId]);
  });

  test('[FLR-12] admits: the table is taken, the number given', () => {
    const past = waiting.after(proposeAdmit({ orderId }, waiting.desk()));
    expect(billIn(past)).toMatchObject({ status: 'open', displayNumber: 1, seatingId: orderId });
    expect(floorIn(past).tables[t1]).toMatchObject({ state: 'occupied', orderId });
    expect(floorIn(past).tables[t1]?.waitingOrderId).toBeUndefined();
    expect(floorIn(past).orders[orderId]).toMatchObject({ waiting: false, displayNumber: 1 });
  });

  test('[FLR-12] an open order is admitted already', () => {
    expect(proposeAdmit({ orderId }, opened.desk())).toEqual([]);
  });

  test('[FLR-12] is refused for an order that is over, and at a table blocked meanwhile', () => {
    expect(() => proposeAdmit({ orderId }, waiting.desk({ at: LATER }))).toThrow(
      expect.objectContaining({ code: 'order.closed' }) as never,
    );
    expect(() => proposeAdmit({ orderId }, cafe.desk())).toThrow(
      expect.objectContaining({ code: 'order.not_found' }) as never,
    );
    const blocked = after(waiting, setTable('blocked'));
    expect(() => proposeAdmit({ orderId }, blocked.desk())).toThrow(
      expect.objectContaining({ code: 'table.invalid_transition' }) as never,
    );
  });

  test('[FLR-10] tells who is at a table', () => {
    expect(orderAtTable(opened.desk(), t1)).toEqual({ orderId, waiting: false });
    expect(orderAtTable(waiting.desk(), t1)).toEqual({ orderId, waiting: true });
    expect(orderAtTable(waiting.desk({ at: LATER }), t1)).toBeUndefined();
    expect(orderAtTable(waiting.desk(), t3)).toBeUndefined();
    expect(() => orderAtTable(cafe.desk(), TableId.parse(id(888)))).toThrow(
      expect.objectContaining({ code: 'floor.not_found' }) as never,
    );
  });

  test('[ORD-4] its guests fill the cart and submit it; staff admit first', () => {
    const filled = after(waiting, { type: 'order.addLines', orderId, lines: [asked(1)] }, { by: byBen });
    const submitted = after(filled, { type: 'order.send', orderId }, { by: byBen });
    expect(billIn(submitted).lines[0]?.state).toBe('pending');
    const admitted = filled.has(orderStream(orderId), [{ type: 'guest.admitted', guestIds: [ben] }]);
    expect(billIn(after(admitted, { type: 'order.send', orderId }, { by: byBen })).lines[0]?.state).toBe('pending');
    for (const command of [
      { type: 'order.send', orderId },
      { type: 'order.addLines', orderId, lines: [asked(2)] },
      { type: 'order.approveLines', orderId, lineIds: [asked(1).lineId] },
      { type: 'order.rejectLines', orderId, lineIds: [asked(1).lineId], reason: 'no' },
      { type: 'order.removeLine', orderId, lineId: asked(1).lineId },
      { type: 'order.close', orderId },
      { type: 'order.start', orderId, lineIds: [asked(1).lineId] },
    ] satisfies OrderCommand[]) {
      expect([command.type, submitted.when(command)]).toEqual([command.type, 'order.waiting']);
    }
  });

  test('[ORD-4] staff decline it', () => {
    const past = after(waiting, { type: 'order.void', orderId, reason: 'we are full' });
    expect(billIn(past)).toMatchObject({ status: 'voided', voidReason: 'we are full', epoch: 2 });
    expect(floorIn(past).tables[t1]).toMatchObject({ state: 'available' });
    expect(floorIn(past).orders).toEqual({});
  });
});
