import type { CafeError } from './cafe-error.ts';
import type { Timers } from './timers.ts';

/** How an attempt to connect, or a connection, came to its end. */
export interface ConnectionEnd {
  readonly wasOnline: boolean;
  /** Why, where it is known. */
  readonly reason: CafeError | undefined;
  /** When the hub asked to come back, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
  /** The hub said before that it was about to stop, and that others are there. */
  readonly isMoving?: boolean;
}

/** What is to be done about it. */
export type NextStep =
  | { readonly kind: 'stop'; readonly reason: CafeError }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly freshToken: boolean };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/** Doubles from a quarter of a second up to five; half of it is chance, so that a café's devices do not come back as one. */
const backOffMs = (failures: number, random: number): number => {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
  return longest / 2 + (longest / 2) * random;
};

const waitAsked = ({ reason, retryAfterMs }: ConnectionEnd): number => {
  const detail = reason?.details?.['retryAfterMs'];
  return retryAfterMs ?? (typeof detail === 'number' ? detail : 0);
};

/**
 * What follows on an end. After a refusal nothing is tried again: the same token would be refused again. An expired one is
 * replaced at once, and if the fresh one is called expired too, with patience.
 *
 * @param failures how many attempts failed one after another before this one
 */
export const nextStep = (end: ConnectionEnd, failures: number, timers: Pick<Timers, 'random'>): NextStep => {
  const { reason } = end;
  if (reason && !reason.retryable) return { kind: 'stop', reason };
  // Those who move at once come back spread as the hub said; when that fails they are like everybody else.
  if (end.isMoving && failures === 0) return { kind: 'retry', afterMs: waitAsked(end), freshToken: false };
  const freshToken = reason?.code === 'auth.expired';
  if (freshToken && failures === 0) return { kind: 'retry', afterMs: 0, freshToken };
  const afterMs = Math.max(waitAsked(end), backOffMs(end.wasOnline ? 0 : failures, timers.random()));
  return { kind: 'retry', afterMs, freshToken };
};
