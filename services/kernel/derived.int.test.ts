import { expect, test } from '@jest/globals';
import { OTHER_STORE, STORE, stock } from './kernel-fixture.suite.ts';
import { createMongoRows } from './mongo-rows.ts';
import { describeReadModels } from './read-models.suite.ts';
import { describeSnapshots } from './snapshots.suite.ts';
import { createMongoSnapshots } from './snapshots.ts';
import { useTestStore } from './test-store.suite.ts';

const store = useTestStore('derived');

describeReadModels('MongoDB', async () => {
  for (const collection of ['stocks', 'readModelCheckpoints']) await store().collection(collection).deleteMany({});
  return {
    rows: createMongoRows(store(), STORE),
    documents: (collection) =>
      store()
        .collection(collection)
        .find({}, { sort: { _id: 1 } })
        .toArray(),
  };
});

test('[DER-2] of two who write a new row at once the later version stays', async () => {
  const real = store().collection<{ _id: string; foldedTo: number }>('stocks');
  await real.deleteMany({});
  const row = (foldedTo: number) => ({ _id: 'new', stream: stock(1), foldedTo, fields: { remaining: foldedTo } });
  let others = 0;
  const raced = Object.create(store(), {
    collection: {
      value: () => ({
        async bulkWrite(operations: never, options: never) {
          others += 1;
          if (others > 1) return real.bulkWrite(operations, options);
          // Between the look for a row and the insert of it somebody else's earlier one came: it is met by its name.
          await real.insertOne({ ...row(1), ...{ storeId: STORE } });
          return real.bulkWrite([{ insertOne: { document: row(2) } }], options);
        },
      }),
    },
  });
  await createMongoRows(raced, STORE).write('stocks', [row(2)]);
  expect(await real.find({}).toArray()).toEqual([expect.objectContaining({ _id: 'new', foldedTo: 2, remaining: 2 })]);
});

test('[DER-2] a row of another store stays, whatever id somebody chose', async () => {
  const rows = store().collection('stocks');
  await rows.deleteMany({});
  const row = (remaining: number) => ({ _id: 'same', stream: stock(1), foldedTo: remaining, fields: { remaining } });
  await createMongoRows(store(), STORE).write('stocks', [row(1)]);
  await createMongoRows(store(), OTHER_STORE).write('stocks', [row(2)]);
  expect(await rows.find({}).toArray()).toEqual([expect.objectContaining({ storeId: STORE, remaining: 1 })]);
});

describeSnapshots('MongoDB', async () => {
  await store().collection('snapshots').deleteMany({});
  return createMongoSnapshots(store(), STORE);
});
