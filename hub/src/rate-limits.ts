import { Refusal } from '@cafe/services/kernel';
import { BurstyRateLimiter, RateLimiterRes } from 'rate-limiter-flexible';
import { type CountersIn, countersInMemory } from './redis/rate-limiter-stores.ts';

/** How many commands a sender may send: `perSecond` for ever, and `burst` more at once (S19). */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How often a refused sender may send before the time it was told, within so many seconds, until the connection is closed. */
const PATIENCE = 100;
const PATIENCE_SECONDS = 60;

/** Counts what senders send. */
export interface RateLimiter {
  /**
   * Lets one message of a sender through, or refuses it with the time to wait.
   *
   * @throws {Refusal} `actor.rate_limited` with `retryAfterMs`
   */
  consume(sender: string): Promise<void>;
  /** Whether a sender did not wait so often that its connection should be closed. */
  isHopeless(sender: string): boolean;
}

export interface RateLimiterOptions {
  /** Told of each message that is refused. */
  readonly onLimited: () => void;
  /** Tells this limiter's counts from others' in the same place. */
  readonly name: string;
  /** Where is counted; in this process's memory if absent. */
  readonly countersIn?: CountersIn | undefined;
}

/** A token bucket per sender. */
export const createRateLimiter = ({ perSecond, burst }: Rate, options: RateLimiterOptions): RateLimiter => {
  const { onLimited, name, countersIn = countersInMemory } = options;
  const steady = countersIn({ keyPrefix: `${name}:steady`, points: perSecond, duration: 1 });
  // The burst refills within the time in which the steady rate would have brought as much.
  const duration = Math.max(1, Math.ceil(burst / perSecond));
  const bursts = countersIn({ keyPrefix: `${name}:burst`, points: burst, duration });
  const limiter = new BurstyRateLimiter(steady, bursts);
  // How patient a sender is shows on each connection by itself.
  const impatient = countersInMemory({ keyPrefix: 'impatient', points: PATIENCE, duration: PATIENCE_SECONDS });
  const hopeless = new Set<string>();

  const refused = async (sender: string, limit: RateLimiterRes): Promise<never> => {
    onLimited();
    await impatient.consume(sender).catch(() => {
      if (hopeless.has(sender)) return;
      hopeless.add(sender);
      setTimeout(() => hopeless.delete(sender), PATIENCE_SECONDS * 1_000).unref(); // over HTTP nobody asks
    });
    const retryAfterMs = Math.max(1, limit.msBeforeNext);
    throw new Refusal('actor.rate_limited', `more than ${perSecond} messages a second`, { details: { retryAfterMs } });
  };

  return {
    async consume(sender) {
      try {
        await limiter.consume(sender);
      } catch (limit) {
        if (limit instanceof RateLimiterRes) return await refused(sender, limit);
        throw limit;
      }
    },
    isHopeless: (sender) => hopeless.delete(sender),
  };
};
