import type { StoreId } from '@cafe/contract';
import { type AnyState, kindOf, type StreamKind, type StreamName } from '@cafe/contract/folds';
import { type Connection, mongo } from 'mongoose';
import type { LetOut } from './letting-out.ts';
import type { StreamFold } from './stream-cache.ts';

/** A stream's state at a version, kept so that a start need not fold a stream that never ends. Discardable. */
export interface Snapshot {
  readonly stream: StreamName;
  readonly version: number;
  readonly foldVersion: number;
  readonly state: AnyState;
}

export interface SnapshotStore {
  load(stream: StreamName): Promise<Snapshot | undefined>;
  save(snapshot: Snapshot): Promise<void>;
}

const DUPLICATE_KEY = 11_000;
const ENDLESS: ReadonlySet<StreamKind> = new Set<StreamKind>(['floor', 'receipts', 'menu', 'stock', 'staff', 'store']);
/** Whether streams of a kind grow as long as the store lives. */
export const neverEnds = (kind: StreamKind): boolean => ENDLESS.has(kind);

/** Commits of a stream between two snapshots of it. */
export const SNAPSHOT_EVERY = 500;

/** Keeps a snapshot of an endless stream every so many commits, behind the acknowledgement; one that fails is reported. */
export const keepSnapshots =
  ({ store, fold, report, every = SNAPSHOT_EVERY }: KeepSnapshotsOptions) =>
  ({ parts }: LetOut): void => {
    for (const { part, after } of parts) {
      const { stream, version } = part;
      const kind = kindOf(stream);
      if (version % every !== 0 || !neverEnds(kind)) continue;
      store.save({ stream, version, foldVersion: fold.version(kind), state: after }).catch(report);
    }
  };

export interface KeepSnapshotsOptions {
  readonly store: SnapshotStore;
  readonly fold: StreamFold;
  readonly report: (error: unknown) => void;
  readonly every?: number;
}

/** Snapshots for tests and for a café in memory. */
export const createMemorySnapshots = (): SnapshotStore => {
  const snapshots = new Map<StreamName, Snapshot>();
  return {
    load: async (stream) => snapshots.get(stream),
    async save(snapshot) {
      const known = snapshots.get(snapshot.stream);
      if (known?.foldVersion === snapshot.foldVersion && known.version >= snapshot.version) return;
      snapshots.set(snapshot.stream, snapshot);
    },
  };
};

interface SnapshotDocument {
  readonly _id: string;
  readonly storeId: string;
  readonly stream: string;
  readonly version: number;
  readonly foldVersion: number;
  /** JSON text: a fold's state is plain JSON, and comes back as exactly that. */
  readonly state: string;
}

/** The collection `snapshots`: the newest of each stream. A later one is never replaced by an earlier. */
export const createMongoSnapshots = (connection: Connection, storeId: StoreId): SnapshotStore => {
  const collection = connection.collection<SnapshotDocument>('snapshots');
  const idOf = (stream: StreamName): string => `${storeId}/${stream}`;
  return {
    async load(stream) {
      const found = await collection.findOne({ _id: idOf(stream) });
      if (!found) return undefined;
      // Written by `save` alone, from a state of that fold version; another version is discarded by the reader.
      const state = JSON.parse(found.state) as AnyState;
      return { stream, version: found.version, foldVersion: found.foldVersion, state };
    },
    async save({ stream, version, foldVersion, state }) {
      const document = { storeId, stream, version, foldVersion, state: JSON.stringify(state) };
      // Where a later one lies, nothing matches, and the upsert meets its _id: a duplicate key that is welcome.
      const earlier = [{ version: { $lt: version } }, { foldVersion: { $ne: foldVersion } }];
      try {
        await collection.replaceOne({ _id: idOf(stream), $or: earlier }, document, { upsert: true });
      } catch (error) {
        if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) throw error;
      }
    },
  };
};
