import { Commit, type Instant, type StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Connection, mongo } from 'mongoose';
import { type CommitDocument, commandIdIn, commitModel, documentIdOf } from './commit-model.ts';
import { type EventLog, keysOf, parseKey, UnreadableCommit } from './event-log.ts';
import { outcomesOf } from './insert-outcomes.ts';

/** What the log uses of the driver; a test puts a failing one here. */
export interface CommitCollection extends Pick<mongo.Collection<CommitDocument>, 'find'> {
  /** Sends one command to the database of the commits. Resolves with the server's own answer. */
  command(command: InsertCommand, options: { readonly ignoreUndefined: boolean }): Promise<unknown>;
}

/** @see https://www.mongodb.com/docs/manual/reference/command/insert/ */
interface InsertCommand {
  readonly insert: 'commits';
  readonly documents: readonly CommitDocument[];
  readonly ordered: false;
  readonly writeConcern: { readonly w: 'majority'; readonly j: true };
}

export interface MongoEventLogOptions {
  readonly storeId: StoreId;
  readonly collection: CommitCollection;
  /** Hears why the outcome of an insert is unknown. */
  readonly report: (error: unknown) => void;
}

const DURABLE = { ordered: false, writeConcern: { w: 'majority', j: true } } as const;
/** A primary's majority reads: what they return cannot be rolled back. */
const CERTAIN = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const;

/**
 * The log in MongoDB. It is written by the `insert` command itself: a model's `insertMany` may skip a document and resolve, and the
 * driver's weighs each document by a walk through it (as long as that of writing it, measured) in order to cut what is too long, which
 * the appender has seen to. What the server answers is read as it is.
 */
export const createMongoEventLog = ({ storeId, collection, report }: MongoEventLogOptions): EventLog => {
  const find = async (filter: mongo.Filter<CommitDocument>): Promise<readonly Commit[]> => {
    const documents = await collection.find({ storeId, ...filter }, CERTAIN).toArray();
    return documents.map(commitIn);
  };
  return {
    storeId,
    async insert(commits) {
      try {
        const documents = commits.map(documentOf);
        const reply = await collection.command({ insert: 'commits', documents, ...DURABLE }, { ignoreUndefined: true });
        const outcomes = outcomesOf(commits.length, reply);
        if (outcomes.includes('unknown')) report(new UnclearInsert(commits.length, reply));
        return outcomes;
      } catch (error) {
        report(error);
        return commits.map(() => 'unknown');
      }
    },
    byCommand: (commandIds) => find({ _id: { $in: commandIds.map((id) => documentIdOf(storeId, id)) } }),
    byKeys: (keys) => find({ keys: { $in: [...keys] } }),
    async since(at: Instant, before?: Instant) {
      const filter = { storeId, at: { $gte: new Date(at), ...(before !== undefined && { $lt: new Date(before) }) } };
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

/** The commits of a connection, as the driver has them. */
export const collectionOf = (connection: Connection): CommitCollection => {
  // Mongoose types its collection as of any document; the schema above it is ours.
  const collection = commitModel(connection).collection as unknown as mongo.Collection<CommitDocument>;
  return {
    find: collection.find.bind(collection),
    async command(command, options) {
      if (!connection.db) throw new Error('not connected');
      return connection.db.command(command, options);
    },
  };
};

/** An insert whose answer does not say of every document what became of it. */
class UnclearInsert extends Error {
  override readonly name = 'UnclearInsert';
  constructor(count: number, reply: unknown) {
    super(
      `the store's answer to an insert of ${count} commits leaves some open: ${JSON.stringify(reply)?.slice(0, 500)}`,
    );
  }
}

const documentOf = (commit: Commit): CommitDocument => ({
  _id: documentIdOf(commit.storeId, commit.commandId),
  storeId: commit.storeId,
  keys: keysOf(commit),
  parts: commit.parts,
  at: new Date(commit.at),
  businessDay: commit.businessDay,
  by: commit.by,
  bodyHash: commit.bodyHash,
  facts: commit.facts,
});

const commitIn = (document: CommitDocument): Commit => {
  const read = Commit.safeParse({
    ...document,
    commandId: commandIdIn(document),
    at: document.at instanceof Date ? document.at.toISOString() : undefined,
  });
  if (!read.success) throw new UnreadableCommit(document.keys, read.error);
  return read.data;
};
