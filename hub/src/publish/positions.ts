import type { Instant } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';

/**
 * How far the log of one epoch is published. What stands here was confirmed by the broker; it may be behind, never ahead.
 *
 * @see PUB-3, PUB-6 in RULES.md; `positions.suite.ts` is what any implementation must do
 */
export interface Positions {
  /** The version each of these streams is published up to; one of which nothing was published is not among them. */
  versions(streams: readonly StreamName[]): Promise<ReadonlyMap<StreamName, number>>;
  /** Notes versions; one that is lower than what is there changes nothing. Resolves when they are durable. */
  save(versions: ReadonlyMap<StreamName, number>): Promise<void>;
  /** The moment up to which every stream was looked at, and published as far as it had come. */
  checkpoint(): Promise<Instant | undefined>;
  /** Notes such a moment; an earlier one than what is there changes nothing. */
  saveCheckpoint(at: Instant): Promise<void>;
}

/** Positions in memory, for tests. */
export const createMemoryPositions = (): Positions => {
  const saved = new Map<StreamName, number>();
  let checkpoint: Instant | undefined;
  return {
    async versions(streams) {
      return new Map(streams.flatMap((stream) => (saved.has(stream) ? [[stream, saved.get(stream) ?? 0]] : [])));
    },
    async save(versions) {
      for (const [stream, version] of versions) saved.set(stream, Math.max(version, saved.get(stream) ?? 0));
    },
    checkpoint: async () => checkpoint,
    async saveCheckpoint(at) {
      if (checkpoint === undefined || at > checkpoint) checkpoint = at;
    },
  };
};
