import type { CafeError } from './cafe-error.ts';

interface Patience {
  /** How often the same command is sent again after this code; then its sender hears it. */
  readonly times: number;
  /** The first wait, in milliseconds; it doubles. */
  readonly firstMs: number;
}

/**
 * Refusals that pass by themselves, so that a command is sent again without asking anybody. An unknown outcome is asked for
 * until it is known: giving up would let an app roll back what was done. The other retryable codes wait for people
 * (`guest.not_admitted`, `auth.locked`) and are theirs.
 */
const PASSING: Readonly<Record<string, Patience>> = {
  'client.connection_lost': { times: Number.POSITIVE_INFINITY, firstMs: 0 },
  'hub.outcome_unknown': { times: Number.POSITIVE_INFINITY, firstMs: 500 },
  'hub.draining': { times: Number.POSITIVE_INFINITY, firstMs: 250 },
  'hub.busy': { times: 5, firstMs: 100 },
  'hub.internal': { times: 2, firstMs: 250 },
  'actor.rate_limited': { times: 10, firstMs: 100 },
  'auth.expired': { times: 2, firstMs: 0 },
};

const LONGEST_MS = 5_000;
/** From the third time on there is a pause also after what is first repeated at once. */
const FIRST_REPEAT_MS = 100;

/** An answer that cannot be read says nothing of what was done: what the outbox keeps is asked for again. */
const UNREADABLE: Patience = { times: Number.POSITIVE_INFINITY, firstMs: 1_000 };

/** How far a command has come. */
export interface Tried {
  /** How often it was refused with what passes, before. */
  readonly refusals: number;
  /** It is in the outbox: nobody waits in front of it, and what passes is waited for without an end. */
  readonly isKept: boolean;
}

const patienceWith = ({ code }: CafeError, { refusals, isKept }: Tried): Patience | undefined => {
  if (isKept && code === 'client.unreadable') return UNREADABLE;
  const patience = Object.hasOwn(PASSING, code) ? PASSING[code] : undefined;
  return patience && (isKept || refusals < patience.times) ? patience : undefined;
};

/**
 * In how many milliseconds a refused command is to be sent again; undefined: not at all.
 *
 * @param random from 0 up to but without 1
 */
export const repeatAfterMs = (error: CafeError, tried: Tried, random: number): number | undefined => {
  const patience = patienceWith(error, tried);
  if (!patience) return undefined;
  const asked = error.details?.['retryAfterMs'];
  const firstMs = tried.refusals > 1 ? Math.max(patience.firstMs, FIRST_REPEAT_MS) : patience.firstMs;
  const wait = Math.min(LONGEST_MS, firstMs * 2 ** tried.refusals) * (0.5 + random / 2);
  return Math.max(wait, typeof asked === 'number' ? asked : 0);
};
