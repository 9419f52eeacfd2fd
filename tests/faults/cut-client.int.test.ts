import type { Cafe } from '@cafe/client-sdk';
import { orderStream } from '@cafe/contract/folds';
import { type CutProxy, startCutProxy, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openTerminal } from './cast.ts';
import { timesOf } from './length.ts';
import { createVersionWatch, simpleItem, startTraffic, until } from './traffic.ts';

const CUTS = timesOf(200, 60);
/** The longest wait for the next cut, in milliseconds; the waits are drawn from the seed, which is printed. */
const LONGEST_MS = 150;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

let hub: TestHub;
let wire: CutProxy;
const clients: Cafe[] = [];
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  wire = await startCutProxy(hub.port);
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.stop();
  await wire.close();
  await hub.stop();
});

const keep = async (opening: Promise<Cafe>): Promise<Cafe> => {
  const client = await opening;
  clients.push(client);
  return client;
};

test(`[HUB-20] a client cut ${CUTS} times under load folds to the hub’s state (seed ${SEED})`, async () => {
  const via = `http://127.0.0.1:${wire.port}`;
  const watch = createVersionWatch();
  const [writer, cutWriter] = [await keep(openTerminal(hub.base)), await keep(openTerminal(hub.base, { via }))];
  const reader = await keep(openTerminal(hub.base, { via, observe: watch.observe }));
  const floor = reader.floor();
  const stopFollowing = floor.subscribe(() => undefined);
  const itemId = await simpleItem(writer);
  const mine = await writer.orders.open({ serviceType: 'counter' });
  const theirs = await cutWriter.orders.open({ serviceType: 'counter' });
  const traffic = [
    startTraffic(writer, { orderId: mine.orderId, itemId, atOnce: 2 }),
    startTraffic(cutWriter, { orderId: theirs.orderId, itemId, atOnce: 2 }),
  ];

  const waits = fc.sample(fc.nat(LONGEST_MS), { seed: SEED, numRuns: 4 * CUTS });
  let cut = 0;
  for (const wait of waits) {
    if (cut === CUTS) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
    await until(reader.connection, (state): state is typeof state => state.state === 'online');
    cut += wire.cut() > 0 ? 1 : 0;
  }
  await Promise.all(traffic.map((one) => one.stop()));
  expect(cut).toBe(CUTS);

  for (const [index, { orderId }] of [mine, theirs].entries()) {
    const { version } = await hub.cafe.kernel.state(orderStream(orderId));
    const state = await hub.cafe.read(orderStream(orderId));
    const seen = await until(
      floor,
      (followed): followed is typeof followed =>
        followed.status === 'live' &&
        followed.value?.orders.find((order) => order.orderId === orderId)?.version === version,
    );
    expect(seen.value?.orders.find((order) => order.orderId === orderId)?.bill).toEqual(state);
    if (state.status !== 'open') throw new Error('the bill is not open');
    const lines = state.lines.map(({ lineId }) => lineId);
    expect(new Set(lines)).toEqual(traffic[index]?.acknowledged);
    expect(lines).toHaveLength(traffic[index]?.acknowledged.size ?? -1);
  }
  expect(watch.faults).toEqual([]);
  expect(hub.reported).toEqual([]);
  stopFollowing();
}, 240_000);
