import { type Kernel, Refusal } from '@cafe/services/kernel';

/** A hub that has not read on in the log for so long may not know who was put out since, in milliseconds. */
export const STALE_MS = 4_000;

export interface FreshnessOptions {
  readonly kernel: Pick<Kernel, 'sweptAt' | 'sweep'>;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/**
 * Resolves at once as long as the hub follows the log. One that slept, or lost its store, reads on first: until then it lets
 * nobody and nothing in.
 *
 * @throws {Refusal} `hub.busy` when it cannot read on
 */
export const createFreshness = ({ kernel, now, report }: FreshnessOptions) => {
  const isStale = (): boolean => now().getTime() - kernel.sweptAt > STALE_MS;
  return async (): Promise<void> => {
    if (!isStale()) return;
    await kernel.sweep().catch(report);
    if (isStale()) throw new Refusal('hub.busy', 'the hub reads on in the log first');
  };
};
export type EnsureFresh = ReturnType<typeof createFreshness>;
