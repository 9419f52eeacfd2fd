import type { RunOptions } from '../run.ts';
import type { RedisLink } from './redis-link.ts';

/** The café's Redis, if its configuration names one. It is logged and counted when it goes and when it comes back. */
export const openRedis = async ({
  config: { REDIS_URL: url },
  log,
  metrics,
}: Pick<RunOptions, 'config' | 'log' | 'metrics'>): Promise<RedisLink | undefined> => {
  if (url === undefined) return undefined;
  metrics.redis(false);
  // A café that runs by itself loads nothing of it.
  const { connectRedis } = await import('./redis-link.ts');
  return connectRedis({
    url,
    changed(isUp, why) {
      metrics.redis(isUp);
      if (isUp) log.info({}, 'Redis is there');
      else log.warn({ err: why }, 'Redis is away: other hubs are heard of by the sweep');
    },
  });
};
