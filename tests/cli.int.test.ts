import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PaymentId } from '@cafe/contract';
import { asHouse, startTestHub, type TestHub, withDatabase } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openBill, openTerminal, simpleItem } from './e2e/evening.ts';
import { sitDown } from './e2e/guests-at-table.ts';

const STORE = process.env['TEST_MONGODB_URI'] ?? '';
const CLI = resolve(import.meta.dirname, '../hub/dist/cli/main.js');
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cafe-cli-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run cafe -- …` as a person would, without what npm prints around it. */
const cafe = (database: string, args: readonly string[], input = ''): Promise<Run> =>
  new Promise((done) => {
    const env = { PATH: process.env['PATH'], MONGODB_URI: withDatabase(STORE, database), DATA_DIR: dataDir };
    const child = execFile(process.execPath, [CLI, ...args], { env }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
    child.stdin?.end(input);
  });

const freshDatabase = (): string => `t_${randomBytes(6).toString('hex')}`;
const owner = 'espresso-and-cake\n482913\n';
const init = ['init', '--name', 'Corner Café', '--owner', 'Olga', '--login', 'olga'];

test('[CLI-1] init makes a store with an owner once; the doctor finds it well', async () => {
  const database = freshDatabase();
  const empty = await cafe(database, ['doctor']);
  expect(empty).toMatchObject({ code: 1 });
  expect(empty.out).toContain('npm run cafe -- init');
  expect(await cafe(database, init, owner)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/first device with [0-9A-Z]{10}/),
  });
  const well = await cafe(database, ['doctor', '--json']);
  const findings: { ok: boolean; name: string }[] = JSON.parse(well.out);
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ name }) => name)).toContain('unique index over several keys of a document');
  expect(well.code).toBe(0);
  expect(await cafe(database, init, owner)).toMatchObject({ code: 2, err: expect.stringContaining('a store already') });
}, 60_000);

test('[CLI-1] a weak password makes no store', async () => {
  const database = freshDatabase();
  expect(await cafe(database, init, 'olga\n\n')).toMatchObject({ code: 2 });
  expect((await cafe(database, ['doctor'])).out).toContain('There is no store');
}, 60_000);

const COLLECTIONS = [
  'orders',
  'tables',
  'floors',
  'menuItems',
  'categories',
  'users',
  'devices',
  'payments',
  'guestSessions',
] as const;

/** What an evening leaves: five bills, of which one was paid for and closed, with a line that was voided; and a guest. */
const spendAnEvening = async (hub: TestHub): Promise<void> => {
  const terminal = await openTerminal(hub);
  const item = await simpleItem(hub);
  const lines = [lineOf(item), lineOf(item)];
  const orderId = await openBill(terminal);
  await done(terminal.send({ type: 'order.send', orderId, lines }));
  for (let count = 1; count < 4; count += 1) {
    const another = await openBill(terminal);
    await done(terminal.send({ type: 'order.send', orderId: another, lines: [lineOf(item), lineOf(item)] }));
  }
  terminal.close();
  const [wrong, right] = lines.map(({ lineId }) => lineId);
  if (!wrong || !right) throw new Error('no lines');
  await asHouse(hub, { type: 'order.voidLines', orderId, lines: [{ lineId: wrong }], reason: 'entered wrong' });
  await asHouse(hub, { type: 'order.finish', orderId, lineIds: [right] });
  await asHouse(hub, { type: 'order.serve', orderId, lineIds: [right] });
  const paymentId = v7() as PaymentId; // a fresh uuid is an id of whatever is made with it
  await asHouse(hub, { type: 'payment.takeCash', orderId, paymentId, tendered: 5_000 });
  await asHouse(hub, { type: 'order.close', orderId });
  await sitDown(hub);
};

test('[CLI-2] rebuild makes every collection again, equal document by document', async () => {
  const hub = await startTestHub({ mongodbUri: STORE, demo: true });
  await spendAnEvening(hub);
  await hub.cafe.kernel.flush();
  const contents = async () => {
    const all: Record<string, readonly object[]> = {};
    // `foldedTo` is the guard's own: a row that a commit did not change is not written for it, but made again it is newer.
    const find = (name: string) => hub.connection.collection(name).find({}, { projection: { foldedTo: 0 } });
    for (const name of COLLECTIONS) all[name] = await find(name).sort({ _id: 1 }).toArray();
    return all;
  };
  const before = await contents();
  expect(COLLECTIONS.filter((name) => before[name]?.length === 0)).toEqual([]);
  expect(before['orders']).toHaveLength(5);
  expect(before['orders']).toContainEqual(expect.objectContaining({ status: 'closed', receiptNumber: 1 }));
  await hub.connection.collection('orders').deleteMany({});
  await hub.connection.collection('payments').updateMany({}, { $set: { amount: 1 } });
  await hub.connection.collection('guestSessions').deleteMany({});
  await hub.connection.collection('menuItems').updateMany({}, { $set: { name: 'wrong' } });
  await hub.connection.collection('stores').insertOne({
    _id: hub.identity.storeId as never, // this collection's ids are store ids
    epoch: hub.identity.epoch,
    demo: true,
  });
  expect(await cafe(hub.database, ['rebuild'])).toMatchObject({ code: 0, err: '' });
  expect(await contents()).toEqual(before);
  await hub.stop();
}, 60_000);

test('[CLI-3] the configuration names every mistake at once, and no secret', async () => {
  const { out } = await cafe('x', ['config']);
  expect(out).toContain('MONGODB_URI=***');
  expect(out).not.toContain(STORE);
});
