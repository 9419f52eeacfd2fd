import { describe, expect, test } from '@jest/globals';
import { createMongoRows } from '../kernel/mongo-rows.ts';
import { useTestStore } from '../kernel/test-store.suite.ts';
import { billOf, cash, orderId, paymentId, storeId, stream } from './given-bill.suite.ts';
import { paymentsModel } from './read-models.ts';
import { connectPaymentRows } from './store.ts';

const store = useTestStore('payment_rows');
const AT = ['2026-11-23T12:00:00.000Z', '2026-11-23T12:01:00.000Z', '2026-11-23T12:02:00.000Z'] as const;

/** An order with three payments, a minute apart, as rows. */
const rows = () => {
  let past = billOf(1_000);
  for (const [n, at] of AT.entries()) {
    const changes = past.when(cash(100, { paymentId: paymentId(n) }), { at });
    if (typeof changes === 'string') throw new Error(changes);
    past = past.after(changes, { at });
  }
  return paymentsModel
    .rows(stream, past.state(stream))
    .map(({ _id, fields }) => ({ _id, stream, foldedTo: 5, fields }));
};

describe('the list of payments', () => {
  test('[PAY-12] shows the latest first, page by page, of an order or of all', async () => {
    const payments = connectPaymentRows(store());
    await payments.createIndexes();
    await createMongoRows(store(), storeId).write('payments', rows());
    const ids = async (filter: Parameters<typeof payments.listPayments>[1]) =>
      (await payments.listPayments(storeId, filter)).map(({ _id }) => _id);
    expect(await ids({ limit: 2 })).toEqual([paymentId(2), paymentId(1)]);
    expect(await ids({ limit: 2, before: AT[1] })).toEqual([paymentId(0)]);
    expect(await ids({ limit: 9, orderId })).toHaveLength(3);
    expect(await ids({ limit: 9, orderId: paymentId(9) as string as typeof orderId })).toEqual([]);
  });
});
