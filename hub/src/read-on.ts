import { keyOf, type StreamName } from '@cafe/contract/folds';
import { type EventLog, type Kernel, Refusal } from '@cafe/services/kernel';

export interface ReadOnOptions {
  readonly kernel: Pick<Kernel, 'states' | 'sweep'>;
  readonly log: Pick<EventLog, 'byKeys'>;
}

/** A sweep under way may have asked for these streams before what is looked for was there; the one after it has not. */
const MOST_SWEEPS = 2;

const unreadable = (cause: unknown): never => {
  throw new Refusal('hub.busy', 'the log cannot be read on at this moment', { cause });
};

/**
 * Makes sure that this process knows what the log holds of some streams: what somebody was told by one hub is true at
 * the next one they ask. One point look-up where nothing is new.
 *
 * @throws {Refusal} `hub.busy` while the store is away
 */
export const createReadOn =
  ({ kernel, log }: ReadOnOptions) =>
  async (streams: readonly StreamName[]): Promise<void> => {
    for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps += 1) {
      const known = await kernel.states(streams);
      const keys = known.map(({ stream, version }) => keyOf(stream, version + 1));
      if ((await log.byKeys(keys).catch(unreadable)).length === 0) return;
      await kernel.sweep().catch(unreadable);
    }
  };
export type ReadOn = ReturnType<typeof createReadOn>;

/** The same, of streams that somebody has seen further than this process has, as far as the log goes. */
export const createReach = (options: ReadOnOptions) => {
  const readOn = createReadOn(options);
  return async (seen: readonly (readonly [StreamName, number])[]): Promise<void> => {
    const known = await options.kernel.states(seen.map(([stream]) => stream));
    const behind = seen.filter(([, version], index) => version > (known[index]?.version ?? 0));
    if (behind.length > 0) await readOn(behind.map(([stream]) => stream));
  };
};
export type Reach = ReturnType<typeof createReach>;
