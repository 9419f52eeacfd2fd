import { expect, test } from '@jest/globals';
import { checkStore } from './store-check.ts';
import { useTestStore } from './test-store.suite.ts';

const store = useTestStore('store_check');

test('[STO-1] a store that can do everything is found to, and nothing is left behind', async () => {
  const findings = await checkStore(store(), 'doctor_scratch');
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ name }) => name)).toEqual([
    'answers',
    'majority writes, journaled',
    'unique index over several keys of a document',
    'unordered insert names each failure',
    'indexes of the log',
  ]);
  const collections = await store().db?.listCollections().toArray();
  expect(collections?.map(({ name }) => name)).not.toContain('doctor_scratch');
});

test('[STO-1] a missing index of the log is named, with a remedy', async () => {
  await store().collection('commits').dropIndex('storeId_1_keys_1');
  const [finding, ...others] = (await checkStore(store(), 'doctor_scratch')).filter(({ ok }) => !ok);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ name: 'indexes of the log', found: expect.stringContaining('storeId+keys') });
  expect(finding?.remedy).toMatch(/\S/);
});

test('[STO-1] a store that does not keep keys unique is found out', async () => {
  const real = store();
  const scratch = real.collection('doctor_lying');
  const lying = Object.create(real, {
    collection: {
      value: () =>
        Object.create(scratch, {
          createIndex: { value: async () => 'none' },
          insertOne: { value: scratch.insertOne.bind(scratch) },
          insertMany: { value: scratch.insertMany.bind(scratch) },
          findOne: { value: scratch.findOne.bind(scratch) },
          drop: { value: scratch.drop.bind(scratch) },
        }),
    },
  });
  const failed = (await checkStore(lying, 'doctor_lying')).filter(({ ok }) => !ok);
  expect(failed.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['unique index over several keys of a document', 'unordered insert names each failure']),
  );
});
