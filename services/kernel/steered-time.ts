import type { Timers } from './timers.ts';

/** A clock that stands still until it is told to go on. */
export interface SteeredTime {
  readonly clock: () => Date;
  readonly timers: Timers;
  /** Goes on by so many milliseconds, running each timer at its moment, and resolves when what they began has settled. */
  advance(ms: number): Promise<void>;
}

interface Due {
  at: number;
  readonly run: () => void;
  readonly everyMs: number | undefined;
}

/** What is done in this turn and the promises behind it: a few turns of the loop, no time. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** Time for tests: nothing happens by itself. */
export const createSteeredTime = (start: string): SteeredTime => {
  let now = Date.parse(start);
  const due = new Set<Due>();
  const add = (ms: number, run: () => void, everyMs?: number): (() => void) => {
    const timer: Due = { at: now + ms, run, everyMs };
    due.add(timer);
    return () => void due.delete(timer);
  };
  const nextBefore = (end: number): Due | undefined =>
    [...due].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
  return {
    clock: () => new Date(now),
    timers: { every: (ms, run) => add(ms, run, ms), after: (ms, run) => add(ms, run) },
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (let timer = nextBefore(end); timer; timer = nextBefore(end)) {
        now = Math.max(now, timer.at);
        if (timer.everyMs === undefined) due.delete(timer);
        else timer.at += timer.everyMs;
        timer.run();
        await settled();
      }
      now = end;
      await settled();
    },
  };
};
