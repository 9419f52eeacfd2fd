import type { LineId, OrderId, Part, TableId } from '@cafe/contract';
import { floorStream, orderStream } from '@cafe/contract/folds';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openTerminal, simpleItem } from '../e2e/evening.ts';
import type { RawClient } from '../e2e/socket-client.ts';
import { timesOf } from './length.ts';

const DEVICES = 50;
const COMMANDS = timesOf(100, 40);

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterAll(() => hub.stop());

/** A free table of the demo café. */
const freeTable = async (): Promise<TableId> => {
  const floor = await hub.cafe.read(floorStream(hub.identity.storeId));
  const table = Object.values(floor.tables).find(({ state }) => state === 'available');
  if (!table) throw new Error('no table is free');
  return table.tableId;
};

test(`[HUB-21] fifty devices put ${DEVICES * COMMANDS} lines on one table: none is lost, none doubled`, async () => {
  const item = await simpleItem(hub);
  // Each is a device of its own, with a person of its own signed in.
  const terminals: RawClient[] = [];
  for (let count = 0; count < DEVICES; count += 1) terminals.push(await openTerminal(hub));
  const [watcher] = terminals;
  if (!watcher) throw new Error('no terminal');
  await watcher.sync(['floor']);
  const orderId = v7() as OrderId; // a fresh uuid is an id of whatever is made with it
  await done(watcher.send({ type: 'order.open', orderId, serviceType: 'dine_in', tableId: await freeTable() }));

  const asked: LineId[] = [];
  const sending = terminals.flatMap((terminal) =>
    Array.from({ length: COMMANDS }, () => {
      const line = lineOf(item);
      asked.push(line.lineId);
      return done(terminal.send({ type: 'order.addLines', orderId, lines: [line] }));
    }),
  );
  const acks = await Promise.all(sending);
  const stream = orderStream(orderId);
  await watcher.hears((entry) => entry.stream === stream && entry.version === DEVICES * COMMANDS + 1);

  const bill = await hub.cafe.read(stream);
  if (bill.status === 'none') throw new Error('the bill is gone');
  expect(bill.lines.map(({ lineId }) => lineId).toSorted()).toEqual(asked.toSorted());
  for (const who of ['deviceId', 'id'] as const) {
    expect(new Set(bill.lines.map(({ addedBy }) => addedBy[who])).size).toBe(DEVICES);
  }
  expect(acks.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: DEVICES * COMMANDS }, (_, index) => index + 2),
  );
  const heard = watcher.heard.filter((entry): entry is Part => 'events' in entry && entry.stream === stream);
  expect(heard.map(({ version }) => version)).toEqual(
    Array.from({ length: DEVICES * COMMANDS + 1 }, (_, index) => index + 1),
  );
  // In the log too: each line once, whatever a cache says.
  const stored = await hub.connection.collection('commits').find({ 'parts.stream': stream }).toArray();
  const lines = stored.flatMap(({ parts }) =>
    parts[0].events.flatMap((event: { lines?: object[] }) => event.lines ?? []),
  );
  expect(lines).toHaveLength(DEVICES * COMMANDS);
  expect(hub.reported).toEqual([]);
  for (const terminal of terminals) terminal.close();
}, 240_000);
