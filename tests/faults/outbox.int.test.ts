import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type Cafe,
  type CommandId,
  createCafe,
  createHttp,
  type LineId,
  newId,
  type OrderId,
  tokensOf,
  when,
} from '@cafe/client-sdk';
import { fileOutbox } from '@cafe/client-sdk/node';
import { orderStream } from '@cafe/contract/folds';
import { enrolTerminal, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleItem } from '../e2e/evening.ts';
import { freeTable } from '../e2e/guests-at-table.ts';
import { ROOT } from '../source-facts.ts';
import { startFrameCutter } from './frame-cutter.ts';

const WAIT = { timeoutMs: 30_000 };

let hub: TestHub;
let folder = '';
const clients = new Set<Cafe>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-outbox-'));
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterEach(() => {
  for (const client of clients) client.stop();
  clients.clear();
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

const keep = <Client extends { readonly cafe: Cafe }>(client: Client): Client => {
  clients.add(client.cafe);
  return client;
};
/** How a store is opened without a client. */
const place = {
  name: 'a',
  timers: { now: () => 0, after: () => () => {}, random: () => 0 },
  report: (error: unknown) => {
    throw error;
  },
};
let files = 0;
const freshFile = () => {
  files += 1;
  return join(folder, `outbox-${files}.jsonl`);
};

/** Resolves when a command is in the outbox; it is not waited for what the hub says. */
const saved = (send: (options: { readonly onSaved: () => void }) => Promise<unknown>): Promise<void> =>
  new Promise((resolve, reject) => void send({ onSaved: resolve }).catch(reject));

/** The hub goes down, and comes back with the same port and store when it is told to, as after a power cut. */
const takeDown = async (): Promise<() => Promise<void>> => {
  const { database, identity, secrets, port } = hub;
  await hub.stop();
  return async () => {
    const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
    hub = await startTestHub({ mongodbUri, database, identity, secrets, demo: true, env: { PORT: String(port) } });
  };
};

const billOf = async (orderId: OrderId) => {
  const bill = await hub.cafe.read(orderStream(orderId));
  if (bill.status === 'none') throw new Error('the bill is gone');
  return bill;
};

describe.each(['the same page', 'a page that was loaded anew'])('paid while the hub is down: %s', (life) => {
  test('[SDK-50] [SDK-51] the table is paid exactly once, also after a second device has synced', async () => {
    const file = freshFile();
    const till = keep(await enrolTerminal(hub, { role: 'manager', outbox: fileOutbox(file) }));
    const second = keep(await enrolTerminal(hub));
    const floor = second.cafe.floor();
    floor.subscribe(() => undefined);
    const tableId = await freeTable(hub);
    const { orderId } = await till.cafe.orders.open({ serviceType: 'dine_in', tableId });
    const { total = 0 } = await till.cafe.orders.send(orderId, {
      lines: [{ itemId: await simpleItem(hub), quantity: 2 }],
    });
    await when(floor, ({ value }) => value?.orders.some((order) => order.orderId === orderId), WAIT);

    const bringUp = await takeDown();
    await saved((options) => till.cafe.payments.takeCash(orderId, { tendered: total }, options));
    await when(till.cafe.sync, (sync) => sync.state === 'queued' && sync.count === 1, WAIT);
    if (life !== 'the same page') till.cafe.stop();
    await bringUp();

    // The second device is back first, with the bill as it was, and writes to it.
    await when(second.cafe.connection, ({ state }) => state === 'online', WAIT);
    await second.cafe.orders.addLines(orderId, [{ itemId: await simpleItem(hub), quantity: 1 }]);
    if (life !== 'the same page') {
      const getToken = tokensOf(createHttp({ url: hub.base }), till.device);
      const next = keep({ cafe: createCafe({ url: hub.base, getToken, outbox: fileOutbox(file) }) });
      const ended = new Promise<unknown>((resolve) => next.cafe.outbox.onEnded(resolve));
      expect(await ended).toMatchObject({
        command: { type: 'payment.takeCash' },
        receipt: { version: expect.any(Number) },
      });
    } else {
      await when(till.cafe.sync, ({ state }) => state === 'saved', WAIT);
    }
    const paid = await when(
      floor,
      ({ value }) => value?.orders.find((order) => order.orderId === orderId && order.bill.payments.length > 0),
      WAIT,
    );
    const bill = await billOf(orderId);
    expect(bill.payments).toMatchObject([{ amount: total }]);
    expect(paid.bill.payments).toEqual(bill.payments);
  }, 120_000);
});

describe.each(['up', 'down'] as const)('a wire that is cut %s the line', (direction) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '[SDK-22] [SDK-30] [SDK-50] after frame %i of a drain, three times: nothing is lost, and nothing done twice',
    async (at) => {
      const till = keep(await enrolTerminal(hub, { outbox: fileOutbox(freshFile()) }));
      const { cafe, device } = till;
      const itemId = await simpleItem(hub);
      const bills = await Promise.all([1, 2, 3, 4].map(() => cafe.orders.open({ serviceType: 'counter' })));
      const session = cafe.seat.getSnapshot().session;
      cafe.stop();
      // What was tapped while there was no hub.
      const file = freshFile();
      const store = await fileOutbox(file)(place);
      const asked: { orderId: OrderId; lineId: LineId }[] = [];
      for (let count = 0; count < 16; count += 1) {
        const [id, lineId] = [newId<CommandId>(), newId<LineId>()];
        const { orderId } = bills[count % bills.length] ?? { orderId: newId<OrderId>() };
        asked.push({ orderId, lineId });
        const lines = [{ lineId, itemId, quantity: 1, modifiers: [] }];
        const command = { type: 'order.addLines' as const, orderId, lines };
        await store.put({ id, command, queuedAtMs: count, ...(session && { session }) });
      }
      await store.close();

      const wire = await startFrameCutter(hub.port, { at, times: 3, direction });
      const getToken = tokensOf(createHttp({ url: hub.base }), device);
      const next = keep({
        cafe: createCafe({ url: `http://127.0.0.1:${wire.port}`, getToken, outbox: fileOutbox(file) }),
      });
      const reasons: (string | undefined)[] = [];
      next.cafe.connection.subscribe(() => reasons.push(next.cafe.connection.getSnapshot().reason?.message));
      await when(next.cafe.outbox, ({ status, commands }) => status === 'ready' && commands.length === 0, WAIT);
      for (const { orderId } of bills) {
        const lines = (await billOf(orderId)).lines.map(({ lineId }) => lineId);
        expect(lines).toEqual(asked.filter((one) => one.orderId === orderId).map(({ lineId }) => lineId));
      }
      // A wire that is cut is noticed, wherever it is: nobody waits for an answer that cannot come.
      expect(reasons.filter((reason) => reason?.includes('did not answer'))).toEqual([]);
      expect(wire.cuts()).toBeGreaterThanOrEqual(2);
      next.cafe.stop();
      await wire.close();
    },
    120_000,
  );
});

test('[SDK-50] [SDK-57] a program killed 5 times while it saves still has all that it called saved', async () => {
  const path = freshFile();
  const seen: string[] = [];
  for (let cycle = 0; cycle < 5; cycle += 1) {
    const program = join(ROOT, 'tests/programs/keep-commands.mjs');
    const child = spawn(process.execPath, [program, path, 'http://127.0.0.1:9'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let left = 40;
    for await (const line of createInterface({ input: child.stdout })) {
      seen.push(line);
      left -= 1;
      if (left === 0) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  const store = await fileOutbox(path)(place);
  const kept = new Set(JSON.stringify(await store.adopt()).match(/[0-9a-f-]{36}/g));
  await store.close();
  expect(seen.length).toBeGreaterThanOrEqual(200);
  expect(seen.filter((lineId) => !kept.has(lineId))).toEqual([]);
}, 120_000);
