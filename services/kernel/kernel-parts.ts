import { createAppender } from './appender.ts';
import { createBusinessDays } from './business-day.ts';
import { CHECKPOINT_EVERY_MS } from './catch-up.ts';
import { CommandPath } from './command-path.ts';
import { createDeadlines, DEADLINES_EVERY_MS } from './deadlines.ts';
import type { Receipt } from './definition.ts';
import type { KernelOptions } from './kernel-options.ts';
import { createLettingOut, type LettingOut } from './letting-out.ts';
import { createPatience, type Patience } from './patience.ts';
import { createQueues } from './queues.ts';
import type { AnyDefinition, Envelope } from './receipts.ts';
import { keepSnapshots } from './snapshots.ts';
import { CONTRACT_FOLD, createStreamCache, type StreamCache } from './stream-cache.ts';
import { createStreamLoader, type StreamLoader } from './stream-loader.ts';
import { createSweep, SWEEP_EVERY_MS, type Sweep } from './sweep.ts';
import { systemTimers, type Timers } from './timers.ts';

/** What a kernel is made of. */
export interface KernelParts {
  readonly timers: Timers;
  readonly cache: StreamCache;
  readonly loader: StreamLoader;
  readonly outlet: LettingOut;
  readonly path: CommandPath;
  readonly patience: Patience;
  readonly sweep: Sweep;
  /** Sweeps, looks for deadlines and keeps checkpoints, until each of the answered functions is called. */
  startTimers(checkpoint: () => Promise<void> | undefined): readonly (() => void)[];
}

interface Upwards {
  readonly definitions: () => Iterable<AnyDefinition>;
  readonly execute: (definition: AnyDefinition, envelope: Envelope) => Promise<Receipt>;
}

/** Puts a kernel's parts together. */
export const assemble = (options: KernelOptions, { definitions, execute }: Upwards): KernelParts => {
  const { storeId, log, clock, report, random, failpoint, snapshots, timers = systemTimers } = options;
  const fold = options.cache?.fold ?? CONTRACT_FOLD;
  const cache = createStreamCache(options.cache);
  const loader = createStreamLoader({ log, cache, fold, snapshots });
  const outlet = createLettingOut({ log, cache, loader, report });
  if (snapshots) outlet.onCommit(keepSnapshots({ store: snapshots, fold, report }));
  const appender = createAppender({ log, timers, random, report, failpoint });
  const businessDay = createBusinessDays(options.calendar);
  const queues = createQueues();
  const path = new CommandPath({
    ...{ storeId, log, cache, loader, queues, appender, outlet },
    ...{ clock, businessDay, timers, random, failpoint },
  });
  const sweep = createSweep({ log, cache, outlet, clock, report });
  const deadlines = createDeadlines({ storeId, cache, definitions, clock, report, execute });
  return {
    ...{ timers, cache, loader, outlet, path, sweep },
    patience: createPatience({ clock, timers, report }),
    startTimers: (checkpoint) => [
      timers.every(SWEEP_EVERY_MS, () => void sweep.run().catch(report)),
      timers.every(DEADLINES_EVERY_MS, () => deadlines.tick()),
      timers.every(CHECKPOINT_EVERY_MS, () => void checkpoint()?.catch(report)),
    ],
  };
};
