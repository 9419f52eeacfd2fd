import { rm } from 'node:fs/promises';
import { getStore } from '@cafe/hub/embedded';
import { COMMANDS_PER_BILL } from '../../hub-lifecycle.ts';
import { addedPerBill, collectionSizes } from '../collection-sizes.ts';
import { openOurStand } from '../our-stand.ts';
import { type StoreFiles, weighStoreFiles } from '../store-files.ts';
import type { Figures, Stage, Trial } from '../trial.ts';
import { withCrowdOn } from '../with-crowd.ts';

/** Runs the hub on a store of its own folder, and stops both: what was behind is then written and in the files. */
const visit = async (stage: Stage, dataDir: string, bills: number): Promise<Figures> => {
  const store = await getStore({ ...stage.places, dataDir, mongodbUri: undefined });
  try {
    const { database } = stage;
    const stand = await openOurStand({ storeUri: store.uri, database, secretsDir: dataDir });
    const joining = { side: 'ours', stage: { ...stage, plan: { ...stage.plan, bills: 0 } } } as const;
    const { inFlight } = stage.plan.weigh;
    try {
      await withCrowdOn(stand, joining, (ask) => ask({ kind: 'allBills', bills, inFlight }));
    } finally {
      await stand.stop();
    }
    return await collectionSizes(store.uri, database);
  } finally {
    await store.stop();
  }
};

const filesPerBill = (before: StoreFiles, after: StoreFiles, bills: number): Figures => ({
  diskDocuments: (after.documents - before.documents) / bills,
  diskIndexes: (after.indexes - before.indexes) / bills,
  diskOperations: (after.operations - before.operations) / bills,
});

const sumOf = (figures: Figures, keys: RegExp): number =>
  Object.entries(figures).reduce((sum, [key, value]) => (keys.test(key) ? sum + value : sum), 0);

/** What a bill leaves in the store. */
export const weighTrial: Trial = {
  name: 'weigh',
  title: 'Bytes per bill and per order',
  says: `A bill of two rounds of two lines, opened, cooked, served, paid in cash and closed: nine commands, played on an empty demo café. Documents: their BSON size. Indexes: as the store counts them (\`collStats\`, the bytes of the
keys, neither compressed nor with what a page of a B-tree leaves empty). Files: what the folders grew by when hub and store were stopped, without the journal, which has a fixed size. A \`mongod\` compresses its files by
default and keeps an operations log of a size that is set; what it makes of the same documents was not measured here.`,
  sides: ['ours'],
  columns: [
    { key: 'commits.count', title: 'commits per bill' },
    { key: 'commits.bytes', title: '`commits`, bytes per bill' },
    { key: 'bytesPerCommit', title: '`commits`, bytes per commit' },
    { key: 'commits.index._id_', title: '`commits`, index `_id`, bytes per bill' },
    { key: 'commits.index.storeId_1_keys_1', title: '`commits`, index `storeId, keys`, bytes per bill' },
    { key: 'commits.index.storeId_1_at_1', title: '`commits`, index `storeId, at`, bytes per bill' },
    { key: 'orders.bytes', title: '`orders`, bytes per bill' },
    { key: 'orderIndexes', title: '`orders`, all its indexes, bytes per bill' },
    { key: 'payments.bytes', title: '`payments`, bytes per bill' },
    { key: 'snapshots.bytes', title: '`snapshots`, bytes per bill' },
    { key: 'allBytes', title: 'all documents, bytes per bill' },
    { key: 'allIndexes', title: 'all indexes, bytes per bill' },
    { key: 'diskDocuments', title: 'files of documents, bytes per bill' },
    { key: 'diskIndexes', title: 'files of indexes, bytes per bill' },
    { key: 'diskOperations', title: 'files of the operations log, bytes per bill' },
  ],
  async run(_side, stage) {
    const { bills } = stage.plan.weigh;
    const dataDir = `${stage.places.dataDir}-weighed`;
    try {
      const sizesBefore = await visit(stage, dataDir, 0);
      const filesBefore = weighStoreFiles(dataDir);
      const sizes = addedPerBill(sizesBefore, await visit(stage, dataDir, bills), bills);
      const files = filesPerBill(filesBefore, weighStoreFiles(dataDir), bills);
      return {
        ...sizes,
        ...files,
        commandsPerBill: COMMANDS_PER_BILL,
        bytesPerCommit: (sizes['commits.bytes'] ?? Number.NaN) / (sizes['commits.count'] ?? Number.NaN),
        orderIndexes: sumOf(sizes, /^orders\.index\./),
        allBytes: sumOf(sizes, /\.bytes$/),
        allIndexes: sumOf(sizes, /\.index\./),
      };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
