import type { Instant, ServiceName } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';

/** A row of a read model as it is stored: its fields, and the version of its stream that it was made from. */
export interface StoredRow {
  readonly _id: string;
  readonly stream: StreamName;
  readonly foldedTo: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A row, told from its own later self. */
export type RowMark = Pick<StoredRow, '_id' | 'stream' | 'foldedTo'>;

/** Everything a service's rows are made of, made at or before `at`, is written, says the process of that name. */
export interface Checkpoint {
  readonly service: ServiceName;
  readonly process: string;
  readonly at: Instant;
}

/** Where read models lie: MongoDB, or memory in tests. */
export interface RowStore {
  /** Writes each row unless one of a later version is there, so it never goes back. Repeating it is safe. */
  write(collection: string, rows: readonly StoredRow[]): Promise<void>;
  /** What rows this store has in a collection, without their fields. */
  stored(collection: string): Promise<readonly RowMark[]>;
  /** Removes rows, each unless it was written anew meanwhile. */
  remove(collection: string, rows: readonly RowMark[]): Promise<void>;
  checkpoints(): Promise<readonly Checkpoint[]>;
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** Removes the checkpoint of a process that is gone, unless it has moved meanwhile. */
  dropCheckpoint(checkpoint: Checkpoint): Promise<void>;
}

/** Rows in memory, readable by tests. */
export interface MemoryRows extends RowStore {
  rows(collection: string): readonly StoredRow[];
}

export const createMemoryRows = (): MemoryRows => {
  const collections = new Map<string, Map<string, StoredRow>>();
  const checkpoints = new Map<string, Checkpoint>();
  return {
    async write(collection, rows) {
      const stored = collections.get(collection) ?? new Map<string, StoredRow>();
      collections.set(collection, stored);
      for (const row of rows) {
        if ((stored.get(row._id)?.foldedTo ?? 0) <= row.foldedTo) stored.set(row._id, row);
      }
    },
    stored: async (collection) => [...(collections.get(collection)?.values() ?? [])],
    async remove(collection, rows) {
      const stored = collections.get(collection);
      for (const { _id, foldedTo } of rows) if (stored?.get(_id)?.foldedTo === foldedTo) stored.delete(_id);
    },
    checkpoints: async () => [...checkpoints.values()],
    saveCheckpoint: async (checkpoint) =>
      void checkpoints.set(`${checkpoint.process}/${checkpoint.service}`, checkpoint),
    async dropCheckpoint({ process, service, at }) {
      const key = `${process}/${service}`;
      if (checkpoints.get(key)?.at === at) checkpoints.delete(key);
    },
    rows: (collection) => [...(collections.get(collection)?.values() ?? [])],
  };
};
