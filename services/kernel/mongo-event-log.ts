import { Commit, type Instant, type StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Connection, mongo } from 'mongoose';
import { type CommitDocument, commitModel } from './commit-model.ts';
import { type EventLog, keysOf, parseKey, UnreadableCommit } from './event-log.ts';
import { outcomesOf } from './insert-outcomes.ts';

/** What the log uses of the driver; a test puts a failing one here. */
export type CommitCollection = Pick<mongo.Collection<CommitDocument>, 'insertMany' | 'find'>;

export interface MongoEventLogOptions {
  readonly storeId: StoreId;
  readonly collection: CommitCollection;
  /** Hears why the outcome of an insert is unknown. */
  readonly report: (error: unknown) => void;
}

const DURABLE = { ordered: false, writeConcern: { w: 'majority', j: true }, ignoreUndefined: true } as const;
/** A primary's majority reads: what they return cannot be rolled back. */
const CERTAIN = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const;

/**
 * The log in MongoDB, written through the driver's collection under the mongoose model: the model's own `insertMany` may
 * skip a document and resolve.
 */
export const createMongoEventLog = ({ storeId, collection, report }: MongoEventLogOptions): EventLog => {
  const find = async (filter: mongo.Filter<CommitDocument>): Promise<readonly Commit[]> => {
    const documents = await collection.find({ storeId, ...filter }, { ...CERTAIN, projection: { _id: 0 } }).toArray();
    return documents.map(commitIn);
  };
  return {
    storeId,
    async insert(commits) {
      try {
        const result = await collection.insertMany(commits.map(documentOf), DURABLE);
        return outcomesOf(commits.length, { insertedCount: result.acknowledged ? result.insertedCount : 0 });
      } catch (error) {
        const outcomes = outcomesOf(commits.length, error);
        if (outcomes.includes('unknown')) report(error);
        return outcomes;
      }
    },
    byCommand: (commandIds) => find({ commandId: { $in: [...commandIds] } }),
    byKeys: (keys) => find({ keys: { $in: [...keys] } }),
    async since(at: Instant) {
      const filter = { storeId, at: { $gte: new Date(at) } };
      const found = await collection.find(filter, { ...CERTAIN, projection: { _id: 0, keys: 1 } }).toArray();
      return found.flatMap((document) => document.keys);
    },
    async heads() {
      const heads = new Map<StreamName, number>();
      for await (const { keys } of collection.find({ storeId }, { ...CERTAIN, projection: { _id: 0, keys: 1 } })) {
        for (const key of keys) {
          const { stream, version } = parseKey(key);
          heads.set(stream, Math.max(version, heads.get(stream) ?? 0));
        }
      }
      return heads;
    },
  };
};

/** The log on a connection whose indexes exist (`prepareLog`). */
export const mongoEventLogOn = (
  connection: Connection,
  { storeId, report }: Omit<MongoEventLogOptions, 'collection'>,
): EventLog => createMongoEventLog({ storeId, report, collection: collectionOf(connection) });

/** Makes the log's indexes; without them nothing is exactly once. Resolves when they stand; repeating it is safe. */
export const prepareLog = async (connection: Connection): Promise<void> => {
  await commitModel(connection).createIndexes();
};

/** The driver's collection of commits on a connection. */
export const collectionOf = (connection: Connection): mongo.Collection<CommitDocument> =>
  // Mongoose types its collection as of any document; the schema above it is ours.
  commitModel(connection).collection as unknown as mongo.Collection<CommitDocument>;

const documentOf = (commit: Commit): CommitDocument => ({
  storeId: commit.storeId,
  keys: keysOf(commit),
  parts: commit.parts,
  at: new Date(commit.at),
  businessDay: commit.businessDay,
  by: commit.by,
  commandId: commit.commandId,
  bodyHash: commit.bodyHash,
  facts: commit.facts,
});

const commitIn = (document: CommitDocument): Commit => {
  const read = Commit.safeParse({
    ...document,
    at: document.at instanceof Date ? document.at.toISOString() : undefined,
  });
  if (!read.success) throw new UnreadableCommit(document.keys, read.error);
  return read.data;
};
