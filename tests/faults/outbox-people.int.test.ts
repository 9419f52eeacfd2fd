import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cafe, createCafe, createHttp, type OrderId, personOf, tokensOf, when } from '@cafe/client-sdk';
import { fileOutbox } from '@cafe/client-sdk/node';
import { orderStream } from '@cafe/contract/folds';
import {
  addPerson,
  asHouse,
  type CutProxy,
  enrolTerminal,
  startCutProxy,
  startTestHub,
  type Terminal,
  type TestHub,
} from '@cafe/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { simpleItem } from '../e2e/evening.ts';

const WAIT = { timeoutMs: 30_000 };
const PIN = '603817';

let hub: TestHub;
let wire: CutProxy;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-outbox-'));
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  wire = await startCutProxy(hub.port);
}, 60_000);
afterAll(async () => {
  await wire.close();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

let ana: Terminal;
let later: Cafe;
let orderId: OrderId;
let files = 0;
/** Ana takes an order while there is no connection, and the terminal is switched off; later it is on again. */
beforeEach(async () => {
  files += 1;
  const file = join(folder, `${files}.jsonl`);
  const url = `http://127.0.0.1:${wire.port}`;
  ana = await enrolTerminal(hub, { url, outbox: fileOutbox(file) });
  ({ orderId } = await ana.cafe.orders.open({ serviceType: 'counter' }));
  const itemId = await simpleItem(hub);
  wire.shut();
  await new Promise<void>((onSaved) => {
    ana.cafe.orders.addLines(orderId, [{ itemId, quantity: 2 }], { onSaved }).catch(() => undefined); // switched off
  });
  ana.cafe.stop();
  const getToken = tokensOf(createHttp({ url: hub.base }), ana.device);
  later = createCafe({ url, getToken, outbox: fileOutbox(file) });
});
afterEach(() => later.stop());

test('[SDK-33] [SDK-51] what Ana tapped goes out as hers, though Ben is there by then', async () => {
  const { storeId } = hub.identity;
  const staffId = await addPerson(hub, 'server', 'Ben');
  await hub.cafe.user.assignSecret({ storeId, staffId }, { kind: 'pin', value: PIN });
  const http = createHttp({ url: hub.base });
  const token = (await http.refresh(ana.device.secret)).accessToken;
  const signedIn = later.actAs(personOf(http, await http.signInByPin(token, { staffId, pin: PIN })));
  const ended = new Promise((resolve) => later.outbox.onEnded(resolve));
  wire.open();
  await signedIn;
  expect(await ended).toMatchObject({ receipt: { version: 2 } });
  const bill = await hub.cafe.read(orderStream(orderId));
  expect(bill).toMatchObject({ lines: [{ quantity: 2, addedBy: { kind: 'staff', id: ana.staffId } }] });
  expect(later.outbox.getSnapshot().commands).toEqual([]);
});

test('[SDK-54] what somebody tapped who was disabled since is refused, and stays to be seen until it is discarded', async () => {
  await asHouse(hub, { type: 'staff.disable', staffId: ana.staffId });
  wire.open();
  const [left] = await when(later.outbox, ({ commands }) => commands[0]?.refusal && commands, WAIT);
  expect(left).toMatchObject({ command: { type: 'order.addLines', orderId }, refusal: { code: 'auth.revoked' } });
  expect(await hub.cafe.read(orderStream(orderId))).toMatchObject({ lines: [] });
  expect(left && (await later.outbox.discard(left.id))).toBe(true);
  expect(later.outbox.getSnapshot().commands).toEqual([]);
});
