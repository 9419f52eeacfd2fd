import type { Lanes } from './outgoing-lanes.ts';
import type { Pending } from './outgoing-pending.ts';
import { createCell, type Readable } from './readable.ts';

/**
 * Where what was sent is. `saved` the hub has all of it · `saving` some of it is on its way, or only in memory · `queued` there
 * is no connection, and all of it is in the outbox: it may be closed and goes out when the hub is back.
 */
export type SyncState =
  | { readonly state: 'saved' }
  | { readonly state: 'saving' | 'queued' /** How many commands were not answered yet. */; readonly count: number };

const areKept = (all: Iterable<Pending>): boolean => {
  for (const { isKept } of all) if (!isKept) return false;
  return true;
};

/** Tells an app what its commands have come to. */
export class SyncKeeper {
  readonly #cell = createCell<SyncState>({ state: 'saved' });

  get readable(): Readable<SyncState> {
    return this.#cell;
  }

  /** @param isLinked whether there is a connection they go out on */
  update(waiting: Lanes, isLinked: boolean): void {
    const next = this.#stateOf(waiting, isLinked);
    const { state, count } = { count: 0, ...this.#cell.getSnapshot() };
    if (next.state !== state || ('count' in next ? next.count : 0) !== count) this.#cell.set(next);
  }

  #stateOf(waiting: Lanes, isLinked: boolean): SyncState {
    const count = waiting.size;
    if (count === 0) return { state: 'saved' };
    const isQueued = !isLinked && areKept(waiting.all());
    return { state: isQueued ? 'queued' : 'saving', count };
  }
}
