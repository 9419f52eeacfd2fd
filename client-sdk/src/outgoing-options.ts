import type { CafeError } from './cafe-error.ts';
import type { Outbox } from './outbox.ts';
import type { Pending, Receipt } from './outgoing-pending.ts';
import type { Timers } from './timers.ts';

export interface OutgoingOptions {
  readonly timers: Timers;
  /** How long a sender waits who does not say. */
  readonly timeoutMs: number;
  /** Where what may wait is kept; undefined where nothing is. */
  readonly outbox: Outbox | undefined;
  /** Fetches and shows a fresh token; resolves when that was tried. */
  readonly renew: () => Promise<void>;
  /** Told of every command on its way, also of those that were there before this life. */
  readonly began: (pending: Pending) => void;
  /** Told what the hub said in the end, or why it was not asked. */
  readonly ended: (pending: Pending, outcome: Receipt | CafeError) => void;
}
