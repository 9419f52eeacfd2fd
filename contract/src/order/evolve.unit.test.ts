import { describe, expect, test } from '@jest/globals';
import { GuestId, ItemId, LineId, OrderId, PaymentId, StationId, TableId, TaxRateId } from '../scalars.ts';
import { UnknownCase } from '../unreachable.ts';
import {
  concernsKitchen,
  dueOf,
  type Fulfilment,
  fulfilmentOf,
  moneyRulesOf,
  paymentInFlight,
  positionOf,
  RECALL_MS,
  WAITING_MS,
  waitedTooLong,
} from './derived.ts';
import type { OrderEvent } from './events.ts';
import { type BillEvent, evolveOrder } from './evolve.ts';
import type { PricedLine } from './line.ts';
import { evolveReceipts, initialReceipts } from './receipts-state.ts';
import { initialOrder, type LineState, lineOf, NO_TOTALS, type OrderState, type RunningBill } from './state.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const AT = '2026-11-23T12:00:00.000Z';
const by = { kind: 'staff', id: id(500) } as const;
const bar = StationId.parse(id(10));
const kitchen = StationId.parse(id(11));
const paymentId = PaymentId.parse(id(95));
const guestId = GuestId.parse(id(90));
const lineId = (n: number) => LineId.parse(id(1000 + n));

const line = (n: number, more: Partial<PricedLine> = {}): PricedLine => ({
  lineId: lineId(n),
  itemId: ItemId.parse(id(60)),
  name: 'Coffee',
  quantity: 1,
  unitPrice: 300,
  modifiers: [],
  tax: { taxRateId: TaxRateId.parse(id(20)), ratePpm: 190_000, inclusive: true },
  stationIds: [bar],
  allergens: [],
  ...more,
});
const totals = (total: number) => ({ ...NO_TOTALS, subtotal: total, total });

const fold = (state: OrderState, ...events: readonly BillEvent[]): OrderState =>
  events.reduce((before, event) => evolveOrder(before, event, { at: AT, by }), state);
const bill = (...events: readonly BillEvent[]): RunningBill => {
  const state = fold(initialOrder, opened, ...events);
  if (state.status === 'none') throw new Error('no bill');
  return state;
};

const opened: OrderEvent = {
  type: 'order.opened',
  waiting: false,
  serviceType: 'counter',
  businessDay: '2026-11-23',
  displayNumber: 7,
};
const added: OrderEvent = { type: 'order.linesAdded', lines: [line(1), line(2)] };
const sent = (...lines: PricedLine[]): OrderEvent => ({
  type: 'order.linesSent',
  round: 1,
  lines,
  totals: totals(300 * lines.length),
});
const voided = (n: number, quantity: number, split?: number): OrderEvent => ({
  type: 'order.linesVoided',
  lines: [{ lineId: lineId(n), quantity, prepared: false, ...(split && { splitLineId: lineId(split) }) }],
  reason: 'wrong',
  totals: totals(0),
});
const tasks = (...pairs: readonly (readonly [number, StationId])[]) =>
  pairs.map(([n, stationId]) => ({ lineId: lineId(n), stationId }));
const ids = (...ns: number[]) => ns.map(lineId);
const joined: BillEvent = { type: 'guest.joined', guestId, name: 'Ben', status: 'active' };
const created: BillEvent = {
  type: 'payment.created',
  paymentId,
  method: { kind: 'cash', tendered: 300, change: 0 },
  amount: 300,
};
const captured: BillEvent = {
  type: 'payment.captured',
  paymentId,
  amount: 300,
  tip: 0,
  rounding: 0,
  due: 0,
  entries: [],
};

/** An order, and everything in it, that cannot be changed: whoever tries throws. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
};

/** One life with every event an order can have. */
const LIFE: readonly BillEvent[] = [
  joined,
  added,
  { type: 'order.linesAdded', lines: [line(3), line(4)] },
  { type: 'order.lineChanged', line: line(1, { quantity: 3 }) },
  { type: 'order.lineRemoved', lineId: lineId(2) },
  { type: 'order.linesSubmitted', lineIds: ids(3, 4) },
  { type: 'order.linesRejected', lineIds: ids(4), reason: 'no' },
  sent(line(1, { quantity: 3 }), line(3), line(5, { stationIds: [bar, kitchen] })),
  { type: 'order.linesRefused', lines: [{ lineId: lineId(4), itemId: line(4).itemId, code: 'menu.sold_out' }] },
  { type: 'order.linesStarted', tasks: tasks([1, bar], [5, kitchen]) },
  { type: 'order.linesFinished', tasks: tasks([1, bar], [3, bar], [5, bar], [5, kitchen]) },
  { type: 'order.linesRecalled', tasks: tasks([5, kitchen]) },
  { type: 'order.linesServed', lineIds: ids(1, 3) },
  { type: 'order.linesUnserved', lineIds: ids(3) },
  voided(1, 1, 9),
  { type: 'order.voidAcknowledged', lineIds: ids(9) },
  created,
  captured,
  { type: 'order.closed', receiptNumber: 4, totals: totals(300), lines: [], entries: [], epoch: 2 },
];

