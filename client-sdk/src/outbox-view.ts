import type { CommandId } from '@cafe/contract';
import type { CafeError } from './cafe-error.ts';
import { OUTBOX_OFF, type Outbox, type OutboxState } from './outbox.ts';
import type { QueuedCommand } from './outbox-store.ts';
import type { Receipt } from './outgoing-pending.ts';
import { createCell, type Readable } from './readable.ts';

/** What became of a command that was in the outbox: the hub has done it, or refused it with `error`. */
export type Ended = Pick<QueuedCommand, 'id' | 'command' | 'session'> &
  ({ readonly receipt: Receipt; readonly error?: never } | { readonly error: CafeError; readonly receipt?: never });

/**
 * What this device keeps for the hub until it has answered. It outlives the page, and is sent by whichever page of this device
 * is open.
 */
export interface CafeOutbox extends Readable<OutboxState> {
  /**
   * Calls the listener when the hub has answered a command of the outbox, also one of a page before this one, whose sender is
   * not here to hear. A refusal that no sender heard stays in `commands`, with why, until it is discarded.
   *
   * @returns how to stop
   * @see client-sdk/RULES.md, SDK-54
   * @example
   * const stop = cafe.outbox.onEnded(({ command, error }) => error && draw(`${command.type}: ${error.remedy}`));
   */
  onEnded(listener: (ended: Ended) => void): () => void;
  /**
   * Takes out a refused command that somebody has seen, and resolves when it is gone from the storage too, or when the storage
   * failed, which the app's `report` hears. One that was not refused stays: the hub may have it. It never rejects, and doing it
   * twice changes nothing more.
   *
   * @returns whether it was taken out
   * @see client-sdk/RULES.md, SDK-54
   * @example
   * for (const { id, refusal } of cafe.outbox.getSnapshot().commands) if (refusal) await cafe.outbox.discard(id);
   */
  discard(id: CommandId): Promise<boolean>;
}

/** What an app sees of the outbox; `outbox` is undefined where nothing is kept. */
export const outboxView = (
  outbox: Outbox | undefined,
  onEnded: (listener: (ended: Ended) => void) => () => void,
): CafeOutbox => {
  const { getSnapshot, subscribe } = outbox?.state ?? createCell(OUTBOX_OFF);
  return {
    getSnapshot,
    subscribe,
    onEnded,
    async discard(id) {
      if (!outbox?.find(id)?.refusal) return false;
      await outbox.remove(id);
      return true;
    },
  };
};
