import type { GuestId } from '@cafe/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type PrivateRedis, startPrivateRedis } from '../embedded/private-redis.ts';
import { createRateLimiter } from '../rate-limits.ts';
import { createHeardPhones } from './heard-phones.ts';
import { createSharedPlaces } from './places.ts';
import { countersInRedis } from './rate-limiter-stores.ts';
import { connectRedis, type RedisLink } from './redis-link.ts';

let redis: PrivateRedis;
const links: RedisLink[] = [];
let now = Date.parse('2096-11-26T12:00:00.000Z'); // far ahead: Redis itself forgets what is over
const clock = () => new Date(now);
beforeAll(async () => {
  redis = await startPrivateRedis();
  for (let count = 0; count < 2; count += 1) {
    links.push(await connectRedis({ url: redis.url, changed: () => undefined }));
  }
}, 30_000);
afterAll(async () => {
  for (const link of links) link.close();
  await redis.kill();
});
beforeEach(async () => {
  await links[0]?.client.flushall();
  now += 60 * 60_000;
});

/** The same thing at two hubs. */
const atBoth = <Thing>(make: (link: RedisLink) => Thing): [Thing, Thing] => {
  const [one, other] = links;
  if (!one || !other) throw new Error('there are no links');
  return [make(one), make(other)];
};
const placesAtBoth = () => atBoth((link) => createSharedPlaces(link, { storeId: 's', now: clock }));

test('[SHR-3] a bearer has so many places at all hubs together, and one that is left is free again', async () => {
  const [here, there] = placesAtBoth();
  expect(await here.take('device:1', 'a', 2)).toBe(true);
  expect(await there.take('device:1', 'b', 2)).toBe(true);
  expect(await here.take('device:1', 'c', 2)).toBe(false);
  expect(await here.take('device:2', 'd', 2)).toBe(true);
  there.leave('device:1', 'b');
  expect(await here.take('device:1', 'e', 2)).toBe(true);
});

test('[SHR-3] of hubs that ask at once only as many get in as there are places', async () => {
  const [here, there] = placesAtBoth();
  const asked = Array.from({ length: 20 }, (_, n) => (n % 2 ? here : there).take('guest:1', String(n), 5));
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5);
});

test('[SHR-3] a hub that is gone gives its places back after 30 s, one that lives keeps them', async () => {
  const [alive, gone] = placesAtBoth();
  await alive.take('device:1', 'a', 2);
  await gone.take('device:1', 'b', 2);
  now += 20_000;
  alive.renew();
  now += 11_000;
  expect(await alive.take('device:1', 'c', 2)).toBe(true);
  expect(await alive.take('device:1', 'd', 2)).toBe(false);
});

test('[SHR-3] a Redis that is empty again is told anew', async () => {
  const [here, there] = placesAtBoth();
  await here.take('device:1', 'a', 1);
  await links[0]?.client.flushall();
  here.renew();
  await links[0]?.client.ping(); // behind it on the same connection
  expect(await there.take('device:1', 'b', 1)).toBe(false);
});

test('[SHR-4] messages of a sender are counted at all hubs together', async () => {
  const [here, there] = atBoth((link) =>
    createRateLimiter(
      { perSecond: 1, burst: 9 },
      { name: 'staff', onLimited: () => undefined, countersIn: countersInRedis(link, 's') },
    ),
  );
  const sent = Array.from({ length: 30 }, (_, n) => (n % 2 ? here : there).consume('device:1').then(() => true));
  const through = (await Promise.allSettled(sent)).filter(({ status }) => status === 'fulfilled');
  expect(through.length).toBeGreaterThanOrEqual(10);
  expect(through.length).toBeLessThan(20); // a second or two may have passed
  await expect(here.consume('device:2')).resolves.toBeUndefined();
});

test('[SHR-5] a phone that was heard of at one hub was heard of at the other', async () => {
  const [here, there] = atBoth((link) => createHeardPhones({ storeId: 's', now: clock, redis: link }));
  const phone = '018f2b6a-0000-7000-8000-000000000001' as GuestId;
  here.note(`guest:${phone}`);
  here.note('device:1');
  await links[0]?.client.ping();
  expect(await there.latest(phone)).toBe(clock().toISOString());
});

test('[SHR-4] [SHR-5] without Redis each counts and remembers for itself, and nobody waits', async () => {
  const away = await connectRedis({ url: 'redis://127.0.0.1:1', changed: () => undefined });
  const limiter = createRateLimiter(
    { perSecond: 1, burst: 2 },
    { name: 'staff', onLimited: () => undefined, countersIn: countersInRedis(away, 's') },
  );
  const sent = Array.from({ length: 8 }, () => limiter.consume('device:1').then(() => true));
  expect((await Promise.allSettled(sent)).filter(({ status }) => status === 'fulfilled').length).toBeLessThan(6);
  const phones = createHeardPhones({ storeId: 's', now: clock, redis: away });
  const phone = '018f2b6a-0000-7000-8000-000000000001' as GuestId;
  phones.note(`guest:${phone}`);
  expect(await phones.latest(phone)).toBe(clock().toISOString());
  expect(await createSharedPlaces(away, { storeId: 's', now: clock }).take('device:1', 'a', 1)).toBe(true);
  away.close();
});
