import { asCafeError, CafeError } from './cafe-error.ts';
import type { Outbox } from './outbox.ts';
import type { Pending, Receipt } from './outgoing-pending.ts';
import type { Timers } from './timers.ts';

/** What becomes of commands in the outbox, where there is one. */
export class Keeping {
  readonly #outbox: Outbox | undefined;
  readonly #timers: Pick<Timers, 'now'>;

  constructor(outbox: Outbox | undefined, timers: Pick<Timers, 'now'>) {
    this.#outbox = outbox;
    this.#timers = timers;
  }

  /** Whether such a command is kept here. */
  may({ patience }: Pending): boolean {
    return patience === 'kept' && this.#outbox !== undefined;
  }

  /** Writes a command down; resolves with why not. */
  async save(pending: Pending): Promise<CafeError | undefined> {
    const { id, command, session } = pending.envelope;
    pending.isSaving = true;
    try {
      if (this.#outbox?.find(id)) await this.#outbox.remove(id); // refused before, and sent again
      await this.#outbox?.put({ id, command, queuedAtMs: this.#timers.now(), ...(session && { session }) });
      pending.isKept = true;
      return undefined;
    } catch (thrown) {
      return asCafeError(thrown);
    } finally {
      pending.isSaving = false;
    }
  }

  /** A refusal that no sender is there to hear stays until somebody has seen it; anything else is over. */
  async ended({ envelope, isKept, waiters }: Pending, outcome: Receipt | CafeError): Promise<void> {
    if (!isKept) return;
    if (outcome instanceof CafeError && waiters.size === 0) await this.#outbox?.refuse(envelope.id, outcome);
    else await this.#outbox?.remove(envelope.id);
  }
}
