import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisLink } from './redis-link.ts';

/** How many points a key has in how many seconds. */
export interface Points {
  readonly keyPrefix: string;
  readonly points: number;
  readonly duration: number;
}

/** Makes counters of points: in Redis for all hubs together where there is one, with this process's memory behind it. */
export type CountersIn = (points: Points) => RateLimiterMemory | RateLimiterRedis;

export const countersInMemory: CountersIn = (points) => new RateLimiterMemory(points);

/** While Redis is away each hub counts for itself: a sender may then send as much to each of them. */
export const countersInRedis =
  ({ client }: Pick<RedisLink, 'client'>, storeId: string): CountersIn =>
  ({ keyPrefix, points, duration }) =>
    new RateLimiterRedis({
      storeClient: client,
      rejectIfRedisNotReady: true,
      keyPrefix: `cafe:${storeId}:${keyPrefix}`,
      points,
      duration,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
    });
