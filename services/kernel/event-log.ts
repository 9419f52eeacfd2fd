import type { Commit, Instant, StoreId } from '@cafe/contract';
import { keyOf, type StreamName } from '@cafe/contract/folds';

/**
 * What is certain of one insert. `inserted`: it is durable (majority, journaled). `duplicate`: some document holds one
 * of its keys or its command id, perhaps itself. `unknown`: it may be in or not.
 */
export type InsertOutcome = 'inserted' | 'duplicate' | 'unknown';

/**
 * The append-only log of one store. Everything read from it is committed by a majority and parsed before it is given out.
 *
 * @see LOG-1 to LOG-9 in RULES.md; `event-log.suite.ts` is what any implementation must do
 */
export interface EventLog {
  readonly storeId: StoreId;
  /**
   * Writes each commit as one document, whole or not at all, each by itself: one that fails does not hold up another.
   * Resolves with one outcome per commit, in their order, and never rejects. Repeating it is safe.
   */
  insert(commits: readonly Commit[]): Promise<readonly InsertOutcome[]>;
  /** The commits of these command ids, in no order. */
  byCommand(commandIds: readonly string[]): Promise<readonly Commit[]>;
  /** The commits that hold these keys (`order:<id>#8`), each once, in no order. */
  byKeys(keys: readonly string[]): Promise<readonly Commit[]>;
  /** The keys of every commit made at or after a moment by its maker's clock, and before another where one is named. */
  since(at: Instant, before?: Instant): Promise<readonly string[]>;
  /** The version every stream has reached. Reads the whole index: for rebuilding, not for serving. */
  heads(): Promise<ReadonlyMap<StreamName, number>>;
}

/** A commit in the log that this version cannot read: of a newer hub, or damaged. Nothing is skipped. */
export class UnreadableCommit extends Error {
  override readonly name = 'UnreadableCommit';
  /** The streams that cannot go on for it. */
  readonly streams: readonly StreamName[];
  constructor(keys: readonly string[], cause: unknown) {
    super(`the log holds a commit that this version cannot read: ${JSON.stringify(keys)}`, { cause });
    this.streams = keys.map((key) => parseKey(key).stream);
  }
}

/** The keys a commit takes: one per part. */
export const keysOf = (commit: Commit): string[] => commit.parts.map(({ stream, version }) => keyOf(stream, version));

/** The stream and the version a key names. */
export const parseKey = (key: string): { readonly stream: StreamName; readonly version: number } => {
  const hash = key.lastIndexOf('#');
  // Keys are made by `keyOf` alone, from the stream's name.
  return { stream: key.slice(0, hash) as StreamName, version: Number(key.slice(hash + 1)) };
};
