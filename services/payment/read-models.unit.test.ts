import { describe, expect, test } from '@jest/globals';
import { GIVEN_AT } from '../kernel/given.ts';
import { billOf, cash, opened, orderId, paymentId, sent, stream } from './given-bill.suite.ts';
import { paymentsModel } from './read-models.ts';

describe('the collection of payments', () => {
  const taken = (past: ReturnType<typeof billOf>, tendered: number, n: number) => {
    const changes = past.when(cash(tendered, { paymentId: paymentId(n) }));
    if (typeof changes === 'string') throw new Error(changes);
    return past.after(changes);
  };
  const rowsOf = (past: ReturnType<typeof billOf>) => paymentsModel.rows(stream, past.state(stream));

  test('[PAY-12] has one row for each payment', () => {
    const past = taken(taken(billOf(1_233, 5), 1_000, 0), 500, 1);
    expect(rowsOf(past).map(({ _id, fields }) => ({ _id, ...fields }))).toEqual([
      {
        _id: paymentId(0),
        orderId,
        method: 'cash',
        tendered: 1_000,
        change: 0,
        status: 'captured',
        at: GIVEN_AT,
        amount: 1_000,
        tip: 0,
        rounding: 0,
        refunded: 0,
      },
      {
        _id: paymentId(1),
        orderId,
        method: 'cash',
        tendered: 500,
        change: 265,
        status: 'captured',
        at: GIVEN_AT,
        amount: 233,
        tip: 0,
        rounding: 2,
        refunded: 0,
      },
    ]);
  });

  test('[PAY-12] a payment that did not change is made of the same source', () => {
    const first = taken(billOf(1_000), 400, 0);
    const second = taken(first, 600, 1);
    expect(rowsOf(second)[0]?.source).toBe(rowsOf(first)[0]?.source);
    expect(rowsOf(second.has(stream, [sent(2_000)])).map(({ source }) => source)).toEqual(
      rowsOf(second).map(({ source }) => source),
    );
  });

  test('[PAY-12] has none where nothing was paid or there is no order', () => {
    expect(paymentsModel.rows(stream, { status: 'none' })).toEqual([]);
    expect(rowsOf(billOf(1_000).has(stream, [opened()]))).toEqual([]);
  });
});