describe('the fold of an order', () => {
  test('[FOLD-1] changes no state, and gives the same one again', () => {
    const events = frozen(LIFE);
    let state: OrderState = frozen(initialOrder);
    for (const event of [opened, ...events]) state = frozen(evolveOrder(state, event, frozen({ at: AT, by })));
    expect(JSON.stringify(state)).toBe(JSON.stringify(fold(initialOrder, opened, ...LIFE)));
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  test('[FOLD-1] a line nobody touched stays the same object', () => {
    const before = bill(added, sent(line(1), line(2)));
    const after = fold(before, { type: 'order.linesStarted', tasks: tasks([1, bar]) }) as RunningBill;
    expect([after.lines[0] === before.lines[0], after.lines[1] === before.lines[1]]).toEqual([false, true]);
    const next = fold(before, { ...sent(line(3)), round: 2 } as OrderEvent) as RunningBill;
    expect(next.lines.slice(0, 2).every((each, index) => each === before.lines[index])).toBe(true);
  });

  test('[FOLD-2] begins with the opening', () => {
    expect(() => fold(initialOrder, added)).toThrow(UnknownCase);
    expect(bill()).toMatchObject({
      status: 'open',
      displayNumber: 7,
      openedAt: AT,
      round: 0,
      epoch: 1,
      totals: NO_TOTALS,
    });
    expect(fold(initialOrder, { ...opened, waiting: true })).toMatchObject({ status: 'waiting' });
  });

  test('[FOLD-2] stops at an event it does not know', () => {
    const unknown = { type: 'order.teleported' } as unknown as BillEvent;
    expect(() => fold(bill(), unknown)).toThrow(UnknownCase);
    expect(() => fold(bill(), { type: 'payment.teleported' } as unknown as BillEvent)).toThrow(UnknownCase);
    expect(() => fold(bill(), { type: 'guest.teleported' } as unknown as BillEvent)).toThrow(UnknownCase);
  });

  test('[FOLD-2] a waiting order is open once it is admitted', () => {
    const waiting = fold(initialOrder, { ...opened, waiting: true });
    const admitted = fold(waiting, {
      type: 'order.admitted',
      displayNumber: 9,
      seatingId: id(3) as never,
      businessDay: '2026-11-24',
    });
    expect(admitted).toMatchObject({ status: 'open', displayNumber: 9, businessDay: '2026-11-24' });
  });

  test('[FOLD-3] lines keep their place, and who added them', () => {
    const ben = { kind: 'guest', id: guestId } as const;
    const cart = evolveOrder(bill(), added, { at: '2026-11-23T11:00:00.000Z', by: ben });
    const state = fold(
      cart,
      { type: 'order.lineChanged', line: line(1, { quantity: 2 }) },
      sent(line(2), line(3), line(1)),
    );
    expect(
      (state as RunningBill).lines.map((each) => [each.lineId, each.addedBy.kind, each.addedAt.slice(11, 13)]),
    ).toEqual([
      [lineId(1), 'guest', '11'],
      [lineId(2), 'guest', '11'],
      [lineId(3), 'staff', '12'],
    ]);
  });

  test('[FOLD-3] each change counts the version up', () => {
    const steps: readonly OrderEvent[] = [
      { type: 'order.lineChanged', line: line(1, { quantity: 2 }) },
      { type: 'order.linesSubmitted', lineIds: ids(1) },
      { type: 'order.linesRejected', lineIds: ids(1), reason: 'no' },
      sent(line(1)),
      { type: 'order.linesStarted', tasks: tasks([1, bar]) },
      { type: 'order.linesFinished', tasks: tasks([1, bar]) },
      { type: 'order.linesServed', lineIds: ids(1) },
      { type: 'order.linesUnserved', lineIds: ids(1) },
      { type: 'order.linesRecalled', tasks: tasks([1, bar]) },
      voided(1, 1),
      { type: 'order.voidAcknowledged', lineIds: ids(1) },
    ];
    let state: OrderState = bill({ type: 'order.linesAdded', lines: [line(1)] });
    for (const [index, event] of steps.entries()) {
      state = fold(state, event);
      expect([event.type, lineOf(state as RunningBill, lineId(1))?.version]).toEqual([event.type, index + 2]);
    }
  });

  test('[FOLD-3] a removed line is gone, a refused one is what it was', () => {
    const state = bill(added, { type: 'order.lineRemoved', lineId: lineId(1) });
    expect(state.lines.map((each) => each.lineId)).toEqual([lineId(2)]);
    const refused: OrderEvent = {
      type: 'order.linesRefused',
      lines: [{ lineId: lineId(2), itemId: line(2).itemId, code: 'menu.sold_out' }],
    };
    expect(fold(state, refused)).toBe(state);
  });

  test('[FOLD-4] a round freezes its drafts and brings its own lines', () => {
    const state = bill(added, sent(line(2, { unitPrice: 330 }), line(3, { stationIds: [bar, kitchen] })));
    expect(state.lines.map((each) => [each.lineId, each.state, each.round, each.unitPrice])).toEqual([
      [lineId(1), 'draft', undefined, 300],
      [lineId(2), 'fired', 1, 330],
      [lineId(3), 'fired', 1, 300],
    ]);
    expect(state.lines[2]?.tasks).toEqual([
      { stationId: bar, state: 'fired', at: AT },
      { stationId: kitchen, state: 'fired', at: AT },
    ]);
    expect(state).toMatchObject({ round: 1, totals: { total: 600 } });
  });

  test.each<[string, readonly OrderEvent[], LineState]>([
    ['one of two started', [{ type: 'order.linesStarted', tasks: tasks([5, bar]) }], 'fired'],
    ['both started', [{ type: 'order.linesStarted', tasks: tasks([5, bar], [5, kitchen]) }], 'preparing'],
    ['one finished', [{ type: 'order.linesFinished', tasks: tasks([5, bar]) }], 'fired'],
    ['both finished', [{ type: 'order.linesFinished', tasks: tasks([5, bar], [5, kitchen]) }], 'ready'],
    [
      'one recalled',
      [
        { type: 'order.linesFinished', tasks: tasks([5, bar], [5, kitchen]) },
        { type: 'order.linesRecalled', tasks: tasks([5, bar]) },
      ],
      'preparing',
    ],
  ])('[FOLD-5] with %s the line of two stations is as far as the last', (_, events, state) => {
    expect(bill(sent(line(5, { stationIds: [bar, kitchen] })), ...events).lines[0]?.state).toBe(state);
  });

  test('[FOLD-6] a void in part splits the line', () => {
    const state = bill(sent(line(1, { quantity: 3 }), line(2)), voided(1, 2, 9));
    expect(state.lines.map((each) => [each.lineId, each.quantity, each.state, each.round])).toEqual([
      [lineId(1), 1, 'fired', 1],
      [lineId(9), 2, 'voided', 1],
      [lineId(2), 1, 'fired', 1],
    ]);
    expect(lineOf(state, lineId(9))).toMatchObject({
      version: 1,
      void: { reason: 'wrong', at: AT, acknowledged: false },
      tasks: [{ state: 'fired' }],
    });
    expect(lineOf(state, lineId(1))?.void).toBeUndefined();
  });

  test('[FOLD-6] nobody in the kitchen has to see the void of what was served', () => {
    const served = bill(sent(line(1)), { type: 'order.linesServed', lineIds: ids(1) }, voided(1, 1));
    expect(served.lines[0]?.void?.acknowledged).toBe(true);
  });

  test('[FOLD-7] a close settles its guests, a void revokes them', () => {
    const closed = bill(joined, {
      type: 'order.closed',
      receiptNumber: 4,
      totals: totals(5),
      lines: [],
      entries: [],
      epoch: 2,
    });
    expect(closed).toMatchObject({
      status: 'closed',
      receiptNumber: 4,
      epoch: 2,
      endedAt: AT,
      totals: { total: 5 },
      guests: [{ status: 'settled' }],
    });
    const gone = bill(joined, { type: 'order.voided', reason: 'left', epoch: 2 });
    expect(gone).toMatchObject({
      status: 'voided',
      voidReason: 'left',
      epoch: 2,
      endedAt: AT,
      guests: [{ status: 'revoked' }],
    });
    const before = bill(joined, { type: 'guest.left', guestId, reason: 'left' });
    expect(fold(before, { type: 'order.voided', reason: 'left', epoch: 2 })).toMatchObject({
      guests: [{ status: 'left' }],
    });
  });

  test('[FOLD-8] a bill without settings of its own is computed as shipped', () => {
    expect(moneyRulesOf(bill())).toEqual({ rounding: 'half_away', taxRounding: 'per_group' });
    const money = { rounding: 'half_even', taxRounding: 'per_line' } as const;
    expect(moneyRulesOf(fold(initialOrder, { ...opened, money }) as RunningBill)).toEqual(money);
  });
});

describe('what is derived', () => {
  const two = sent(line(1), line(2));
  const finish = (n: number): OrderEvent => ({ type: 'order.linesFinished', tasks: tasks([n, bar]) });
  const serve = (n: number): OrderEvent => ({ type: 'order.linesServed', lineIds: ids(n) });

  test.each<[Fulfilment, readonly BillEvent[]]>([
    ['none', [added]],
    ['queued', [two]],
    ['in_progress', [two, { type: 'order.linesStarted', tasks: tasks([1, bar]) }]],
    ['partially_ready', [two, finish(1)]],
    ['ready', [two, finish(1), finish(2)]],
    ['ready', [two, finish(1), voided(2, 1)]],
    ['partially_served', [two, finish(1), serve(1)]],
    ['served', [two, finish(1), finish(2), serve(1), serve(2)]],
    ['none', [two, voided(1, 1), voided(2, 1)]],
  ])('[FOLD-8] the fulfilment is %s', (fulfilment, events) => {
    expect(fulfilmentOf(bill(...events))).toBe(fulfilment);
  });

  test('[FOLD-8] money on its way is in flight and still due, money taken is not', () => {
    const paying = bill(sent(line(1)), created);
    expect([dueOf(paying), paymentInFlight(paying), positionOf(paying)]).toEqual([300, true, 'unpaid']);
    const paid = fold(paying, captured) as RunningBill;
    expect([dueOf(paid), paymentInFlight(paid), positionOf(paid)]).toEqual([0, false, 'paid']);
    const less = fold(paid, voided(1, 1)) as RunningBill;
    expect([dueOf(less), positionOf(less)]).toEqual([-300, 'overpaid']);
  });

  test('guests who were not let in have waited too long after a quarter of an hour; an open bill never has', () => {
    const later = (ms: number) => new Date(Date.parse(AT) + ms).toISOString();
    const waiting = fold(initialOrder, { ...opened, waiting: true }) as RunningBill;
    expect(waitedTooLong(waiting, later(WAITING_MS - 1))).toBe(false);
    expect(waitedTooLong(waiting, later(WAITING_MS))).toBe(true);
    expect(waitedTooLong(bill(), later(WAITING_MS))).toBe(false);
  });

  test('[FOLD-8] the kitchen follows what is not served, a void it has not seen, and what may come back', () => {
    const now = Date.parse(AT);
    expect(concernsKitchen(bill(added), now)).toBe(false);
    expect(concernsKitchen(bill(sent(line(1))), now)).toBe(true);
    const served = bill(sent(line(1)), finish(1), serve(1));
    expect(concernsKitchen(served, now + RECALL_MS - 1)).toBe(true);
    expect(concernsKitchen(served, now + RECALL_MS)).toBe(false);
    const gone = bill(sent(line(1)), voided(1, 1));
    expect(concernsKitchen(gone, now)).toBe(true);
    expect(concernsKitchen(fold(gone, { type: 'order.voidAcknowledged', lineIds: ids(1) }) as RunningBill, now)).toBe(
      false,
    );
  });
});

test('[FOLD-2] receipts count what was issued, and nothing else', () => {
  const issued = { type: 'receipts.issued', orderId: OrderId.parse(id(2)) } as const;
  expect(evolveReceipts(evolveReceipts(initialReceipts, issued), issued)).toEqual({ issued: 2 });
  expect(() => evolveReceipts(initialReceipts, { type: 'receipts.lost' } as never)).toThrow(UnknownCase);
});

test('[FOLD-1] a table id on the bill is the opening’s', () => {
  const tableId = TableId.parse(id(81));
  expect(fold(initialOrder, { ...opened, tableId })).toMatchObject({ tableId });
});
