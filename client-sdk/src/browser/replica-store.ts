import type { StreamName } from '@cafe/contract/folds';
import type { Known } from '../replica-known.ts';
import type { StoredFacts, StoredReplica } from './stored-replica.ts';

/** What is to be written. */
export interface Writing {
  readonly facts: StoredFacts;
  /** All that is to lie there after it. */
  readonly streams: ReadonlyMap<StreamName, Known>;
  /** What of it is new since the last writing, and what is not there any more. */
  readonly changed: readonly StreamName[];
  readonly gone: readonly StreamName[];
}

/** Where one replica of a device lies. */
export interface ReplicaStore {
  /** As it lies there; undefined where nothing does. */
  load(): Promise<StoredReplica | undefined>;
  /** Writes all of it or nothing. Where somebody else wrote last, what they wrote is replaced as a whole. */
  save(writing: Writing): Promise<void>;
  clear(): Promise<void>;
}

export type OpenReplicaStore = (name: string) => Promise<ReplicaStore>;
