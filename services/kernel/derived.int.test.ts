import { STORE } from './kernel-fixture.suite.ts';
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

describeSnapshots('MongoDB', async () => {
  await store().collection('snapshots').deleteMany({});
  return createMongoSnapshots(store(), STORE);
});
