import type { Envelope } from './receipts.ts';

/**
 * What the kernel does with a command, as far as it is timed. `decide`: until its commit is handed over, or until it is certain that
 * there is none; waiting for its streams, loading and asking other services are part of it. `append`: until the insert is certain.
 * A command that others outran goes through both again.
 */
export type KernelStage = 'decide' | 'append';

/** From when to when, monotonic milliseconds. */
export interface Lasted {
  readonly fromMs: number;
  readonly toMs: number;
  /** What an append came to: `in` where this very insert made it durable. */
  readonly outcome?: 'in' | 'found' | 'moved' | 'reused';
}

/** What times commands on their way. It is in every command's way itself, so it does next to nothing and never throws. */
export interface StageWatch<Stage extends string = KernelStage> {
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  ended(stage: Stage, envelope: Envelope, lasted: Lasted): void;
}

/** The stages of one command, each from the end of the one before: one look at the clock for each. */
export interface Laps {
  ended(stage: KernelStage, outcome?: Lasted['outcome']): void;
}

export const UNTIMED: Laps = { ended: () => {} };

export const lapsOf = (watch: StageWatch | undefined, envelope: Envelope): Laps => {
  if (!watch) return UNTIMED;
  let fromMs = watch.elapsed();
  return {
    ended(stage, outcome) {
      const toMs = watch.elapsed();
      watch.ended(stage, envelope, outcome === undefined ? { fromMs, toMs } : { fromMs, toMs, outcome });
      fromMs = toMs;
    },
  };
};
