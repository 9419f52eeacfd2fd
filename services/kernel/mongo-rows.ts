import type { ServiceName, StoreId } from '@cafe/contract';
import { type Connection, mongo } from 'mongoose';
import type { Checkpoint, RowMark, RowStore, StoredRow } from './row-store.ts';

const DUPLICATE_KEY = 11_000;
const CHECKPOINTS = 'readModelCheckpoints';

interface RowDocument extends Readonly<Record<string, unknown>> {
  readonly _id: string;
}
type Collection = Pick<mongo.Collection<RowDocument>, 'bulkWrite'>;

interface CheckpointDocument {
  readonly _id: string;
  readonly storeId: string;
  readonly process: string;
  readonly service: ServiceName;
  readonly at: string;
}

/**
 * Read models as MongoDB collections: one unordered bulkWrite for all the rows given. Each document carries `storeId`,
 * `stream` and `foldedTo`, the version that guards it, beside its fields.
 */
export const createMongoRows = (connection: Connection, storeId: StoreId): RowStore => {
  const checkpoints = connection.collection<CheckpointDocument>(CHECKPOINTS);
  const documentIdOf = ({ process, service }: Pick<Checkpoint, 'process' | 'service'>): string =>
    `${storeId}/${process}/${service}`;
  return {
    async write(collection, rows) {
      const write = (some: readonly StoredRow[]) =>
        writeOnce(connection.collection<RowDocument>(collection), storeId, some);
      const met = await write(rows);
      // Of two who write a new row at once one meets the other's, be it the later one or not: now it is there to be compared with.
      await write(met);
    },
    stored: (collection) =>
      connection
        .collection<RowMark & { readonly storeId: string }>(collection)
        .find({ storeId }, { projection: { stream: 1, foldedTo: 1 } })
        .toArray(),
    async remove(collection, rows) {
      if (rows.length === 0) return;
      const operations = rows.map(({ _id, foldedTo }) => ({ deleteOne: { filter: { _id, storeId, foldedTo } } }));
      await connection.collection<RowDocument>(collection).bulkWrite(operations, { ordered: false });
    },
    checkpoints: () =>
      checkpoints.find({ storeId }, { projection: { _id: 0, process: 1, service: 1, at: 1 } }).toArray(),
    async saveCheckpoint(checkpoint) {
      const $set = { storeId, ...checkpoint };
      await checkpoints.updateOne({ _id: documentIdOf(checkpoint) }, { $set }, { upsert: true });
    },
    async dropCheckpoint({ at, ...named }) {
      await checkpoints.deleteOne({ _id: documentIdOf(named), at });
    },
  };
};

const replaceUnlessLater = (storeId: StoreId, { _id, stream, foldedTo, fields }: StoredRow) => ({
  replaceOne: {
    // Where a later one lies, nothing matches, and the upsert meets its _id: a duplicate key that is welcome.
    // The store is named: the collection is sharded by it, and whatever id somebody chose, another café's row is not replaced.
    filter: { _id, storeId, foldedTo: { $lte: foldedTo } },
    replacement: { ...fields, storeId, stream, foldedTo },
    upsert: true,
  },
});

/** Writes rows; answers those that met one of the same name, which is a later one unless it came there in the same moment. */
const writeOnce = async (
  collection: Collection,
  storeId: StoreId,
  rows: readonly StoredRow[],
): Promise<readonly StoredRow[]> => {
  if (rows.length === 0) return [];
  const operations = rows.map((row) => replaceUnlessLater(storeId, row));
  try {
    await collection.bulkWrite(operations, { ordered: false, ignoreUndefined: true });
    return [];
  } catch (error) {
    if (!onlyDuplicates(error)) throw error;
    return error.result.getWriteErrors().flatMap(({ index }) => rows[index] ?? []);
  }
};

const onlyDuplicates = (error: unknown): error is mongo.MongoBulkWriteError =>
  error instanceof mongo.MongoBulkWriteError &&
  error.result.getWriteErrors().length > 0 &&
  error.result.getWriteConcernError() === undefined &&
  error.result.getWriteErrors().every(({ code }) => code === DUPLICATE_KEY);
