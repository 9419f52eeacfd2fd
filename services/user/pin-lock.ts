import type { Instant } from '@cafe/contract';

/** Wrong tries in a row before the first lock, and how long locks are. Source: the security checklist, PIN guessing. */
const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
/** As many wrong tries within a day ask for a manager. */
const TRIES_PER_DAY = 20;
const DAY_MS = 24 * 60 * 60_000;

/** What is known of the wrong tries on one person, or on one device. Plain data: it is stored as it is. */
export interface Tries {
  /** The wrong tries of the last day, and those being looked at; `by` is the other side: the device, or the person. */
  readonly wrong: readonly { readonly at: Instant; readonly by: string }[];
  /** Wrong tries since the last right one. */
  readonly streak: number;
  readonly lockedUntil?: Instant;
  /** Locked until a manager says otherwise. */
  readonly needsManager?: true;
}

export const NO_TRIES: Tries = { wrong: [], streak: 0 };

export interface Lock {
  /** Milliseconds until it ends by itself; absent: only a manager ends it. */
  readonly retryAfterMs?: number;
}

/** The lock in force, if any. Pure. */
export const lockOf = (tries: Tries, at: Instant): Lock | undefined => {
  if (tries.needsManager) return {};
  const left = tries.lockedUntil === undefined ? 0 : Date.parse(tries.lockedUntil) - Date.parse(at);
  return left > 0 ? { retryAfterMs: left } : undefined;
};

const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

/** Five in a row lock for a minute, and each further one for twice as long, up to a quarter of an hour. */
const lockMs = (streak: number): number =>
  streak < FREE_TRIES ? 0 : Math.min(FIRST_LOCK_MS * 2 ** (streak - FREE_TRIES), LONGEST_LOCK_MS);

/**
 * Counts a try as wrong before it is looked at, so that a hundred at once are not a hundred looks: whoever comes sixth
 * meets the lock. A right one is taken back with {@link wasRight}.
 */
export const countedAsWrong = (tries: Tries, by: string, at: Instant): Tries => {
  const dayAgo = Date.parse(at) - DAY_MS;
  const wrong = [...tries.wrong.filter((one) => Date.parse(one.at) > dayAgo), { at, by }];
  const streak = tries.streak + 1;
  const ms = lockMs(streak);
  return {
    wrong,
    streak,
    ...(ms > 0 && { lockedUntil: later(at, ms) }),
    ...((tries.needsManager || wrong.length >= TRIES_PER_DAY) && { needsManager: true }),
  };
};

const without = (tries: Tries, by: string, at: Instant): Tries['wrong'] => {
  const own = tries.wrong.findIndex((one) => one.by === by && one.at === at);
  return own < 0 ? tries.wrong : tries.wrong.toSpliced(own, 1);
};

/** The try of `by` at `at` was right: it counts no more, and the row of wrong ones is broken. Those of the day stay. */
export const wasRight = (tries: Tries, by: string, at: Instant): Tries => ({
  wrong: without(tries, by, at),
  streak: 0,
});

/** As {@link wasRight}, on a device: who proves who they are has also proved that their wrong tries were slips. */
export const wasRightOnDevice = (tries: Tries, by: string): Tries => ({
  wrong: tries.wrong.filter((one) => one.by !== by),
  streak: 0,
});

/** The try was never looked at (an outage, or the other side was locked): as if it had not been. */
export const notLookedAt = (tries: Tries, by: string, at: Instant): Tries => {
  const streak = Math.max(tries.streak - 1, 0);
  const ms = lockMs(streak);
  const wrong = without(tries, by, at);
  const last = wrong.at(-1)?.at;
  return {
    wrong,
    streak,
    ...(ms > 0 && last !== undefined && { lockedUntil: later(last, ms) }),
    ...(tries.needsManager && wrong.length >= TRIES_PER_DAY && { needsManager: true }),
  };
};
