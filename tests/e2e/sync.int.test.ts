import type { Base, ItemId, Part } from '@cafe/contract';
import { foldPart, initialOf, type OrderState, orderStream, type StreamName } from '@cafe/contract/folds';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { done, lineOf, openBill, openKitchen, openTerminal, simpleItem } from './evening.ts';
import type { RawClient } from './socket-client.ts';

let hub: TestHub;
let item: ItemId;
const clients: RawClient[] = [];
const keep = (client: RawClient): RawClient => {
  clients.push(client);
  return client;
};
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  item = await simpleItem(hub);
}, 60_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const partsOf = (client: RawClient, stream: StreamName): Part[] =>
  client.heard.filter((entry): entry is Part => 'events' in entry && entry.stream === stream);
const versionsOf = (client: RawClient, stream: StreamName) => partsOf(client, stream).map(({ version }) => version);

test('[SYN-1] nothing falls between a sync and what is heard live, however they meet', async () => {
  const [writer, reader] = [keep(await openTerminal(hub)), keep(await openTerminal(hub))];
  const orderId = await openBill(writer);
  const stream = orderStream(orderId);
  const writing = Array.from({ length: 60 }, () =>
    done(writer.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] })),
  );
  const answers = [];
  for (let round = 0; round < 5; round += 1) answers.push(await reader.sync(['floor']));
  await Promise.all(writing);
  const last = answers.at(-1)?.streams.find((one) => one.stream === stream) as Base | undefined;
  const from = last?.version ?? 0;
  await reader.hears((entry) => entry.stream === stream && entry.version === 61);
  const heardAfter = versionsOf(reader, stream).filter((version) => version > from);
  expect(heardAfter).toEqual(Array.from({ length: 61 - from }, (_, index) => from + index + 1));
});

test('[SYN-2] a client that missed some parts gets them all, and folds to the same state', async () => {
  const terminal = keep(await openTerminal(hub));
  const orderId = await openBill(terminal);
  const stream = orderStream(orderId);
  const { epoch } = await terminal.sync([`order:${orderId}`]);
  for (let count = 0; count < 5; count += 1) {
    await done(terminal.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] }));
  }
  const answer = await terminal.sync([`order:${orderId}`], [[stream, 1]], epoch);
  const missed = answer.streams.find((one) => one.stream === stream);
  if (!missed || !('commits' in missed)) throw new Error('a snapshot came where parts were missed');
  expect(missed.commits.map(({ version }) => version)).toEqual([2, 3, 4, 5, 6]);
  const opened = foldPart(stream, initialOf(stream), partOf(await hub.cafe.kernel.state(stream), 1));
  const folded = missed.commits.reduce((state, part) => foldPart(stream, state, part), opened);
  expect(folded).toEqual(await hub.cafe.read(stream));
});

/** A part as the log has it. */
const partOf = (
  { stream, latest }: { stream: StreamName; latest: readonly { parts: readonly unknown[] }[] },
  version: number,
): Part => {
  for (const commit of latest as readonly (Pick<Part, 'at' | 'by'> & { parts: readonly Part[] })[]) {
    const part = commit.parts.find((one) => one.stream === stream && one.version === version);
    if (part) return { ...part, at: commit.at, by: commit.by };
  }
  throw new Error(`no part ${version}`);
};

test('[SYN-3] versions of another log, or seen by another audience, mean the whole state', async () => {
  const terminal = keep(await openTerminal(hub));
  const kitchen = keep(await openKitchen(hub));
  const { epoch: staffEpoch } = await terminal.sync(['menu']);
  const { epoch: kitchenEpoch } = await kitchen.sync(['menu']);
  const stream: StreamName = `menu:${hub.identity.storeId}`;
  const { version } = await hub.cafe.kernel.state(stream);
  const stateFor = async (epoch: string) => (await terminal.sync(['menu'], [[stream, version]], epoch)).streams[0];
  expect(await stateFor(staffEpoch)).toEqual({ stream, commits: [] });
  expect(await stateFor(kitchenEpoch)).toHaveProperty('state');
  expect(await stateFor('another log.staff')).toHaveProperty('state');
});

test('[SYN-4] a long answer comes in pages, and a page is of its socket alone', async () => {
  const terminal = keep(await openTerminal(hub));
  const note = 'x'.repeat(400);
  for (let count = 0; count < 6; count += 1) {
    const orderId = await openBill(terminal);
    const lines = Array.from({ length: 90 }, () => ({ ...lineOf(item), note }));
    await done(terminal.send({ type: 'order.addLines', orderId, lines }));
  }
  const first = await terminal.sync(['floor']);
  if (first.next === undefined) throw new Error('six long bills came in one page');
  const other = keep(await openTerminal(hub));
  expect(await other.emit('sync', { next: first.next })).toMatchObject({ refusal: { code: 'sync.expired' } });
  const seen = new Set(first.streams.map(({ stream }) => stream));
  let next: string | undefined = first.next;
  while (next !== undefined) {
    const page = await terminal.emit('sync', { next });
    if (!page.ok) throw new Error(page.refusal.code);
    for (const { stream } of page.streams) {
      expect(seen.has(stream)).toBe(false);
      seen.add(stream);
    }
    next = page.next;
  }
  expect(seen.size).toBeGreaterThanOrEqual(7);
  expect(await terminal.emit('sync', { next: first.next })).toMatchObject({ refusal: { code: 'sync.expired' } });
});

test('[SYN-5] a bill that reaches the kitchen comes there as it was, and then what happened', async () => {
  const [terminal, kitchen] = [keep(await openTerminal(hub)), keep(await openKitchen(hub))];
  const orderId = await openBill(terminal);
  const stream = orderStream(orderId);
  await done(terminal.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] }));
  await done(terminal.send({ type: 'order.send', orderId }));
  await kitchen.hears((entry) => entry.stream === stream && 'events' in entry);
  const [base, part] = kitchen.heard.filter((entry) => entry.stream === stream);
  if (!base || !('state' in base) || !part || !('events' in part)) throw new Error('no state in front of the part');
  expect([base.version, part.version]).toEqual([2, 3]);
  const folded = foldPart(stream, base.state as OrderState, part);
  expect(folded).toEqual(await hub.cafe.read(stream));
});

test('[SYN-6] what changed is announced, so that a lost last commit is noticed', async () => {
  const [terminal, reader] = [keep(await openTerminal(hub)), keep(await openTerminal(hub))];
  await reader.sync(['floor']);
  const orderId = await openBill(terminal);
  await done(terminal.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] }));
  await reader.announced(orderStream(orderId), 2);
});

test('[HUB-4] a socket in overlapping topics hears a commit of the floor once', async () => {
  const [terminal, reader] = [keep(await openTerminal(hub)), keep(await openTerminal(hub))];
  await reader.sync(['floor', 'kitchen', 'menu', 'kitchen']);
  const orderId = await openBill(terminal);
  await done(terminal.send({ type: 'order.send', orderId, lines: [lineOf(item)] }));
  await done(terminal.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] }));
  await reader.hears((entry) => entry.stream === orderStream(orderId) && entry.version === 3);
  expect(versionsOf(reader, orderStream(orderId))).toEqual([1, 2, 3]);
});
