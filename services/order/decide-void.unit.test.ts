import { LineId } from '@cafe/contract';
import { floorStream, orderStream, positionOf, stockStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import {
  after,
  asked,
  bar,
  billIn,
  cafe,
  cake,
  changesOf,
  configured,
  drafted,
  eventIn,
  fired,
  id,
  lineId,
  lineIn,
  menuAfter,
  open,
  opened,
  orderId,
  otherOrderId,
  paymentId,
  sendLines,
  step,
  storeId,
  t1,
  t2,
  voidOrder,
  voids,
  withPayment,
} from './order-fixture.suite.ts';
import { resultOf } from './result.ts';

const split = LineId.parse(id(5_000));
const three = after(opened, sendLines(asked(1, cake, { quantity: 3 })));

describe('voiding lines', () => {
  test('[ORD-50] takes what was only fired off the bill, with the reason', () => {
    const changes = changesOf(fired, voids({ lineId: lineId(1) }), { may: [] });
    expect(changes).toEqual([
      {
        stream: orderStream(orderId),
        events: [
          {
            type: 'order.linesVoided',
            lines: [{ lineId: lineId(1), quantity: 1, prepared: false }],
            reason: 'entered wrong',
            totals: expect.objectContaining({ total: 1_200 }),
          },
        ],
      },
    ]);
    expect(billIn(fired.after(changes)).totals.total).toBe(1_200);
  });

  test('[ORD-50] is refused for what was not sent', () => {
    expect(drafted.when(voids({ lineId: lineId(1) }))).toBe('line.invalid_transition');
    expect(drafted.when(voids({ lineId: lineId(9) }))).toBe('line.not_found');
  });

  test.each(['start', 'finish'] as const)('[ORD-51] asks for a permission after %s, at one station of two', (name) => {
    const begun = after(fired, step(name, [2], bar));
    expect(begun.refusal(voids({ lineId: lineId(2) }), { may: [] })).toMatchObject({
      code: 'actor.approval_required',
      details: { permission: 'order.void_prepared' },
    });
    const changes = changesOf(begun, voids({ lineId: lineId(2) }), { may: ['order.void_prepared'] });
    expect(eventIn(changes, 'order.linesVoided').lines[0]?.prepared).toBe(true);
  });

  test('[ORD-51] asks for it after serving, and nobody has to see that void in the kitchen', () => {
    const served = after(after(fired, step('finish', [1])), step('serve', [1]));
    expect(served.when(voids({ lineId: lineId(1) }), { may: [] })).toBe('actor.approval_required');
    expect(lineIn(after(served, voids({ lineId: lineId(1) })), 1).void).toMatchObject({
      prepared: true,
      acknowledged: true,
    });
  });

  test('[ORD-52] splits a part off under its own id', () => {
    const past = after(three, voids({ lineId: lineId(1), quantity: 1, splitLineId: split }));
    const { lines, totals } = billIn(past);
    expect(lines.map((line) => [line.lineId, line.quantity, line.state])).toEqual([
      [lineId(1), 2, 'fired'],
      [split, 1, 'voided'],
    ]);
    expect(totals.total).toBe(900);
  });

  test('[ORD-52] all units are the whole line, whatever id was brought along', () => {
    const past = after(three, voids({ lineId: lineId(1), quantity: 3, splitLineId: split }));
    expect(billIn(past).lines.map((line) => [line.lineId, line.state])).toEqual([[lineId(1), 'voided']]);
  });

  test('[ORD-56] is refused for more units than there are', () => {
    expect(three.refusal(voids({ lineId: lineId(1), quantity: 4, splitLineId: split }))).toMatchObject({
      code: 'line.invalid_quantity',
      details: { lineId: lineId(1), max: 3 },
    });
  });

  test('[ORD-56] is refused for a part without an id, or with one that is taken', () => {
    expect(three.when(voids({ lineId: lineId(1), quantity: 1 }))).toBe('command.malformed');
    expect(three.when(voids({ lineId: lineId(1), quantity: 1, splitLineId: lineId(1) }))).toBe('line.exists');
    const two = after(three, sendLines(asked(2, cake, { quantity: 2 })));
    const same = [1, 2].map((n) => ({ lineId: lineId(n), quantity: 1, splitLineId: split }));
    expect(two.when(voids(...same))).toBe('line.exists');
  });

  test('[ORD-56] is refused when it names a line twice', () => {
    const part = (n: number) => ({ lineId: lineId(1), quantity: 1, splitLineId: LineId.parse(id(5_000 + n)) });
    expect(three.when(voids(part(1), part(2)))).toBe('command.malformed');
  });

  describe('of a counted item', () => {
    const counted = after(
      menuAfter(opened, { type: 'menu.countingSet', itemId: cake, counted: true }).has(stockStream(cake), [
        { type: 'stock.set', itemId: cake, remaining: 3 },
      ]),
      sendLines(asked(1, cake, { quantity: 3 })),
    );

    test('[ORD-53] gives the units back, and the item to the menu', () => {
      const past = after(counted, voids({ lineId: lineId(1), quantity: 2, splitLineId: split }));
      expect(past.state(stockStream(cake)).remaining).toBe(2);
      expect(past.when(sendLines(asked(2, cake)))).toHaveLength(2);
    });

    test('[ORD-53] gives nothing back once somebody had begun', () => {
      const begun = after(counted, step('start', [1]));
      expect(changesOf(begun, voids({ lineId: lineId(1) })).map(({ stream }) => stream)).toEqual([
        orderStream(orderId),
      ]);
    });
  });

  test('[ORD-54] of a paid line leaves the bill overpaid, and says by how much', () => {
    const changes = changesOf(withPayment(fired, 1_500), voids({ lineId: lineId(1) }));
    expect(eventIn(changes, 'order.linesVoided')).toMatchObject({ totals: { total: 1_200 }, overpaid: 300 });
    expect(positionOf(billIn(withPayment(fired, 1_500).after(changes)))).toBe('overpaid');
    expect(resultOf(voids({ lineId: lineId(1) }), changes)).toEqual({ total: 1_200, overpaid: 300 });
  });

  test('[ORD-54] while a payment is on its way is allowed', () => {
    const paying = fired.has(orderStream(orderId), [
      { type: 'payment.created', paymentId, method: { kind: 'cash', tendered: 1_500, change: 0 }, amount: 1_500 },
    ]);
    expect(paying.when(voids({ lineId: lineId(1) }))).toHaveLength(1);
  });
});

describe('voiding a bill', () => {
  const allVoided = after(fired, voids({ lineId: lineId(1) }, { lineId: lineId(2) }));

  test('[ORD-67] ends it once every line is voided', () => {
    const past = after(allVoided, voidOrder, { may: [] });
    expect(billIn(past)).toMatchObject({ status: 'voided', voidReason: 'left', epoch: 2, totals: { total: 0 } });
    expect(past.when(sendLines(asked(5)))).toBe('order.closed');
  });

  test('[ORD-67] is refused while a line is on it, and says which', () => {
    expect(after(fired, voids({ lineId: lineId(1) })).refusal(voidOrder)).toMatchObject({
      code: 'order.not_voided',
      details: { lineIds: [lineId(2)] },
    });
  });

  test('[ORD-67] what was never sent does not hinder', () => {
    expect(billIn(after(drafted, voidOrder)).status).toBe('voided');
  });

  test('[ORD-68] is refused with money in it, or on its way', () => {
    expect(withPayment(allVoided, 100).refusal(voidOrder)).toMatchObject({
      code: 'order.has_payments',
      details: { paid: 100, reserved: 0 },
    });
    const paying = allVoided.has(orderStream(orderId), [
      { type: 'payment.created', paymentId, method: { kind: 'cash', tendered: 100, change: 0 }, amount: 100 },
    ]);
    expect(paying.when(voidOrder)).toBe('order.has_payments');
  });

  test('[ORD-69] asks for a permission until the kitchen has seen what it had begun', () => {
    const past = after(after(fired, step('start', [2])), voids({ lineId: lineId(1) }, { lineId: lineId(2) }));
    expect(past.refusal(voidOrder, { may: ['order.void'] })).toMatchObject({
      code: 'actor.approval_required',
      details: { permission: 'order.void_with_preparing' },
    });
    expect(past.when(voidOrder, { may: ['order.void_with_preparing'] })).toHaveLength(2);
    expect(after(past, step('acknowledgeVoid', [2])).when(voidOrder, { may: [] })).toHaveLength(2);
  });

  test('[ORD-66] frees its table', () => {
    const floor = after(allVoided, voidOrder).state(floorStream(storeId));
    expect(floor.tables[t1]).toMatchObject({ state: 'available' });
    expect(floor.tables[t1]?.orderId).toBeUndefined();
    expect(floor.orders).toEqual({});
  });

  test('[ORD-66] leaves the tables of others alone', () => {
    const past = after(after(cafe, { ...open, orderId: otherOrderId, tableId: t2 }), open);
    expect(after(past, voidOrder).state(floorStream(storeId)).tables[t2]?.state).toBe('occupied');
  });
});

test('[ORD-8] a void computes by the settings the bill was opened with', () => {
  const charged = after(configured(cafe, { serviceCharge: { ratePpm: 100_000, when: 'before_tax' } }), open);
  const sent = configured(after(charged, sendLines(asked(1), asked(2))), { serviceCharge: null });
  expect(billIn(sent).totals.total).toBe(660);
  expect(billIn(after(sent, voids({ lineId: lineId(1) }))).totals.total).toBe(330);
});
