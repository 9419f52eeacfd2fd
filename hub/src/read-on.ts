import { keyOf, type StreamName } from '@cafe/contract/folds';
import type { EventLog, Kernel } from '@cafe/services/kernel';

export interface ReadOnOptions {
  readonly kernel: Pick<Kernel, 'states' | 'sweep'>;
  readonly log: Pick<EventLog, 'byKeys'>;
}

/** A sweep under way may have asked for these streams before what is looked for was there; the one after it has not. */
const MOST_SWEEPS = 2;

/**
 * Makes sure that this process knows what the log holds of some streams: what somebody was told by one hub is true at
 * the next one they ask. One point look-up where nothing is new.
 */
export const createReadOn =
  ({ kernel, log }: ReadOnOptions) =>
  async (streams: readonly StreamName[]): Promise<void> => {
    for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps += 1) {
      const known = await kernel.states(streams);
      const newer = await log.byKeys(known.map(({ stream, version }) => keyOf(stream, version + 1)));
      if (newer.length === 0) return;
      await kernel.sweep();
    }
  };
export type ReadOn = ReturnType<typeof createReadOn>;
