import { createCafe, createHttp, newId, type SessionId, when } from '@cafe/client-sdk';
import { floorStream } from '@cafe/contract/folds';
import { systemTimers } from '@cafe/services/kernel';
import {
  addDevice,
  addPerson,
  deviceToken,
  enrolKitchen,
  enrolTerminal,
  joinGuest,
  staffToken,
  startTestHub,
  type TestClient,
  type TestHub,
} from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleItem } from '../faults/traffic.ts';

let first: TestHub;
let next: TestHub;
const clients: TestClient[] = [];
beforeAll(async () => {
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  first = await startTestHub({ mongodbUri, demo: true });
  const { database, identity, secrets } = first;
  const timers = { ...systemTimers, every: () => () => undefined };
  next = await startTestHub({ mongodbUri, database, identity, secrets, timers });
}, 60_000);
afterAll(async () => {
  for (const { cafe } of clients) cafe.stop();
  await next.stop();
  await first.stop();
});

const keep = async <Client extends TestClient>(opening: Promise<Client>): Promise<Client> => {
  const client = await opening;
  clients.push(client);
  return client;
};

const freeTable = async () => {
  const floor = await first.cafe.read(floorStream(first.identity.storeId));
  const table = Object.values(floor.tables).find(
    ({ state, waitingOrderId }) => state === 'available' && !waitingOrderId,
  );
  if (!table) throw new Error('no table is free');
  return table.tableId;
};

/** It reads on now, and not by itself for a while: so what it knows of what comes next it was not told. */
const lastSweep = () => next.cafe.kernel.sweep();

test('[CLU-1] a device enrolled at one hub comes in at the next one at once', async () => {
  await lastSweep();
  const { cafe } = await keep(enrolKitchen(first, { url: next.base }));
  await when(cafe.connection, ({ state }) => state === 'online' || state === 'stopped');
  expect(cafe.connection.getSnapshot()).toEqual({ state: 'online' });
});

test('[CLU-1] a person new at one hub may at the next one what they may', async () => {
  await lastSweep();
  const deviceId = await addDevice(first, 'terminal');
  const session = newId<SessionId>();
  const token = staffToken(first, await addPerson(first, 'server'), { deviceId, sid: session });
  const cafe = createCafe({ url: next.base, getToken: async () => deviceToken(first, deviceId) });
  await cafe.actAs({ session, getToken: async () => token });
  await expect(cafe.orders.open({ serviceType: 'counter' })).resolves.toHaveProperty('orderId');
  cafe.stop();
});

test('[CLU-1] who joined at one hub is known at the next one, and so is who was let in there', async () => {
  const tableId = await freeTable();
  await lastSweep();
  const lea = await keep(joinGuest(first, { tableId, name: 'Lea' }));
  const tom = await keep(joinGuest(next, { tableId, name: 'Tom' }, { url: first.base }));
  expect(tom.key.orderId).toBe(lea.key.orderId);
  await expect(createHttp({ url: first.base }).refresh(tom.key.secret)).resolves.toHaveProperty('accessToken');

  const { cafe } = await keep(enrolTerminal(first));
  const lines = [{ itemId: await simpleItem(cafe), quantity: 1 }];
  await lastSweep();
  await cafe.guests.admit(lea.key.orderId);
  const phone = await keep(joinGuest(next, { tableId, orderId: lea.key.orderId, name: 'Kim' }));
  await expect(phone.cafe.orders.addLines(lea.key.orderId, lines)).rejects.toMatchObject({
    code: 'guest.not_admitted',
  });
  await cafe.guests.admit(lea.key.orderId);
  await expect(phone.cafe.orders.addLines(lea.key.orderId, lines)).resolves.toHaveProperty('lineIds');
});
