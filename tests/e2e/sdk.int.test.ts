import { createCafe, createHttp, newId, type Present, tokensOf, when } from '@cafe/client-sdk';
import type { LineId, OrderId } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import { asHouse, enrolKitchen, enrolTerminal, joinGuest, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleItem } from './evening.ts';
import { freeTable, openTable } from './guests-at-table.ts';

const WAIT = { timeoutMs: 10_000 };

let hub: TestHub;
/** A hub whose clock a test sets. */
let steered: TestHub;
/** How far it is ahead of the machine's, in milliseconds. */
let aheadMs = 0;
beforeAll(async () => {
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  hub = await startTestHub({ mongodbUri, demo: true });
  steered = await startTestHub({ mongodbUri, demo: true, now: () => new Date(Date.now() + aheadMs) });
}, 60_000);
afterAll(() => Promise.all([hub.stop(), steered.stop()]));

test('[SDK-1] [SDK-6] over real sockets everybody applies each version once and comes to what the hub has', async () => {
  const [terminal, kitchen] = [await enrolTerminal(hub), await enrolKitchen(hub)];
  const tableId = await freeTable(hub);
  const guest = await joinGuest(hub, { tableId, name: 'Lea' });
  const { orderId } = guest.key;
  const floor = terminal.cafe.floor();
  const screen = kitchen.cafe.kitchen();
  const phone = guest.cafe.order(orderId);
  for (const view of [floor, screen, phone]) view.subscribe(() => {});
  await terminal.cafe.guests.admit(orderId);
  await when(phone, ({ value }) => value?.bill.status === 'open', WAIT);
  const itemId = await simpleItem(hub);
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? terminal : guest).cafe.orders.addLines(orderId, [{ itemId, quantity: 1 }]),
    ),
  );
  const { round } = await terminal.cafe.orders.send(orderId);
  expect(round).toBe(1);

  const stream = orderStream(orderId);
  const inLog = await hub.cafe.read(stream);
  if (inLog.status === 'none') throw new Error('the bill is gone');
  const isSent = (bill: { lines: readonly { state: string }[] } | undefined) =>
    bill?.lines.length === 40 && bill.lines.every(({ state }) => state === 'fired');
  const seen = await when(
    floor,
    ({ value }) => value?.orders.find((one) => one.orderId === orderId && isSent(one.bill)),
    WAIT,
  );
  await when(screen, ({ value }) => value?.orders.some((one) => one.orderId === orderId && isSent(one.bill)), WAIT);
  await when(phone, ({ value }) => isSent(value?.bill), WAIT);
  expect(seen.bill).toEqual(inLog);
  for (const { record, cafe } of [terminal, kitchen, guest]) {
    expect(record.problems()).toEqual([]);
    expect(record.applied(stream).at(-1)).toBe(seen.version);
    cafe.stop();
  }
  expect(hub.reported).toEqual([]);
}, 60_000);

test('[SDK-20] [SDK-23] tokens of a device and its person are replaced before they end, on the same connection', async () => {
  const { cafe } = await enrolTerminal(steered);
  const floor = cafe.floor();
  floor.subscribe(() => {});
  await when(floor, ({ status }) => status === 'live', WAIT);
  const states: string[] = [];
  cafe.connection.subscribe(() => void states.push(cafe.connection.getSnapshot().state));
  // Each time it is told that a token ends within the minute; the third is after the end of every first one.
  for (let renewal = 0; renewal < 3; renewal += 1) {
    const warned = new Promise<void>((resolve) => {
      const stop = cafe.onNotice(({ kind }) => {
        if (kind !== 'authExpiring') return;
        stop();
        resolve();
      });
    });
    aheadMs += 9.5 * 60_000;
    await warned;
    await cafe.orders.open({ serviceType: 'counter' });
  }
  expect({ states, ...cafe.seat.getSnapshot() }).toEqual({ states: [], session: expect.any(String) });
  await when(floor, ({ status, value }) => status === 'live' && value?.orders.length === 3, WAIT);
  cafe.stop();
}, 60_000);

