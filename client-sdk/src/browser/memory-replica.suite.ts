import type { KeepReplica } from '../kept-replica.ts';
import { keepingIn } from './replica-keeper.ts';
import type { Writing } from './replica-store.ts';
import type { StoredReplica } from './stored-replica.ts';

/** A disk in memory, with the replica of one device on it, that outlives its clients and fails as a test wants. */
export interface MemoryReplica {
  readonly keep: KeepReplica;
  /** What lies there. */
  stored: StoredReplica | undefined;
  readonly writings: Writing[];
  /** Whatever is asked of it waits until it resolves. */
  disk: Promise<void>;
  error: Error | undefined;
}

export const memoryReplica = (): MemoryReplica => {
  const asked = async () => {
    await replica.disk;
    if (replica.error) throw replica.error;
  };
  const replica: MemoryReplica = {
    stored: undefined,
    writings: [],
    disk: Promise.resolve(),
    error: undefined,
    keep: keepingIn(async () => ({
      async load() {
        await asked();
        return structuredClone(replica.stored);
      },
      async save(writing) {
        await asked();
        replica.writings.push(writing);
        const streams = [...writing.streams].map(([stream, { version, state }]) => ({ stream, version, state }));
        replica.stored = structuredClone({ facts: writing.facts, streams });
      },
      async clear() {
        await asked();
        replica.stored = undefined;
      },
    })),
  };
  return replica;
};
