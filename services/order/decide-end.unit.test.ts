import { floorStream, orderStream, receiptsStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { deadlines } from './deadlines.ts';
import { createDecide, type OrderCommand } from './decide.ts';
import {
  addLines,
  after,
  asked,
  ben,
  billIn,
  byBen,
  byService,
  cafe,
  cake,
  changesOf,
  close,
  configured,
  eventIn,
  fired,
  full,
  joined,
  lineId,
  open,
  opened,
  orderId,
  otherOrderId,
  type Past,
  paymentId,
  reduced,
  sendLines,
  step,
  storeId,
  t1,
  t2,
  voidOrder,
  voids,
  withPayment,
} from './order-fixture.suite.ts';
import { proposeWaiting } from './propose.ts';
import { resultOf } from './result.ts';

const done = (past: Past, ...ns: number[]): Past => after(after(past, step('finish', ns)), step('serve', ns));
const served = done(fired, 1, 2);
const payable = withPayment(served, 1_500);

describe('closing', () => {
  test('[ORD-64] gives the next receipt number in the same commit', () => {
    const changes = changesOf(payable, close);
    expect(changes.map(({ stream }) => stream)).toEqual([
      orderStream(orderId),
      receiptsStream(storeId),
      floorStream(storeId),
    ]);
    expect(eventIn(changes, 'order.closed').receiptNumber).toBe(1);
    const past = after(payable.after(changes), { ...open, orderId: otherOrderId, tableId: t2 });
    const next = changesOf(past, { type: 'order.close', orderId: otherOrderId });
    expect(eventIn(next, 'order.closed').receiptNumber).toBe(2);
    expect(past.after(next).state(receiptsStream(storeId)).issued).toBe(2);
    expect(resultOf(close, changes)).toEqual({ receiptNumber: 1, total: 1_500 });
  });

  test('[ORD-65] books the sale and says what each line bears', () => {
    const past = done(after(opened, sendLines(asked(1), asked(2, cake), asked(3, cake))), 1, 2, 3);
    const voided = after(past, voids({ lineId: lineId(3) }));
    const { totals, lines, entries, epoch } = eventIn(changesOf(withPayment(voided, 750), close), 'order.closed');
    expect(totals).toEqual(billIn(voided).totals);
    expect(lines).toEqual([
      { lineId: lineId(1), net: 252, tax: 48 },
      { lineId: lineId(2), net: 421, tax: 29 },
    ]);
    expect(entries).toEqual([
      { account: `receivable:${orderId}`, amount: 750 },
      { account: 'sales', amount: -673 },
      { account: `tax:${full}`, amount: -48 },
      { account: `tax:${reduced}`, amount: -29 },
    ]);
    expect(epoch).toBe(2);
  });

  test('[ORD-65] ends its guests’ sessions', () => {
    const past = after(joined(payable, ben, 'active'), close);
    expect(billIn(past)).toMatchObject({ status: 'closed', epoch: 2, guests: [{ status: 'settled' }] });
    expect(past.when(addLines(asked(9)), { by: byBen })).toBe('guest.session_ended');
  });

  test('[ORD-66] leaves the table dirty, and the party may open its next bill there', () => {
    const past = after(payable, close);
    expect(past.state(floorStream(storeId)).tables[t1]).toMatchObject({ state: 'dirty' });
    expect(past.state(floorStream(storeId)).orders).toEqual({});
    const seatingId = billIn(past).seatingId;
    const next = { ...open, orderId: otherOrderId, ...(seatingId && { seatingId }) };
    expect(billIn(after(past, next), otherOrderId).seatingId).toBe(orderId);
  });

  test('[ORD-66] an order without a table leaves the floor too', () => {
    const counter: OrderCommand = { type: 'order.open', orderId, serviceType: 'counter' };
    const changes = changesOf(after(cafe, counter), close);
    expect(eventIn(changes, 'floor.orderEnded')).toEqual({ type: 'floor.orderEnded', orderId });
  });

  test('[ORD-60] is refused while something lies unsent', () => {
    expect(after(payable, addLines(asked(5))).refusal(close)).toMatchObject({
      code: 'order.unsent_lines',
      details: { lineIds: [lineId(5)] },
    });
    const strict = configured(joined(payable, ben, 'active'), { approveGuestLines: true });
    expect(after(strict, sendLines(asked(5)), { by: byBen }).when(close)).toBe('order.unsent_lines');
  });

  test('[ORD-61] is refused while the kitchen has something of it', () => {
    const paid = withPayment(after(fired, step('finish', [1])), 1_500);
    expect(paid.refusal(close)).toMatchObject({ code: 'order.not_served', details: { lineIds: [lineId(2)] } });
    expect(after(paid, step('start', [2])).when(close)).toBe('order.not_served');
    expect(after(paid, step('finish', [2])).when(close)).toHaveLength(3);
  });

  test('[ORD-61] is not, where the store closes before', () => {
    expect(configured(withPayment(fired, 1_500), { closeWithUnserved: true }).when(close)).toHaveLength(3);
  });

  test('[ORD-63] is refused while something is due, or was paid too much', () => {
    expect(served.refusal(close)).toMatchObject({ code: 'order.balance_due', details: { due: 1_500, reserved: 0 } });
    expect(withPayment(served, 1_499).refusal(close).details).toEqual({ due: 1, reserved: 0 });
    expect(withPayment(served, 1_501).refusal(close)).toMatchObject({
      code: 'order.balance_due',
      details: { due: -1 },
    });
  });

  test('[ORD-63] is refused while a payment is on its way', () => {
    const paying = after(served, voids({ lineId: lineId(1) }, { lineId: lineId(2) })).has(orderStream(orderId), [
      { type: 'payment.created', paymentId, method: { kind: 'cash', tendered: 100, change: 0 }, amount: 100 },
    ]);
    expect(paying.refusal(close)).toMatchObject({
      code: 'order.balance_due',
      remedy: 'Wait until the payment has ended.',
      details: { due: 0, reserved: 100 },
    });
  });

  test('[ORD-63] a bill of 0 closes without a payment', () => {
    expect(eventIn(changesOf(opened, close), 'order.closed')).toMatchObject({ totals: { total: 0 }, entries: [] });
    const voided = after(fired, voids({ lineId: lineId(1) }, { lineId: lineId(2) }));
    expect(eventIn(changesOf(voided, close), 'order.closed')).toMatchObject({ totals: { total: 0 }, lines: [] });
  });
});

describe('a bill that ended', () => {
  const closed = after(payable, close);
  const voided = after(opened, voidOrder);
  const COMMANDS: readonly OrderCommand[] = [
    addLines(asked(9)),
    sendLines(asked(9)),
    { type: 'order.changeLine', orderId, lineId: lineId(1), expectedVersion: 1, quantity: 2 },
    { type: 'order.removeLine', orderId, lineId: lineId(1) },
    { type: 'order.approveLines', orderId, lineIds: [lineId(1)] },
    { type: 'order.rejectLines', orderId, lineIds: [lineId(1)], reason: 'no' },
    voids({ lineId: lineId(1) }),
    close,
    voidOrder,
  ];

  test.each(COMMANDS.map((command) => [command.type, command] as const))('[ORD-3] %s is refused', (_, command) => {
    expect(closed.refusal(command)).toMatchObject({ code: 'order.closed', details: { orderId, status: 'closed' } });
    expect(voided.refusal(command)).toMatchObject({ code: 'order.closed', details: { orderId, status: 'voided' } });
  });

  test('[ORD-2] an order that is not there is not found', () => {
    for (const command of COMMANDS) expect(cafe.when(command)).toBe('order.not_found');
    expect(cafe.when({ type: 'order.expire', orderId }, { by: byService })).toBe('order.not_found');
  });
});

describe('waiting too long', () => {
  const waiting = cafe.after(proposeWaiting({ orderId, tableId: t1 }, cafe.desk()));
  const expire: OrderCommand = { type: 'order.expire', orderId };
  const LAST = '2026-11-23T12:14:59.999Z';
  const OVER = '2026-11-23T12:15:00.000Z';

  test('[ORD-62] falls due after 15 minutes, and only while it waits', () => {
    const stream = orderStream(orderId);
    expect(deadlines(stream, waiting.state(stream))).toEqual([{ at: OVER, kind: 'expire', command: expire }]);
    expect(deadlines(stream, opened.state(stream))).toEqual([]);
    expect(deadlines(stream, cafe.state(stream))).toEqual([]);
    expect(deadlines(floorStream(storeId), waiting.state(floorStream(storeId)))).toEqual([]);
  });

  test('[ORD-62] the service ends it, on its stream and on the floor', () => {
    const past = after(waiting, expire, { by: byService, at: OVER });
    expect(billIn(past)).toMatchObject({ status: 'voided', voidReason: 'expired', epoch: 2 });
    const floor = past.state(floorStream(storeId));
    expect([floor.orders, floor.tables[t1]?.waitingOrderId]).toEqual([{}, undefined]);
  });

  test('[ORD-62] not a moment before, and nobody else', () => {
    expect(waiting.refusal(expire, { by: byService, at: LAST })).toMatchObject({
      code: 'order.invalid_transition',
      details: { from: 'waiting', to: 'voided', allowed: ['open', 'voided'] },
    });
    expect(waiting.when(expire, { at: OVER })).toBe('actor.forbidden');
  });

  test('[ORD-62] an order that waits no longer is left alone', () => {
    expect(opened.when(expire, { by: byService, at: OVER })).toEqual([]);
    expect(after(payable, close).when(expire, { by: byService, at: OVER })).toEqual([]);
  });

  test('[ORD-62] it is over before the commit says so', () => {
    const guests = joined(waiting, ben, 'pending');
    expect(guests.when(addLines(asked(1)), { by: byBen, at: LAST })).toHaveLength(1);
    expect(guests.when(addLines(asked(1)), { by: byBen, at: OVER })).toBe('guest.session_ended');
    expect(waiting.when(voidOrder, { at: OVER })).toBe('order.closed');
  });
});

test('[ORD-80] the answer is made of the commit’s events alone', () => {
  expect(resultOf(open, changesOf(cafe, open))).toEqual({ displayNumber: 1 });
  expect(resultOf(addLines(asked(1)), changesOf(opened, addLines(asked(1))))).toBeUndefined();
  expect(resultOf(step('finish', [1]), [])).toBeUndefined();
});

test('[ORD-7] whoever asks as a guest is refused before anything is read', () => {
  const unread = new Proxy({}, { get: (_, key) => (key === 'by' ? byBen : expect(key).toBe('by')) });
  const decide = createDecide({ proposeStock: () => ({ changes: [], answers: [] }) });
  expect(() => decide(close, unread as never)).toThrow('guests may not order.close');
});