test('[SDK-10] a phone that waits at an open table is refused its order, and has it once it was let in', async () => {
  const { tableId, orderId } = await openTable(hub);
  const { cafe } = await joinGuest(hub, { tableId, orderId });
  const order = cafe.order(orderId);
  const { error } = await when(order, (now) => now.status === 'refused' && now, WAIT);
  expect(error?.code).toBe('actor.not_found');
  await asHouse(hub, { type: 'guest.admit', orderId });
  const { value } = await when(order, (now) => now.status === 'live' && now, WAIT);
  expect(value?.bill.guests).toMatchObject([{ status: 'active' }]);
  cafe.stop();
});

test('[SDK-23] whoever was disabled is signed out on the device, and the device stays', async () => {
  const { cafe, staffId } = await enrolTerminal(hub);
  await asHouse(hub, { type: 'staff.disable', staffId });
  const { reason } = await when(cafe.seat, (seat) => seat.session === undefined && seat, WAIT);
  expect(reason?.code).toBe('auth.revoked');
  expect(cafe.connection.getSnapshot()).toEqual({ state: 'online' });
  cafe.stop();
});

test('[SDK-21] a device that was revoked stops, and says why', async () => {
  const { cafe, device } = await enrolTerminal(hub);
  await asHouse(hub, { type: 'device.revoke', deviceId: device.deviceId });
  const { reason } = await when(cafe.connection, (now) => now.state === 'stopped' && now, WAIT);
  expect(reason?.code).toBe('auth.revoked');
});

test('[SDK-21] an app of another version of the wire is told that it is outdated', async () => {
  const { device, cafe } = await enrolTerminal(hub);
  cafe.stop();
  const getToken = tokensOf(createHttp({ url: hub.base }), device);
  const old = createCafe({ url: hub.base, getToken, protocol: 99 });
  const { reason } = await when(old.connection, (now) => now.state === 'stopped' && now, WAIT);
  expect(reason).toMatchObject({ code: 'client.outdated', remedy: expect.any(String) });
});

test('[SDK-32] a refusal comes to its sender with code, remedy and request id', async () => {
  const { cafe } = await enrolTerminal(hub);
  const refused = cafe.orders.close(newId<OrderId>());
  await expect(refused).rejects.toMatchObject({
    name: 'CafeError',
    code: 'order.not_found',
    remedy: expect.any(String),
    retryable: false,
    requestId: expect.any(String),
  });
  const { orderId } = await cafe.orders.open({ serviceType: 'counter' });
  await expect(cafe.orders.serve(orderId, [newId<LineId>()])).rejects.toMatchObject({ code: 'line.not_found' });
  cafe.stop();
});

test('[SDK-64] two terminals at a table see one another, also where one of them follows the whole floor', async () => {
  const [one, other] = [await enrolTerminal(hub), await enrolTerminal(hub)];
  const { tableId } = await openTable(hub);
  other.cafe.floor().subscribe(() => {});
  const [mine, theirs] = [one.cafe.presence(tableId), other.cafe.presence(tableId)];
  mine.subscribe(() => {});
  const stop = theirs.subscribe(() => {});
  const isThere = (staffId: string) => (present: readonly Present[]) =>
    present.some(({ by }) => 'id' in by && by.id === staffId);
  await when(mine, isThere(other.staffId), WAIT);
  await when(theirs, isThere(one.staffId), WAIT);
  // A hint may be lost; whoever types goes on typing.
  const keys = setInterval(() => theirs.typing(), 50);
  await when(mine, (present) => present.some(({ kind }) => kind === 'typing'), WAIT);
  clearInterval(keys);
  stop();
  await when(mine, (present) => !isThere(other.staffId)(present), WAIT);
  for (const { cafe } of [one, other]) cafe.stop();
});
