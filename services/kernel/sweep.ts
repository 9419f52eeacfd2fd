import type { Commit } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { type EventLog, parseKey, UnreadableCommit } from './event-log.ts';
import type { LettingOut } from './letting-out.ts';
import { type Cursor, readOn } from './read-on.ts';
import type { StreamCache } from './stream-cache.ts';

/** How often every process asks the log for what nobody told it. */
export const SWEEP_EVERY_MS = 2_000;
/** Above so many streams, the sweep asks by time instead of stream by stream. */
const MANY_STREAMS = 2_000;
/** How far back it asks then: clocks differ, and an insert may take a while. */
const LOOK_BACK_MS = 10_000;
const FULL_ROUND_EVERY_MS = 60_000;

export interface Sweep {
  /** Lets out whatever the log has above the cached streams. Resolves when that is done; one at a time. */
  run(): Promise<void>;
  /** When the last sweep that succeeded began, in ms since the epoch; 0 before the first. */
  readonly sweptAt: number;
}

export interface SweepOptions {
  readonly log: EventLog;
  readonly cache: StreamCache;
  readonly outlet: LettingOut;
  readonly clock: () => Date;
  readonly report: (error: unknown) => void;
}

/**
 * The guarantee behind every fast path: asks for the next key of every cached stream, in one question, and reads on
 * where something came. What it finds is let out like any other commit. No clock decides what is found, and a new
 * order's first commit is found by its part on the floor.
 */
export const createSweep = ({ log, cache, outlet, clock, report }: SweepOptions): Sweep => {
  let running: Promise<void> | undefined;
  let sweptAt = 0;
  let fullRoundAt = 0;
  const next = readableNext(log, report);

  const cursors = (): Cursor[] => [...cache.all()].map(({ stream, version }) => ({ stream, after: version }));
  const behind = async (now: number): Promise<readonly Cursor[]> => {
    if (cache.size <= MANY_STREAMS || now - fullRoundAt >= FULL_ROUND_EVERY_MS) {
      fullRoundAt = now;
      return cursors();
    }
    const heads = new Map<StreamName, number>();
    for (const key of await log.since(new Date(now - LOOK_BACK_MS).toISOString())) {
      const { stream, version } = parseKey(key);
      heads.set(stream, Math.max(version, heads.get(stream) ?? 0));
    }
    return cursors().filter(({ stream, after }) => (heads.get(stream) ?? 0) > after);
  };
  const sweepOnce = async (): Promise<void> => {
    const now = clock().getTime();
    await outlet.hearAll(await next(await behind(now), now));
    sweptAt = now;
  };
  return {
    run() {
      running ??= sweepOnce().finally(() => {
        running = undefined;
      });
      return running;
    },
    get sweptAt() {
      return sweptAt;
    },
  };
};

/** What is next on many streams. One that holds what this version cannot read stays where it is, and the others go on. */
const readableNext = (log: EventLog, report: (error: unknown) => void) => {
  const unreadable = new Set<StreamName>();
  let forgetAt = 0;
  return async (cursors: readonly Cursor[], now: number): Promise<readonly Commit[]> => {
    if (now >= forgetAt) unreadable.clear();
    for (;;) {
      const readable = cursors.filter(({ stream }) => !unreadable.has(stream));
      try {
        return await readOn(log, readable, 1);
      } catch (error) {
        if (!(error instanceof UnreadableCommit) || !readable.some(({ stream }) => error.streams.includes(stream)))
          throw error;
        for (const stream of error.streams) unreadable.add(stream);
        forgetAt = now + FULL_ROUND_EVERY_MS;
        report(error);
      }
    }
  };
};
