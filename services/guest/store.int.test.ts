import { describe, expect, test } from '@jest/globals';
import { createMongoRows } from '../kernel/mongo-rows.ts';
import { useTestStore } from '../kernel/test-store.suite.ts';
import { inMode, joined, opened, orderId, otherOrderId, storeId, stream } from './given-table.suite.ts';
import { guestSessionsModel } from './read-models.ts';
import { describeGuestRows } from './rows.suite.ts';
import { connectGuestRows } from './store.ts';

const store = useTestStore('guest_rows');

describeGuestRows('MongoDB', async () => {
  for (const name of ['guestPhones', 'guestPinTries']) await store().collection(name).deleteMany({});
  return connectGuestRows(store());
});

describe('the list of guests', () => {
  test('[GST-27] shows an order its guests, the first one first', async () => {
    const past = joined(joined(opened(inMode('open'))), 1);
    const { listSessions } = await connectGuestRows(store());
    const rows = guestSessionsModel
      .rows(stream, past.state(stream))
      .map(({ _id, fields }) => ({ _id, stream, foldedTo: 3, fields }));
    await createMongoRows(store(), storeId).write('guestSessions', rows);
    expect(await listSessions(storeId, orderId)).toMatchObject(rows.map(({ _id, fields }) => ({ _id, ...fields })));
    expect(await listSessions(storeId, otherOrderId)).toEqual([]);
  });
});
