import { type CatchUp, createCatchUp } from './catch-up.ts';
import type { KernelOptions } from './kernel-options.ts';
import type { KernelParts } from './kernel-parts.ts';
import { createReadModels, type ReadModels } from './read-models.ts';
import { createRebuild } from './rebuild.ts';
import type { AnyDefinition } from './receipts.ts';

/** What follows the log behind the acknowledgement. */
export interface Following {
  readonly readModels: ReadModels;
  readonly catchUp: CatchUp;
  /** Makes every row again from the log; how many streams were folded. */
  readonly rebuild: () => Promise<number>;
}

/** The read models of these services, marked by every commit from here on; undefined where rows lie nowhere. */
export const createFollowing = (
  options: KernelOptions,
  { timers, outlet, loader, patience, sweep }: KernelParts,
  definitions: readonly AnyDefinition[],
): Following | undefined => {
  const { rows, log, clock, random, report, failpoint, process } = options;
  if (!rows) return undefined;
  const services = definitions.filter(({ readModels = [] }) => readModels.length > 0).map(({ name }) => name);
  const models = definitions.flatMap(({ readModels = [] }) => readModels);
  let caughtUpTo = 0;
  // What is dated and not yet in may come in later; what others appended is heard of by the next sweep at the latest.
  const heardTo = () => Math.min(patience.workingSince() ?? Infinity, Math.max(sweep.sweptAt, caughtUpTo));
  const readModels = createReadModels({ models, rows, clock, heardTo, timers, random, report, failpoint });
  outlet.onCommit((letOut) => readModels.mark(letOut));
  return {
    readModels,
    catchUp: createCatchUp({
      ...{ log, loader, readModels, rows, services, clock, process },
      caughtUp: (to) => {
        caughtUpTo = to;
      },
    }),
    rebuild: createRebuild({ log, loader, readModels, rows }),
  };
};
