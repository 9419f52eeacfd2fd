import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cafe, OrderId } from '@cafe/client-sdk';
import type { DomainEvent, Part } from '@cafe/contract';
import { dueOf, foldPart, initialOf, moneyOf, orderStream } from '@cafe/contract/folds';
import { getStore, type RunningStore } from '@cafe/hub/embedded';
import { connectStore } from '@cafe/services/kernel';
import { type HubProcess, type SharedCafe, shareCafe, startHubProcess } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openDevice, openTerminal } from './cast.ts';
import { timesOf } from './length.ts';
import { createVersionWatch, loaded, simpleItem, startTraffic, type Traffic, until } from './traffic.ts';

const HUB_KILLS = timesOf(20, 4);
const STORE_KILLS = timesOf(5, 1);
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

/** A terminal that follows the floor: every bill there is. Its versions are watched. */
const openWatched = async () => {
  const watch = createVersionWatch();
  const terminal = await openTerminal(hub.base, { observe: watch.observe });
  clients.push(terminal);
  const floor = terminal.floor();
  floor.subscribe(() => undefined);
  return { terminal, watch, floor };
};
type Watched = Awaited<ReturnType<typeof openWatched>>;

interface Till extends Watched {
  readonly orderId: OrderId;
  readonly traffic: Traffic;
}

const openTill = async (): Promise<Till> => {
  const watched = await openWatched();
  const { terminal } = watched;
  const { orderId } = await terminal.orders.open({ serviceType: 'counter' });
  const itemId = await simpleItem(terminal);
  return { ...watched, orderId, traffic: startTraffic(terminal, { orderId, itemId, atOnce: 3, paying: true }) };
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const online = (client: Cafe) => until(client.connection, (state): state is typeof state => state.state === 'online');

/** Every bill's parts, as they lie in the log. */
const partsInLog = async (): Promise<ReadonlyMap<string, readonly Part[]>> => {
  const connection = await connectStore(cafe.env['MONGODB_URI'] ?? '');
  const commits = await connection.collection('commits').find({}).toArray();
  await connection.close();
  const parts = new Map<string, Part[]>();
  for (const { at, by, parts: written } of commits) {
    for (const { stream, version, events } of written) {
      parts.set(stream, [...(parts.get(stream) ?? []), { stream, version, events, at: at.toISOString(), by }]);
    }
  }
  return new Map([...parts].map(([stream, all]) => [stream, all.toSorted((a, b) => a.version - b.version)]));
};

/** What lies in the log of a till's bill is what was asked for and acknowledged: each line and each payment once. */
const expectInLog = ({ traffic }: Till, events: readonly DomainEvent[]): void => {
  const linesIn = (type: 'order.linesAdded' | 'order.linesSent') =>
    events.flatMap((event) => (event.type === type ? event.lines.map(({ lineId }) => lineId) : []));
  // A line that comes with the round it is sent in was never added before.
  const [added, sent] = [linesIn('order.linesAdded'), linesIn('order.linesSent')];
  for (const lines of [added, sent]) expect(new Set(lines).size).toBe(lines.length);
  const lines = new Set([...added, ...sent]);
  expect([...traffic.acknowledged].filter((lineId) => !lines.has(lineId))).toEqual([]);
  expect([...lines].filter((lineId) => !traffic.asked.has(lineId))).toEqual([]);
  expect(lines.size).toBeGreaterThan(HUB_KILLS);
  const captured = events.flatMap((event) =>
    event.type === 'payment.captured' ? [[event.paymentId, event.amount] as const] : [],
  );
  // As arrays, so that a doubled payment is one too many.
  const byId = (payments: Iterable<readonly [string, number]>) => [...payments].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(byId(captured)).toEqual(byId(traffic.paid));
  expect(captured.length).toBeGreaterThan(HUB_KILLS / 4);
};

/** A client ends with a bill as the log has it, whole. */
const expectSeen = async ({ floor }: Watched, orderId: OrderId, parts: readonly Part[]): Promise<void> => {
  const stream = orderStream(orderId);
  const bill = parts.reduce((state, part) => foldPart(stream, state, part), initialOf(stream));
  const here = (followed: ReturnType<typeof floor.getSnapshot>) =>
    followed.value?.orders.find((order) => order.orderId === orderId);
  const isUpToDate = (followed: ReturnType<typeof floor.getSnapshot>): followed is typeof followed =>
    followed.status === 'live' && here(followed)?.version === parts.length;
  expect(here(await until(floor, isUpToDate))?.bill).toEqual(bill);
};

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);

test(`[HUB-20] killed ${HUB_KILLS} times, and its store ${STORE_KILLS} times, in traffic: each acknowledged line and payment is there once (seed ${SEED})`, async () => {
  const screen = await openWatched();
  const tills: Till[] = [];
  for (let count = 0; count < TERMINALS; count += 1) tills.push(await openTill());

  const waits = fc.sample(fc.nat(LONGEST_MS), { seed: SEED, numRuns: HUB_KILLS + STORE_KILLS });
  for (const [index, wait] of waits.entries()) {
    await online(screen.terminal);
    await pause(wait);
    if (index % (HUB_KILLS / STORE_KILLS + 1) === 0) {
      process.kill(store.pid() ?? Number.NaN, 'SIGKILL');
    } else {
      await hub.kill();
      hub = await startHubProcess(cafe, hub.port);
    }
  }
  await Promise.all(tills.map(({ traffic }) => traffic.stop()));

  const stored = await partsInLog();
  for (const till of tills) {
    const parts = stored.get(orderStream(till.orderId)) ?? [];
    expect(parts.map(({ version }) => version)).toEqual(parts.map((_, index) => index + 1));
    expectInLog(
      till,
      parts.flatMap(({ events }) => events),
    );
    for (const client of [screen, ...tills]) await expectSeen(client, till.orderId, parts);
    const bill = till.floor.getSnapshot().value?.orders.find(({ orderId }) => orderId === till.orderId)?.bill;
    expect(bill && moneyOf(bill).captured).toBe(sum(till.traffic.paid.values()));
    expect(bill && dueOf(bill)).toBe((bill?.totals.total ?? 0) - sum(till.traffic.paid.values()));
  }
  for (const { watch } of [screen, ...tills]) {
    expect(watch.faults).toEqual([]);
    expect(tills.filter(({ orderId }) => !watch.versions.has(orderStream(orderId)))).toEqual([]);
  }
  const fresh = await openDevice(hub.base, 'terminal');
  clients.push(fresh);
  await loaded(fresh.menu());
}, 300_000);
