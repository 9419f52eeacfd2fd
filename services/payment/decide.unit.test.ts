import type { DomainEvent, MinorUnits } from '@cafe/contract';
import { dueOf, moneyOf, type Payment, positionOf } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../kernel/definition.ts';
import { given } from '../kernel/given.ts';
import { decide, resultOf } from './decide.ts';
import {
  billOf,
  cash,
  closed,
  onItsWay,
  opened,
  orderId,
  paymentId,
  sent,
  storeId,
  stream,
} from './given-bill.suite.ts';

type Bill = ReturnType<typeof billOf>;

const mustBeTaken = (changes: readonly Change[] | string): readonly Change[] => {
  if (typeof changes === 'string') throw new Error(`refused: ${changes}`);
  return changes;
};
const after = (bill: Bill, command: ReturnType<typeof cash>): Bill => bill.after(mustBeTaken(bill.when(command)));
const stateOf = (bill: Bill) => {
  const state = bill.state(stream);
  if (state.status === 'none') throw new Error('no order');
  return state;
};
const lastPayment = (bill: Bill): Payment | undefined => stateOf(bill).payments.at(-1);
const entriesIn = (events: readonly DomainEvent[]) =>
  events.flatMap((event) => (event.type === 'payment.captured' ? event.entries : []));
const sumOf = (amounts: readonly MinorUnits[]) => amounts.reduce((sum, amount) => sum + amount, 0);

describe('taking cash', () => {
  test('[PAY-1] takes it for an open order', () => {
    expect(billOf(1_000).when(cash(2_000))).toEqual([
      {
        stream,
        events: [
          {
            type: 'payment.created',
            paymentId: paymentId(),
            method: { kind: 'cash', tendered: 2_000, change: 1_000 },
            amount: 1_000,
          },
          {
            type: 'payment.captured',
            paymentId: paymentId(),
            amount: 1_000,
            tip: 0,
            rounding: 0,
            due: 0,
            entries: [
              { account: 'cash', amount: 2_000 },
              { account: 'cash', amount: -1_000 },
              { account: `receivable:${orderId}`, amount: -1_000 },
            ],
          },
        ],
      },
    ]);
  });

  test('[PAY-1] is refused where there is no open order', () => {
    const nothing = given(decide, storeId);
    expect(nothing.when(cash(1_000))).toBe('order.not_found');
    expect(nothing.has(stream, [opened(true)]).when(cash(1_000))).toBe('order.waiting');
    expect(billOf(1_000).has(stream, [closed()]).when(cash(1_000))).toBe('order.closed');
    const voided = billOf(1_000).has(stream, [{ type: 'order.voided', reason: 'mistake', epoch: 2 }]);
    expect(voided.when(cash(1_000))).toBe('order.closed');
  });

  test('[PAY-1] is refused where nothing is due', () => {
    expect(billOf(0).when(cash(100))).toBe('payment.nothing_due');
    const paid = after(billOf(500), cash(500));
    expect(paid.refusal(cash(100, { paymentId: paymentId(1) }))).toMatchObject({
      code: 'payment.nothing_due',
      details: { due: 0 },
    });
  });

  test('[PAY-2] a payment id is used once, also after the order has ended', () => {
    const partly = after(billOf(1_000), cash(400));
    expect(partly.when(cash(400))).toBe('payment.exists');
    expect(partly.has(stream, [closed()]).refusal(cash(400))).toMatchObject({
      code: 'payment.exists',
      details: { status: 'captured' },
    });
  });

  test('[PAY-3] applies what is named, at most what is due, and tells what is due', () => {
    const bill = after(billOf(1_000), cash(2_000, { amount: 300 }));
    expect(lastPayment(bill)).toMatchObject({ amount: 300, method: { tendered: 2_000, change: 1_700 } });
    expect(bill.refusal(cash(2_000, { paymentId: paymentId(1), amount: 701 }))).toMatchObject({
      code: 'payment.exceeds_due',
      details: { due: 700 },
    });
  });

  test('[PAY-3] applies as much as the cash covers where no amount is named', () => {
    const bill = after(billOf(1_000), cash(400));
    expect(lastPayment(bill)).toMatchObject({ amount: 400, rounding: 0, method: { change: 0 } });
    expect(dueOf(stateOf(bill))).toBe(600);
    expect(positionOf(stateOf(bill))).toBe('partially_paid');
  });

  test('[PAY-4] is refused when it does not cover the amount that is named', () => {
    expect(billOf(1_000).refusal(cash(999, { amount: 1_000 }))).toMatchObject({
      code: 'payment.too_little',
      details: { due: 1_000, needed: 1_000 },
    });
    expect(billOf(1_000).when(cash(299, { amount: 300 }))).toBe('payment.too_little');
  });

  test.each([
    // due, coin, tendered → applied, rounding, change
    [1_233, 5, 2_000, 1_233, 2, 765],
    [1_236, 5, 1_235, 1_236, -1, 0],
    [1_233, 5, 1_235, 1_233, 2, 0],
    [1_233, 5, 1_000, 1_000, 0, 0],
    [1_236, 5, 1_234, 1_234, 0, 0],
    [1_236, 10, 1_300, 1_236, 4, 60],
    [2, 5, 1, 2, -2, 1],
    [1_233, 1, 1_233, 1_233, 0, 0],
  ])('[PAY-5] of %i to %i, with %i: applies %i, rounds by %i, gives %i back', (...row) => {
    const [due = 0, coin, tendered = 0, ...expected] = row;
    const bill = after(billOf(due, coin), cash(tendered));
    const { amount, rounding, method } = lastPayment(bill) ?? {};
    expect([amount, rounding, method?.change]).toEqual(expected);
    expect(dueOf(stateOf(bill))).toBe(due - (amount ?? 0));
  });

  test('[PAY-5] a part is never rounded, what settles the rest is, and needs the rounded cash', () => {
    const bill = after(billOf(1_233, 5), cash(500, { amount: 401 }));
    expect(lastPayment(bill)).toMatchObject({ amount: 401, rounding: 0, method: { change: 99 } });
    const rest = after(bill, cash(1_000, { paymentId: paymentId(1) }));
    expect(lastPayment(rest)).toMatchObject({ amount: 832, rounding: -2, method: { change: 170 } });
    expect(billOf(1_233, 5).refusal(cash(1_234))).toMatchObject({
      code: 'payment.too_little',
      details: { due: 1_233, needed: 1_235 },
    });
    expect(billOf(1_233, 5).when(cash(1_233, { amount: 1_233 }))).toBe('payment.too_little');
  });

  test('[PAY-6] asks about more than a thousand times what is due, and takes it when confirmed', () => {
    const bill = billOf(5);
    expect(bill.when(cash(5_000))).not.toBe('payment.unusual_amount');
    expect(bill.refusal(cash(5_001))).toMatchObject({
      code: 'payment.unusual_amount',
      details: { due: 5, tendered: 5_001 },
    });
    expect(lastPayment(after(bill, cash(5_001, { confirmUnusual: true })))?.method.change).toBe(4_996);
  });

  test('[PAY-7] of two cashiers the second is decided on what the first left', () => {
    const bill = after(billOf(1_000), cash(600, { amount: 600 }));
    const second = (amount: number) => cash(1_000, { paymentId: paymentId(1), amount });
    expect(bill.refusal(second(1_000))).toMatchObject({ code: 'payment.exceeds_due', details: { due: 400 } });
    const paid = after(bill, second(400));
    expect(positionOf(stateOf(paid))).toBe('paid');
  });

  test('[PAY-7] leaves what another payment has reserved', () => {
    const bill = billOf(1_000).has(stream, [onItsWay(700)]);
    expect(bill.refusal(cash(1_000, { amount: 1_000 }))).toMatchObject({
      code: 'payment.exceeds_due',
      details: { due: 300 },
    });
    expect(lastPayment(after(bill, cash(1_000)))).toMatchObject({ amount: 300, method: { change: 700 } });
    expect(
      billOf(1_000)
        .has(stream, [onItsWay(1_000)])
        .when(cash(1_000)),
    ).toBe('payment.nothing_due');
  });

  test('[PAY-8] tells the change and what is still due, from the commit alone', () => {
    const bill = billOf(1_000);
    const part = cash(500, { amount: 400 });
    expect(resultOf(part, mustBeTaken(bill.when(part)))).toEqual({ change: 100, due: 600 });
    const rest = cash(1_000, { paymentId: paymentId(1) });
    expect(resultOf(rest, mustBeTaken(after(bill, part).when(rest)))).toEqual({ change: 400, due: 0 });
  });

  test('[PAY-8] a line sent after it is due again', () => {
    const paid = after(billOf(1_000), cash(1_000));
    const again = paid.has(stream, [{ ...sent(1_500), round: 2 } as DomainEvent]);
    expect(dueOf(stateOf(again))).toBe(500);
    expect(lastPayment(after(again, cash(500, { paymentId: paymentId(1) })))?.amount).toBe(500);
  });
});

