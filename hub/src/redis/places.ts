import type { RedisLink } from './redis-link.ts';

/** The places of connections, counted over all hubs. */
export interface SharedPlaces {
  /** Takes one of `limit` places of a bearer; false when all are taken. Resolves with true where Redis does not answer. */
  take(bearer: string, place: string, limit: number): Promise<boolean>;
  leave(bearer: string, place: string): void;
  /** Says of every place taken here that it still is. Called every 10 s. */
  renew(): void;
}

/** A hub that is gone gives its places back by saying nothing for so long, in milliseconds. */
const KEPT_MS = 30_000;
export const RENEW_EVERY_MS = 10_000;

/** Counts, forgets what is over, and takes, in one step: two hubs that ask at once do not both get the last place. */
const TAKE = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return 1`;

/** The counts of connections live in Redis; a Redis that is empty again is told anew within 10 s. */
export const createSharedPlaces = (
  { client, isUp }: Pick<RedisLink, 'client' | 'isUp'>,
  { storeId, now }: { readonly storeId: string; readonly now: () => Date },
): SharedPlaces => {
  const taken = new Map<string, string>();
  const keyOf = (bearer: string): string => `cafe:${storeId}:places:${bearer}`;
  const missed = () => undefined;
  return {
    async take(bearer, place, limit) {
      taken.set(place, bearer);
      if (!isUp()) return true;
      const nowMs = now().getTime();
      const args = [nowMs, nowMs + KEPT_MS, place, limit];
      const got: unknown = await client.eval(TAKE, 1, keyOf(bearer), ...args).catch(missed);
      if (got === 0) taken.delete(place);
      return got !== 0;
    },
    leave(bearer, place) {
      taken.delete(place);
      if (isUp()) client.zrem(keyOf(bearer), place).catch(missed);
    },
    renew() {
      if (!isUp() || taken.size === 0) return;
      const untilMs = now().getTime() + KEPT_MS;
      const lines = client.pipeline();
      for (const [place, bearer] of taken) {
        lines.zadd(keyOf(bearer), untilMs, place);
        lines.pexpireat(keyOf(bearer), untilMs);
      }
      lines.exec().catch(missed);
    },
  };
};
