import { Refusal } from './refusal.ts';
import type { Timers } from './timers.ts';

/** How long a sender waits before hearing that nothing is certain yet: more than the slowest failover of a replica set. */
export const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 1_000;

interface Waiting {
  readonly since: number;
  readonly giveUp: () => void;
}

export interface Patience {
  /** Begins work. Its own answer, or `hub.outcome_unknown` after 15 s; the work goes on all the same. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** When the oldest work began that has not ended, given up or not, in ms since the epoch; undefined where none is left. */
  workingSince(): number | undefined;
  /** Resolves when no work is left. */
  idle(): Promise<void>;
  stop(): void;
}

export interface PatienceOptions {
  readonly clock: () => Date;
  readonly timers: Timers;
  readonly report: (error: unknown) => void;
}

/** One timer for all who wait, none per command. */
export const createPatience = ({ clock, timers, report }: PatienceOptions): Patience => {
  const working = new Set<Waiting>(); // in the order in which they began
  const waiting = new Set<Waiting>();
  const idlers: (() => void)[] = [];
  const stop = timers.every(LOOK_EVERY_MS, () => {
    const before = clock().getTime() - PATIENCE_MS;
    for (const one of waiting) {
      if (one.since > before) break; // the rest came later
      waiting.delete(one);
      one.giveUp();
    }
  });
  const ended = (one: Waiting): boolean => {
    working.delete(one);
    if (working.size === 0) for (const resolve of idlers.splice(0)) resolve();
    return waiting.delete(one);
  };
  return {
    guard: (work) =>
      new Promise((resolve, reject) => {
        const one = { since: clock().getTime(), giveUp: () => reject(outcomeUnknown()) };
        waiting.add(one);
        working.add(one);
        work().then(
          (answer) => {
            ended(one);
            resolve(answer);
          },
          (error: unknown) => {
            if (ended(one)) reject(error);
            else if (!(error instanceof Refusal)) report(error); // nobody waits for it any more
          },
        );
      }),
    workingSince() {
      for (const { since } of working) return since;
      return undefined;
    },
    idle: () => (working.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    stop,
  };
};

const outcomeUnknown = (): Refusal =>
  new Refusal('hub.outcome_unknown', 'the store has not answered yet; the command may or may not have been recorded');