describe('the ledger of an order', () => {
  test('[PAY-9] the rounding has an entry of its own and the entries add up to 0', () => {
    const [change] = mustBeTaken(billOf(1_233, 5).when(cash(2_000)));
    const entries = entriesIn(change?.events ?? []);
    expect(entries).toContainEqual({ account: 'rounding', amount: -2 });
    expect(sumOf(entries.map(({ amount }) => amount))).toBe(0);
  });

  test('[PAY-10] holds for any sequence of cash payments', () => {
    const taps = fc.array(
      fc.record({
        tendered: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 2 ** 52 })),
        amount: fc.option(fc.integer({ min: 1, max: 3_000 }), { nil: undefined }),
        confirmUnusual: fc.boolean(),
        /** A further round before the tap. */
        more: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: undefined, freq: 3 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(1, 5, 10, 100), taps, (first, coin, all) => {
        let bill = billOf(first, coin);
        let total = first;
        let drawer = 0;
        const entries: { account: string; amount: number }[] = [];
        for (const [index, { tendered, amount, confirmUnusual, more }] of all.entries()) {
          if (more !== undefined) {
            total += more;
            bill = bill.has(stream, [sent(total)]);
          }
          const named = amount === undefined ? {} : { amount };
          const changes = bill.when(cash(tendered, { paymentId: paymentId(index), confirmUnusual, ...named }));
          if (typeof changes === 'string') continue;
          bill = bill.after(changes);
          entries.push(...entriesIn(changes.flatMap((change) => change.events)));
          drawer += tendered - (lastPayment(bill)?.method.change ?? Number.NaN);
        }
        const state = stateOf(bill);
        const { captured, refunded } = moneyOf(state);
        expect(sumOf(entries.map(({ amount }) => amount))).toBe(0);
        expect(captured).toBeLessThanOrEqual(total);
        expect(captured - refunded).toBe(sumOf(state.payments.map((payment) => payment.amount - payment.refunded)));
        const onAccount = (account: string) =>
          sumOf(entries.filter((entry) => entry.account === account).map(({ amount }) => amount));
        expect(onAccount('cash')).toBe(drawer);
        expect(onAccount(`receivable:${orderId}`)).toBe(0 - captured);
        expect(onAccount('rounding')).toBe(0 - sumOf(state.payments.map(({ rounding }) => rounding)));
      }),
      { numRuns: 300 },
    );
  });
});
