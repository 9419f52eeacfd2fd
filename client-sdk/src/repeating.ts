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

/**
 * In how many milliseconds a refused command is to be sent again; undefined: not at all.
 *
 * @param refusals how often it was refused with what passes, before
 * @param random from 0 up to but without 1
 */
export const repeatAfterMs = (error: CafeError, refusals: number, random: number): number | undefined => {
  const patience = Object.hasOwn(PASSING, error.code) ? PASSING[error.code] : undefined;
  if (!patience || refusals >= patience.times) return undefined;
  const asked = error.details?.['retryAfterMs'];
  const wait = Math.min(LONGEST_MS, patience.firstMs * 2 ** refusals) * (0.5 + random / 2);
  return Math.max(wait, typeof asked === 'number' ? asked : 0);
};
