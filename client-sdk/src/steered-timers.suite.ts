import type { Timers } from './timers.ts';

/** A small generator of chance that gives the same for the same seed (mulberry32). */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Lets everything that waits for nothing but its turn have it. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface SteeredTimers extends Timers {
  /** Lets time pass; each timer runs at its own moment. */
  advance(ms: number): Promise<void>;
  /** How many timers are waiting. */
  waiting(): number;
}

export const steeredTimers = (random: () => number = () => 0.5): SteeredTimers => {
  let nowMs = Date.parse('2026-11-23T18:00:00.000Z');
  let timers: { atMs: number; run: () => void }[] = [];
  return {
    random,
    now: () => nowMs,
    waiting: () => timers.length,
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (;;) {
        const next = timers.reduce<(typeof timers)[number] | undefined>(
          (first, one) => (one.atMs <= untilMs && (!first || one.atMs < first.atMs) ? one : first),
          undefined,
        );
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settle();
      }
      nowMs = untilMs;
    },
  };
};
