import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { forkHelper } from '../../ask.ts';
import type { BalancerRequest } from '../balancer-process.ts';
import type { SideName } from '../crowd-side.ts';
import { openOurStand } from '../our-stand.ts';
import type { OutageResult } from '../outage.ts';
import { startRedis } from '../redis-process.ts';
import type { Stand } from '../stand.ts';
import { openStockStand } from '../stock-stand.ts';
import type { Figures, Stage, Trial } from '../trial.ts';
import { withCrowdOn } from '../with-crowd.ts';

/** Two servers of one side that know of one another. */
const openTwo = async (side: SideName, stage: Stage, shared: { redisUrl: string; secretsDir: string }) => {
  const { store, database, size } = stage;
  const place = { storeUri: store.uri, database, ...shared };
  const open = (): Promise<Stand> => (side === 'ours' ? openOurStand(place) : openStockStand(size, shared.redisUrl));
  const victim = await open(); // the first one fills the demo
  return { victim, survivor: await open() };
};

const portOf = ({ url }: Stand): number => Number(new URL(url).port);

/** Orders flow for so long before the kill: what is lost must be lost by it. */
const BEFORE_MS = 1_000;

interface Servers {
  readonly victim: Stand;
  readonly survivor: Stand;
}

/** All screens are on the first server when it is killed; the orders come in through the other. */
const killOne = async (side: SideName, stage: Stage, { victim, survivor }: Servers): Promise<Figures> => {
  const balancer = forkHelper('./scale/balancer-process.js');
  const request: BalancerRequest = { ports: [victim, survivor].map(portOf) };
  const screensAt = `http://127.0.0.1:${await balancer.ask<number>(request)}`;
  const { screens, everyMs, patienceMs } = stage.plan.failover;
  try {
    return await withCrowdOn(survivor, { side, stage, screensAt }, async (ask) => {
      await ask({ kind: 'seat', screens });
      const outage = ask<OutageResult>({ kind: 'outage', everyMs, patienceMs });
      await pause(BEFORE_MS);
      await victim.kill();
      return { ...(await outage) };
    });
  } finally {
    await balancer.stop();
  }
};

/** One of two servers is killed: how long until its screens show what is ordered now. */
export const failoverTrial: Trial = {
  name: 'failover',
  title: 'A hub killed → the next order shown',
  says: `Two servers with a Redis between them, 200 screens on the first through a proxy that sends connections to whichever is there, one terminal on the second that sends 20 orders a second throughout. The first is killed. Ours: two hubs
on one store. Stock: two servers with \`@socket.io/redis-adapter\`. The time is from the moment a screen lost its server to the first order on it that was sent after that moment. An order counts as never shown when it was acknowledged and a
screen did not have it three seconds after everybody was back.`,
  sides: ['ours', 'stock'],
  columns: [
    { key: 'nextShownP50Ms', title: 'killed → next order shown, half of the screens, ms' },
    { key: 'nextShownLastMs', title: 'killed → next order shown, the last screen, ms' },
    { key: 'backLastMs', title: 'the last screen back, ms' },
    { key: 'acknowledged', title: 'orders acknowledged meanwhile' },
    { key: 'neverShown', title: 'never shown, orders × screens' },
    { key: 'neverShownShare', title: 'the same as a share' },
    { key: 'notBack', title: 'screens that stayed away' },
  ],
  async run(side, stage) {
    const secretsDir = await mkdtemp(join(tmpdir(), 'cafe-bench-'));
    const redis = await startRedis();
    try {
      const servers = await openTwo(side, stage, { redisUrl: redis.url, secretsDir });
      try {
        return await killOne(side, stage, servers);
      } finally {
        await Promise.all([servers.victim.kill(), servers.survivor.stop()]);
      }
    } finally {
      await redis.stop();
      await rm(secretsDir, { recursive: true, force: true });
    }
  },
};
