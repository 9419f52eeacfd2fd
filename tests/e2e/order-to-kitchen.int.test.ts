import type { LineId, OrderId } from '@cafe/contract';
import { addDevice, addPerson, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { simpleItem } from './evening.ts';
import { connect } from './socket-client.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterAll(() => hub.stop());

test('[HUB-1] the kitchen hears what a terminal sent, the moment it is durable', async () => {
  const [terminalId, kitchenId] = [await addDevice(hub, 'terminal'), await addDevice(hub, 'kitchen')];
  const server = await addPerson(hub, 'server');
  const terminal = await connect({ base: hub.base, token: deviceToken(hub, terminalId) });
  const kitchen = await connect({ base: hub.base, token: deviceToken(hub, kitchenId) });
  const seated = await terminal.emit('auth', { token: staffToken(hub, server, { deviceId: terminalId }) });
  expect(seated).toMatchObject({ ok: true, audience: 'staff' });
  expect(await kitchen.sync(['kitchen', 'menu'])).toMatchObject({ audience: 'kitchen', refused: [] });

  const orderId = v7() as OrderId;
  expect(await terminal.send({ type: 'order.open', orderId, serviceType: 'counter' })).toMatchObject({
    ok: true,
    version: 1,
  });
  const lines = [{ lineId: v7() as LineId, itemId: await simpleItem(hub), quantity: 2, modifiers: [] }];
  const ack = await terminal.send({ type: 'order.send', orderId, lines });
  expect(ack).toMatchObject({ ok: true, stream: `order:${orderId}`, version: 2 });

  const heard = await kitchen.hears((entry) => 'events' in entry && entry.stream === `order:${orderId}`);
  expect(heard).toMatchObject({ version: 2, events: [{ type: 'order.linesSent', round: 1 }] });
  terminal.close();
  kitchen.close();
  expect(hub.reported).toEqual([]);
});
