import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, isReadyAt, type Part, SERVICES, tellRedis } from '@cafe/testing/cluster';
import type { Cast } from './cast.ts';
import { rollingRestart } from './rolling.ts';
import { oneOf } from './seeded.ts';
import type { FaultTimes } from './verdict.ts';

/** Where a fault happens, and how long it lasts. */
export interface Scene {
  readonly cluster: Cluster;
  readonly cast: Cast;
  readonly random: () => number;
  /** How long what is away stays away, in milliseconds. */
  readonly awayMs: number;
}

/** Makes something fail in the midst of traffic. Resolves when it is over, with when it came and from when on it counts. */
export type Fault = (scene: Scene) => Promise<FaultTimes>;

const now = (): number => performance.now();
/** An update is back within this after a fault's end, or after it was noticed, in milliseconds. */
const BACK_MS = 3_000;
/** A frozen hub is noticed by its silence alone: all in all, in milliseconds. */
const FROZEN_MS = 10_000;

const redisOf = ({ redis }: Cluster): Part => {
  if (!redis) throw new Error('this cluster has no Redis of its own to kill');
  return redis;
};

/** How many sockets a hub has, by its own word. */
const socketsOf = async ({ metricsToken }: Cluster, { port }: Part): Promise<number> => {
  const headers = { Authorization: `Bearer ${metricsToken}` };
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
  const counts = [...text.matchAll(/^cafe_sockets_connected\{[^}]*\} (\d+)$/gm)].map(([, count]) => Number(count));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** A hub that has somebody: what happens to an empty one harms nobody. */
const usedHub = async ({ cluster, random }: Scene): Promise<Part> => {
  const counts = await Promise.all(cluster.hubs.map((hub) => socketsOf(cluster, hub)));
  return oneOf(
    random,
    cluster.hubs.filter((_, index) => (counts[index] ?? 0) > 0),
  );
};

/** Its clients notice at once, because their connections end; and it is started again by and by. */
const hubKilled: Fault = async (scene) => {
  const hub = await usedHub(scene);
  const from = now();
  await hub.kill();
  await pause(BACK_MS);
  await hub.start();
  return { from, relievedAt: from, boundMs: BACK_MS };
};

/** Without services of their own every hub has them: then this kills none. */
const serviceKilled: Fault = async ({ cluster, random, awayMs }) => {
  const from = now();
  const service = cluster.services.get(oneOf(random, SERVICES.slice(2, 4))); // order or payment: the busy ones
  await service?.kill();
  await pause(Math.min(awayMs, 2_000));
  await service?.start();
  return { from, relievedAt: now(), boundMs: BACK_MS };
};

/** Losing Redis delays an update by three seconds at most: nothing has to wait for its return. */
const redisAway: Fault = async ({ cluster, awayMs }) => {
  const redis = redisOf(cluster);
  const from = now();
  await redis.kill();
  await pause(awayMs);
  await redis.start();
  return { from, boundMs: BACK_MS };
};

const redisFlushed: Fault = async ({ cluster }) => {
  const from = now();
  await tellRedis(redisOf(cluster).port, 'FLUSHALL');
  await pause(BACK_MS);
  return { from, boundMs: BACK_MS };
};

const untilAnswering = async (cluster: Cluster): Promise<void> => {
  while (!(await Promise.all(cluster.hubs.map(({ port }) => isReadyAt(port)))).every(Boolean)) await pause(50);
};

/** It is started again by whoever keeps it; from the first hub that reaches it on it is back. */
const storeKilled: Fault = async ({ cluster }) => {
  const from = now();
  const { running } = cluster.store;
  const pid = running.pid();
  if (pid === undefined) throw new Error('this store is not ours to kill');
  let gaveUp: string | undefined;
  void running.gaveUp.then((reason) => {
    gaveUp = reason;
  });
  process.kill(pid, 'SIGKILL');
  while (running.pid() === pid || running.pid() === undefined) {
    if (gaveUp !== undefined) throw new Error(gaveUp);
    await pause(20);
  }
  await untilAnswering(cluster);
  return { from, relievedAt: now(), boundMs: BACK_MS };
};

/** It takes what it is asked and says nothing, as on a disk that stands still; nobody starts it again, because it did not end. */
const storeFrozen: Fault = async ({ cluster, awayMs }) => {
  const pid = cluster.store.running.pid();
  if (pid === undefined) throw new Error('this store is not ours to freeze');
  const from = now();
  process.kill(pid, 'SIGSTOP');
  await pause(awayMs);
  process.kill(pid, 'SIGCONT');
  await untilAnswering(cluster);
  return { from, relievedAt: now(), boundMs: BACK_MS };
};

const hubFrozen: Fault = async (scene) => {
  const hub = await usedHub(scene);
  const from = now();
  hub.freeze();
  await pause(Math.max(scene.awayMs, FROZEN_MS + 2_000));
  hub.thaw();
  return { from, relievedAt: from, boundMs: FROZEN_MS };
};

const hubCutFromRedis: Fault = async ({ cluster, random, awayMs }) => {
  const wire = oneOf(random, cluster.wires);
  const from = now();
  wire.shut();
  await pause(awayMs);
  wire.open();
  return { from, boundMs: BACK_MS };
};

/**
 * What the hub sent and the network lost, until all is quiet and judged: nothing that comes later tells of the last ones, only the
 * heads do.
 */
const framesLost: Fault = async ({ cast, awayMs }) => {
  const from = now();
  cast.lossy.lose(true);
  await pause(Math.min(awayMs, 3_000));
  return { from, relievedAt: now(), boundMs: BACK_MS };
};

export const FAULTS = {
  hubKilled,
  serviceKilled,
  redisAway,
  redisFlushed,
  storeKilled,
  storeFrozen,
  hubFrozen,
  hubCutFromRedis,
  framesLost,
  rollingRestart,
} as const;
export type FaultName = keyof typeof FAULTS;
