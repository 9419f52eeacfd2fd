import { type CatchUp, createCatchUp } from './catch-up.ts';
import type { KernelOptions } from './kernel-options.ts';
import type { KernelParts } from './kernel-parts.ts';
import { createReadModels, type ReadModels } from './read-models.ts';
import type { AnyDefinition } from './receipts.ts';

/** What follows the log behind the acknowledgement. */
export interface Following {
  readonly readModels: ReadModels;
  readonly catchUp: CatchUp;
}

/** The read models of these services, marked by every commit from here on; undefined where rows lie nowhere. */
export const createFollowing = (
  options: KernelOptions,
  { timers, outlet, loader }: KernelParts,
  definitions: readonly AnyDefinition[],
): Following | undefined => {
  const { rows, log, clock, random, report, failpoint, process } = options;
  if (!rows) return undefined;
  const models = definitions.flatMap(({ readModels = [] }) => readModels);
  const readModels = createReadModels({ models, rows, clock, timers, random, report, failpoint });
  outlet.onCommit((letOut) => readModels.mark(letOut));
  return { readModels, catchUp: createCatchUp({ log, loader, readModels, rows, clock, process }) };
};
