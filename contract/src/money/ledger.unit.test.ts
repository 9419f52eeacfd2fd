import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Entry } from '../payment/entry.ts';
import { LineId, OrderId, TaxRateId } from '../scalars.ts';
import {
  assertBalanced,
  cashAccount,
  entriesOfCardPayment,
  entriesOfCashPayment,
  entriesOfClose,
  entriesOfRefund,
  entriesReversing,
} from './ledger.ts';
import { balanceOf } from './position.ts';
import { computeTotals } from './totals.ts';

const orderId = OrderId.parse('00000000-0000-7000-8000-000000000001');
const lineId = LineId.parse('00000000-0000-7000-8000-000000000002');
const taxRateId = TaxRateId.parse('00000000-0000-7000-8000-000000000003');
const receivable = `receivable:${orderId}`;

/** One sold thing at 20 %, tax included, with a service charge before tax. */
const sold = (unitPrice: number) =>
  computeTotals({
    lines: [{ lineId, quantity: 1, unitPrice, tax: { taxRateId, ratePpm: 200_000, inclusive: true } }],
    serviceCharge: { ratePpm: 125_000, when: 'before_tax' },
    settings: { rounding: 'half_away', taxRounding: 'per_group' },
  });
const balances = (entries: readonly Entry[]) => {
  const accounts = new Map<string, number>();
  for (const { account, amount } of entries) accounts.set(account, (accounts.get(account) ?? 0) + amount);
  return Object.fromEntries(accounts);
};

describe('balance', () => {
  test('[MON-15] entries that do not add up to 0 are refused', () => {
    expect(() => assertBalanced([{ account: 'cash', amount: 1 }])).toThrow(RangeError);
    expect(() =>
      assertBalanced([
        { account: 'cash', amount: 0.5 },
        { account: 'tips', amount: -0.5 },
      ]),
    ).toThrow(RangeError);
    const beyond = [-1, 2 ** 53, 1 - 2 ** 53].map((amount) => ({ account: 'cash', amount }));
    expect(() => assertBalanced(beyond)).toThrow(RangeError);
    expect(() => assertBalanced([])).not.toThrow();
    expect(() =>
      assertBalanced([
        { account: 'cash', amount: 7 },
        { account: 'tips', amount: -7 },
      ]),
    ).not.toThrow();
  });

  test('[MON-15] whatever is paid, closed or given back balances', () => {
    const amount = fc.nat(1_000_000);
    fc.assert(
      fc.property(fc.tuple(amount, amount, amount, fc.integer({ min: -4, max: 4 })), ([a, b, c, rounding]) => {
        const applied = a + 4;
        for (const entries of [
          entriesOfCashPayment({ orderId, applied, tip: b, change: c, rounding }),
          entriesOfCardPayment({ orderId, applied, tip: b, provider: 'fake' }),
          entriesOfRefund({ orderId, from: 'cash', applied, tip: b, goodwill: c, rounding }),
          entriesOfClose({ orderId, ...sold(a) }),
          entriesReversing(entriesOfClose({ orderId, ...sold(a) })),
        ]) {
          expect(() => assertBalanced(entries)).not.toThrow();
          expect(entries.every((entry) => entry.amount !== 0)).toBe(true);
        }
      }),
    );
  });

  test('[MON-15] an event and its reversal leave every account as it was', () => {
    const entries = entriesOfClose({ orderId, ...sold(1200) });
    expect(Object.values(balances([...entries, ...entriesReversing(entries)])).every((left) => left === 0)).toBe(true);
  });
});

describe('payments', () => {
  test('[MON-16] cash: the drawer keeps what was handed over less the change; tip and rounding are no revenue', () => {
    // 1233 due, to 5 is 1235; 2000 handed over, 100 of it a tip
    const entries = entriesOfCashPayment({ orderId, applied: 1233, rounding: 2, tip: 100, change: 665 });
    expect(entries).toEqual([
      { account: 'cash', amount: 2000 },
      { account: 'cash', amount: -665 },
      { account: receivable, amount: -1233 },
      { account: 'tips', amount: -100 },
      { account: 'rounding', amount: -2 },
    ]);
  });

  test('[MON-16] cash names its drawer once there is one', () => {
    expect(cashAccount('d1')).toBe('cash:d1');
    expect(balances(entriesOfCashPayment({ orderId, drawerId: 'd1', applied: 5 }))).toEqual({
      'cash:d1': 5,
      [receivable]: -5,
    });
  });

  test('[MON-16] card: names its provider, with neither change nor rounding', () => {
    expect(entriesOfCardPayment({ orderId, applied: 900, tip: 90, provider: 'fake' })).toEqual([
      { account: 'card:fake', amount: 990 },
      { account: receivable, amount: -900 },
      { account: 'tips', amount: -90 },
    ]);
  });

  test('[MON-16] closing books sales, service charge and each tax against the receivable', () => {
    expect(entriesOfClose({ orderId, ...sold(1200) })).toEqual([
      { account: receivable, amount: 1350 },
      { account: 'sales', amount: -1000 },
      { account: 'service_charge', amount: -125 },
      { account: `tax:${taxRateId}`, amount: -225 },
    ]);
  });

  test('[MON-16] an order of 0 closes without entries', () => {
    expect(entriesOfClose({ orderId, ...sold(0) })).toEqual([]);
  });

  test('[MON-16] a paid and closed order leaves nothing receivable', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100), (price, percent) => {
        const closing = sold(price);
        const { total } = closing.totals;
        const part = Math.trunc((total * percent) / 100);
        const entries = [
          ...entriesOfCardPayment({ orderId, applied: part, tip: 10, provider: 'fake' }),
          ...entriesOfCashPayment({ orderId, applied: total - part, change: 3 }),
          ...entriesOfClose({ orderId, ...closing }),
        ];
        expect(balances(entries)[receivable] ?? 0).toBe(balanceOf(total, total, 0));
      }),
    );
  });

  test('[MON-16] a refund goes against the receivable, a gift against goodwill, out of any account', () => {
    expect(entriesOfRefund({ orderId, from: 'card:fake', applied: 300, goodwill: 50, tip: 20 })).toEqual([
      { account: receivable, amount: 300 },
      { account: 'goodwill', amount: 50 },
      { account: 'tips', amount: 20 },
      { account: 'card:fake', amount: -370 },
    ]);
  });

  test('[MON-1] refuses negative and fractional amounts', () => {
    expect(() => entriesOfCashPayment({ orderId, applied: -1 })).toThrow(RangeError);
    expect(() => entriesOfCashPayment({ orderId, applied: 1, tip: -1 })).toThrow(RangeError);
    expect(() => entriesOfCashPayment({ orderId, applied: 1, change: -1 })).toThrow(RangeError);
    expect(() => entriesOfCashPayment({ orderId, applied: 1, rounding: -2 })).toThrow(RangeError);
    expect(() => entriesOfCardPayment({ orderId, applied: 0.5, provider: 'fake' })).toThrow(RangeError);
    expect(() => entriesOfCardPayment({ orderId, applied: 2 ** 53, provider: 'fake' })).toThrow(RangeError);
    expect(() => entriesOfRefund({ orderId, from: 'cash', applied: -5 })).toThrow(RangeError);
    expect(() => entriesOfRefund({ orderId, from: 'cash', goodwill: -5, applied: 10 })).toThrow(RangeError);
  });
});
