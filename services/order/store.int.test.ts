import { BusinessDay, type OrderId, StoreId } from '@cafe/contract';
import { floorStream, orderStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { createMongoRows } from '../kernel/mongo-rows.ts';
import { useTestStore } from '../kernel/test-store.suite.ts';
import { after, cafe, id, open, storeId, t1, t2, voidOrder } from './order-fixture.suite.ts';
import { ORDER_READ_MODELS } from './read-models.ts';
import { connectOrderRows } from './store.ts';

const store = useTestStore('order_rows');
const ORDERS = [701, 702, 703].map((n) => id(n) as unknown as OrderId);
const AT = ['2026-11-23T12:00:00.000Z', '2026-11-23T12:01:00.000Z', '2026-11-24T12:00:00.000Z'] as const;

/** Three orders at one table, one after another, the last one open; as the rows of all read models. */
const written = async () => {
  let past = cafe;
  for (const [n, at] of AT.entries()) {
    const orderId = ORDERS[n] as OrderId;
    past = after(past, { ...open, orderId, tableId: t1 }, { at });
    if (n < 2) past = after(past, { ...voidOrder, orderId } as typeof voidOrder, { at });
  }
  for (const model of ORDER_READ_MODELS) {
    for (const stream of [floorStream(storeId), ...ORDERS.map(orderStream)]) {
      const rows = model
        .rows(stream, past.state(stream))
        .map(({ _id, fields }) => ({ _id, stream, foldedTo: 9, fields }));
      await createMongoRows(store(), storeId).write(model.collection, rows);
    }
  }
  const rows = connectOrderRows(store());
  await rows.createIndexes();
  return rows;
};

describe('the lists of orders and tables', () => {
  test('[ORD-84] show the latest first, page by page, by status, day and table, of one store alone', async () => {
    const { listOrders, listTables, listFloors } = await written();
    const ids = async (filter: Parameters<typeof listOrders>[1], of = storeId) =>
      (await listOrders(of, filter)).map(({ _id }) => _id);
    expect(await ids({ limit: 2 })).toEqual([ORDERS[2], ORDERS[1]]);
    expect(await ids({ limit: 2, openedBefore: AT[1] })).toEqual([ORDERS[0]]);
    expect(await ids({ limit: 9, status: 'open' })).toEqual([ORDERS[2]]);
    expect(await ids({ limit: 9, status: 'voided', openedBefore: AT[2] })).toEqual([ORDERS[1], ORDERS[0]]);
    expect(await ids({ limit: 9, businessDay: BusinessDay.parse('2026-11-23') })).toEqual([ORDERS[1], ORDERS[0]]);
    expect(await ids({ limit: 9, tableId: t1 })).toHaveLength(3);
    expect(await ids({ limit: 9, tableId: t2 })).toEqual([]);
    expect(await ids({ limit: 9 }, StoreId.parse(id(999)))).toEqual([]);
    expect((await listTables(storeId)).map((table) => table.label)).toEqual(['1', '2', '3']);
    expect(await listFloors(storeId)).toMatchObject([{ name: 'Inside' }]);
  });
});
