import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cafe, OrderId } from '@cafe/client-sdk';
import { getStore, type RunningStore } from '@cafe/hub/embedded';
import { connectStore } from '@cafe/services/kernel';
import { type HubProcess, type SharedCafe, shareCafe, startHubProcess } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openDevice, openTerminal } from './cast.ts';
import { createVersionWatch, loaded, simpleItem, startTraffic, type Traffic, until } from './traffic.ts';

const HUB_KILLS = 20;
const STORE_KILLS = 5;
const TERMINALS = 3;
/** The longest time between two kills, in milliseconds; drawn from the seed, which is printed. */
const LONGEST_MS = 400;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

let folder: string;
let store: RunningStore;
let cafe: SharedCafe;
let hub: HubProcess;
const clients: Cafe[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-killed-'));
  // A store of its own: this one is killed.
  store = await getStore({
    dataDir: folder,
    toolsDir: join(import.meta.dirname, '../../data/tools'),
    path: process.env['PATH'] ?? '',
    log: () => undefined,
  });
  cafe = await shareCafe(store.uri);
  hub = await startHubProcess(cafe);
}, 120_000);
afterAll(async () => {
  for (const client of clients) client.stop();
  await hub.stop();
  await store.stop();
  await cafe.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

interface Till {
  readonly orderId: OrderId;
  readonly traffic: Traffic;
}

const openTill = async (): Promise<Till> => {
  const terminal = await openTerminal(hub.base);
  clients.push(terminal);
  const { orderId } = await terminal.orders.open({ serviceType: 'counter' });
  return { orderId, traffic: startTraffic(terminal, { orderId, itemId: await simpleItem(terminal), atOnce: 4 }) };
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const online = (client: Cafe) => until(client.connection, (state): state is typeof state => state.state === 'online');

/** Every line on every bill of the log, by bill. */
const linesInLog = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const connection = await connectStore(cafe.env['MONGODB_URI'] ?? '');
  const commits = await connection.collection('commits').find({}).toArray();
  await connection.close();
  const lines = new Map<string, string[]>();
  for (const { stream, events } of commits.flatMap(({ parts }) => parts)) {
    for (const event of events) {
      if (event.type !== 'order.linesAdded') continue;
      lines.set(stream, [...(lines.get(stream) ?? []), ...event.lines.map((line: { lineId: string }) => line.lineId)]);
    }
  }
  return lines;
};

test(`[HUB-20] killed ${HUB_KILLS} times, and its store ${STORE_KILLS} times, in traffic: each acknowledged line is there once (seed ${SEED})`, async () => {
  const watch = createVersionWatch();
  const screen = await openTerminal(hub.base, { observe: watch.observe });
  clients.push(screen);
  const floor = screen.floor();
  floor.subscribe(() => undefined);
  const tills = [];
  for (let count = 0; count < TERMINALS; count += 1) tills.push(await openTill());

  const waits = fc.sample(fc.nat(LONGEST_MS), { seed: SEED, numRuns: HUB_KILLS + STORE_KILLS });
  for (const [index, wait] of waits.entries()) {
    await online(screen);
    await pause(wait);
    if (index % (HUB_KILLS / STORE_KILLS + 1) === 0) {
      process.kill(store.pid() ?? Number.NaN, 'SIGKILL');
    } else {
      await hub.kill();
      hub = await startHubProcess(cafe, hub.port);
    }
  }
  await Promise.all(tills.map(({ traffic }) => traffic.stop()));

  const stored = await linesInLog();
  for (const { orderId, traffic } of tills) {
    const lines = stored.get(`order:${orderId}`) ?? [];
    expect(new Set(lines).size).toBe(lines.length);
    expect([...traffic.acknowledged].filter((lineId) => !lines.includes(lineId))).toEqual([]);
    expect(lines.filter((lineId) => !traffic.asked.has(lineId as never))).toEqual([]);
    expect(lines.length).toBeGreaterThan(HUB_KILLS);
    const isWhole = (followed: ReturnType<typeof floor.getSnapshot>): followed is typeof followed =>
      followed.value?.orders.find((order) => order.orderId === orderId)?.bill.lines.length === lines.length;
    await until(floor, isWhole);
  }
  expect(watch.faults).toEqual([]);
  const fresh = await openDevice(hub.base, 'terminal');
  clients.push(fresh);
  await loaded(fresh.menu());
}, 300_000);
