import type { Commit, StoreId } from '@cafe/contract';
import { initialOf, type StreamName, storeStream } from '@cafe/contract/folds';
import { createKernel, type EventLog, type Kernel, type LetOut, type Timers } from '@cafe/services/kernel';

export interface FollowOptions {
  readonly storeId: StoreId;
  readonly log: EventLog;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** Where a reader begins: with what happened since a moment, or with a version of one stream. */
export type From = { readonly sinceMs: number } | { readonly stream: StreamName; readonly version: number };

/**
 * How far back each look goes, in milliseconds: a commit is dated when it is decided, and whoever decides waits up to 15 s for
 * its insert.
 */
export const LOOK_BACK_MS = 20_000;
/** Commits of one stream that are asked for at once. */
const CHUNK = 256;

/** Time that nothing happens in by itself: a reader has no deadlines to keep and no rows to write. */
const noTimers: Timers = { every: () => () => {}, after: () => () => {} };

const readerOn = ({ storeId, log, now, report }: FollowOptions): Kernel =>
  createKernel({
    ...{ storeId, log, report, clock: now, timers: noTimers },
    calendar: () => initialOf(storeStream(storeId)),
    random: () => 0,
    process: 'reader',
  });

const byDate = (one: { readonly commit: Commit }, other: { readonly commit: Commit }): number =>
  one.commit.at < other.commit.at ? -1 : 1;

/**
 * Reads a store's log beside whoever writes it, and writes nothing itself. Each look answers the commits that came since the
 * one before, in the order of their dates, with the state of every stream before and after; each commit once.
 */
export const followLog = (options: FollowOptions) => {
  const { log, now } = options;
  const kernel = readerOn(options);
  let heard: LetOut[] = [];
  kernel.onCommit((letOut) => void heard.push(letOut));
  /** What the last look saw already. */
  let seen: ReadonlySet<string> = new Set();

  const letOut = async (commits: readonly Commit[]): Promise<readonly LetOut[]> => {
    heard = [];
    await kernel.hearAll(commits);
    return heard.sort(byDate);
  };
  const since = async (ms: number): Promise<readonly Commit[]> => {
    const keys = await log.since(new Date(ms).toISOString());
    const fresh = await log.byKeys(keys.filter((key) => !seen.has(key)));
    seen = new Set(keys); // now that they are here: a look that failed is made again
    return fresh;
  };
  const ofStream = async (stream: StreamName, version: number): Promise<readonly Commit[]> => {
    const commits: Commit[] = [];
    for (let from = version, full = true; full; from += CHUNK) {
      const found = await log.byKeys(Array.from({ length: CHUNK }, (_, index) => `${stream}#${from + index}`));
      commits.push(...found);
      full = found.length === CHUNK;
    }
    return commits;
  };

  return {
    /** Once, first. What is older than the beginning is known from then on, and not told. */
    async begin(from: From): Promise<readonly LetOut[]> {
      const lookMs = now().getTime() - LOOK_BACK_MS;
      if ('stream' in from) {
        await since(lookMs);
        return letOut(await ofStream(from.stream, from.version));
      }
      const commits = await since(Math.min(from.sinceMs, lookMs));
      return letOut(commits.filter(({ at }) => Date.parse(at) >= from.sinceMs));
    },
    next: async (): Promise<readonly LetOut[]> => letOut(await since(now().getTime() - LOOK_BACK_MS)),
    /** A stream as it is by now. */
    state: kernel.state.bind(kernel),
  };
};
