import type { Connection, mongo } from 'mongoose';
import { mongo as driver } from 'mongoose';
import { commitModel } from './commit-model.ts';

/** One thing the store was asked to do, and whether it did. */
export interface StoreFinding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in words. */
  readonly found: string;
  /** What to do about it, where something is wrong. */
  readonly remedy?: string;
}

const DUPLICATE_KEY = 11_000;
const DURABLE = { writeConcern: { w: 'majority', j: true } } as const;

interface Probe {
  readonly name: string;
  readonly remedy: string;
  /** Says what it found, or throws what went wrong. */
  run(connection: Connection, scratch: mongo.Collection): Promise<string>;
}

const PROBES: readonly Probe[] = [
  {
    name: 'answers',
    remedy: 'Check the address in MONGODB_URI, and that the store runs.',
    async run(connection) {
      const { version } = await databaseOf(connection).command({ buildInfo: 1 });
      const { setName, isWritablePrimary } = await databaseOf(connection).command({ hello: 1 });
      if (!isWritablePrimary) throw new Error('this member takes no writes');
      return `MongoDB protocol, version ${String(version)}, ${setName ? `replica set ${String(setName)}` : 'standalone'}`;
    },
  },
  {
    name: 'majority writes, journaled',
    remedy: 'Run a replica set of data-bearing members (one is enough), without an arbiter.',
    async run(_connection, scratch) {
      await scratch.insertOne({ s: 'majority', keys: ['m'] }, DURABLE);
      const found = await scratch.findOne({ s: 'majority' }, { readConcern: { level: 'majority' } });
      if (!found) throw new Error('a majority read does not see a majority write');
      return 'acknowledged, and seen by a majority read';
    },
  },
  {
    name: 'unique index over several keys of a document',
    remedy: 'Use MongoDB 6 or newer, or SecantusDB: without it one version of a stream could be taken twice.',
    async run(_connection, scratch) {
      await scratch.createIndex({ s: 1, keys: 1 }, { unique: true });
      await scratch.insertOne({ s: 'multikey', keys: ['a#1', 'b#1'] }, DURABLE);
      const code = await scratch.insertOne({ s: 'multikey', keys: ['b#1', 'c#1'] }, DURABLE).catch(codeOf);
      if (code !== DUPLICATE_KEY) throw new Error('a key taken by another document was given out again');
      return 'the second taker of a key is refused';
    },
  },
  {
    name: 'unordered insert names each failure',
    remedy: 'Use MongoDB 6 or newer, or SecantusDB: without it a batch of commits has unknown outcomes.',
    async run(_connection, scratch) {
      const documents = ['p#1', 'b#1', 'q#1'].map((key) => ({ s: 'multikey', keys: [key] }));
      const error = await scratch
        .insertMany(documents, { ...DURABLE, ordered: false })
        .catch((thrown: unknown) => thrown);
      if (!(error instanceof driver.MongoBulkWriteError)) throw new Error('a batch with a duplicate key did not fail');
      const failed = error.result.getWriteErrors().map(({ index }) => index);
      if (failed.join() !== '1' || error.insertedCount !== 2) throw new Error(`it names ${failed.join()} of 0, 1, 2`);
      return 'the others of the batch are in, the failed one is named';
    },
  },
  {
    name: 'indexes of the log',
    remedy: 'Start the hub once, or run init: it makes them.',
    async run(connection) {
      const indexes = await commitModel(connection)
        .collection.indexes()
        .catch(() => []);
      const unique = indexes.filter((index) => index.unique).map((index) => Object.keys(index.key).join('+'));
      if (!unique.includes('storeId+keys')) throw new Error('the unique index storeId+keys is missing');
      return 'the unique index of keys stands, beside that of names which every collection has';
    },
  },
];

/**
 * Asks a store to do what the hub needs of it, in a collection of its own that is dropped afterwards. Resolves with one
 * finding per question; never rejects.
 *
 * @param scratchName a name no collection has
 */
export const checkStore = async (connection: Connection, scratchName: string): Promise<readonly StoreFinding[]> => {
  const scratch = connection.collection(scratchName) as unknown as mongo.Collection; // mongoose wraps the driver's
  const findings: StoreFinding[] = [];
  for (const { name, remedy, run } of PROBES) {
    try {
      findings.push({ name, ok: true, found: await run(connection, scratch) });
    } catch (error) {
      findings.push({ name, ok: false, found: error instanceof Error ? error.message : String(error), remedy });
    }
  }
  await scratch.drop().catch(() => false);
  return findings;
};

const databaseOf = (connection: Connection): mongo.Db => {
  if (!connection.db) throw new Error('not connected');
  return connection.db;
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
