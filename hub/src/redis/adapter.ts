import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import type { AdapterOf } from '../sockets/io-server.ts';
import type { RedisLink } from './redis-link.ts';

/** A Redis whose answers nobody has to wait for: what fails is undefined, and the sweep finds what was not told. */
const forgiving = (redis: Redis): Redis =>
  new Proxy(redis, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, args);
        return answer instanceof Promise ? answer.catch(() => undefined) : answer;
      };
    },
  });

/** What carries messages between the hubs of one store. One channel for all: what is for a room is sent by each hub to its own. */
export const redisAdapter = ({ client, subscriber, isSharded }: RedisLink, storeId: string): AdapterOf => {
  const publisher = forgiving(client);
  const listener = forgiving(subscriber);
  const channel = `cafe:${storeId}`;
  return isSharded
    ? createShardedAdapter(publisher, listener, { channelPrefix: channel, subscriptionMode: 'static' })
    : createAdapter(publisher, listener, { key: channel });
};
