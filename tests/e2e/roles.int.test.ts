import { randomBytes } from 'node:crypto';
import { type CommandId, newId, when } from '@cafe/client-sdk';
import type { ServiceName, StaffId } from '@cafe/contract';
import { signCall } from '@cafe/hub';
import {
  enrolKitchen,
  enrolTerminal,
  PIN,
  startTestHub,
  startTestService,
  type TestHub,
  type TestHubOptions,
  type TestService,
  withDatabase,
} from '@cafe/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../otlp-receiver.ts';
import { simpleItem } from './evening.ts';

const SERVICES: readonly ServiceName[] = ['user', 'menu', 'order', 'payment', 'guest'];
const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
const internalKey = randomBytes(32).toString('base64url');

let receiver: OtlpReceiver;
let whole: TestHub;
let hub: TestHub;
const services = new Map<ServiceName, TestService>();

/** What every process of the café has in common. */
const shared = (ROLE: string): TestHubOptions & { internalKey: string } => {
  const { database, identity, secrets } = whole;
  const env = {
    ROLE,
    MONGODB_URI: withDatabase(mongodbUri, database),
    INTERNAL_KEY: internalKey,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
  };
  return { mongodbUri, database, identity, secrets, env, internalKey };
};

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  // One process that is everything fills the demo, and stays beside the others on the same log.
  whole = await startTestHub({ mongodbUri, demo: true });
  for (const name of SERVICES) services.set(name, await startTestService(name, shared(name)));
  const urls = [...services].map(([name, { base }]) => [`${name.toUpperCase()}_URL`, base] as const);
  const options = shared('hub');
  hub = await startTestHub({ ...options, env: { ...options.env, ...Object.fromEntries(urls) } });
}, 60_000);
afterAll(async () => {
  await hub.stop();
  for (const service of services.values()) await service.stop();
  await whole.stop();
  await receiver.stop();
}, 60_000);

/** How many calls of a service ended how, as the hub counted them. */
const callsOf = async (service: ServiceName, outcome = 'ok'): Promise<number> => {
  const line = new RegExp(`^cafe_internal_calls_total\\{service="${service}",outcome="${outcome}"\\} (\\d+)$`, 'm');
  return Number(line.exec(await hub.metrics.text())?.[1] ?? 0);
};

describe('a café of six processes', () => {
  test('[SEAM-9] serves a bill from the first tap to the receipt, and each service decides what is its own', async () => {
    const terminal = await enrolTerminal(hub, { role: 'manager' });
    const kitchen = await enrolKitchen(hub);
    const { cafe } = terminal;
    const { orderId } = await cafe.orders.open({ serviceType: 'counter' });
    const onScreen = when(kitchen.cafe.kitchen(), ({ value }) => value?.orders.some((one) => one.orderId === orderId));
    const { total } = await cafe.orders.send(orderId, { lines: [{ itemId: await simpleItem(hub), quantity: 2 }] });
    expect(await onScreen).toBe(true);
    const bill = await when(cafe.order(orderId), ({ value }) => value?.bill.lines.length === 1 && value.bill);
    const lineIds = bill.lines.map(({ lineId }) => lineId);
    await cafe.orders.finish(orderId, { lineIds });
    await cafe.orders.serve(orderId, lineIds);
    const { due } = await cafe.payments.takeCash(orderId, { tendered: (total ?? 0) + 100 });
    expect(due).toBe(0);
    expect(await cafe.orders.close(orderId)).toMatchObject({ receiptNumber: 1 });
    await whole.cafe.kernel.sweep(); // nobody tells it: it finds what the others did in the log
    const { state } = await whole.cafe.kernel.state(`order:${orderId}`);
    expect(state).toMatchObject({ status: 'closed', receiptNumber: 1 });
    for (const name of ['user', 'order', 'payment'] as const) expect(await callsOf(name)).toBeGreaterThan(0);
    terminal.cafe.stop();
    kitchen.cafe.stop();
    expect([hub, ...services.values()].flatMap(({ reported }) => reported)).toEqual([]);
  });

  test('[SEAM-9] lists what its services wrote, with their own word for up to when', async () => {
    const { cafe } = await enrolTerminal(hub, { role: 'manager' });
    const { orderId } = await cafe.orders.open({ serviceType: 'takeaway' });
    const isListed = async () => {
      for await (const row of cafe.orders.list({ status: 'open' })) if (row.orderId === orderId) return true;
      return false;
    };
    while (!(await isListed())); // the collections are a moment behind
    expect(await callsOf('order')).toBeGreaterThan(1);
    cafe.stop();
  });

  test('[SEAM-9] asks for an approval, checks its PIN where PINs are checked, and says no as one process does', async () => {
    const [server, manager] = [await enrolTerminal(hub), await enrolTerminal(hub, { role: 'manager' })];
    const itemId = await simpleItem(hub);
    const { orderId } = await server.cafe.orders.open({ serviceType: 'counter' });
    await server.cafe.orders.send(orderId, { lines: [{ itemId, quantity: 1 }] });
    const bill = await when(server.cafe.order(orderId), ({ value }) => value?.bill.lines.length === 1 && value.bill);
    const lineIds = bill.lines.map(({ lineId }) => lineId);
    await manager.cafe.orders.start(orderId, { lineIds });
    const lines = lineIds.map((lineId) => ({ lineId }));
    const waste = (approval?: { by: StaffId; pin: string }) =>
      server.cafe.orders.voidLines({ orderId, lines, reason: 'dropped' }, approval ? { approval } : {});
    await expect(waste()).rejects.toMatchObject({ code: 'actor.approval_required' });
    await expect(waste({ by: manager.staffId, pin: '000001' })).rejects.toMatchObject({
      code: 'auth.wrong_credentials',
    });
    expect(await callsOf('user', 'auth.wrong_credentials')).toBe(1);
    await waste({ by: manager.staffId, pin: PIN });
    server.cafe.stop();
    manager.cafe.stop();
  });

  test('[SEAM-8] has let out what a service committed by the time its sender is answered', async () => {
    const { cafe } = await enrolTerminal(hub);
    for (let count = 0; count < 5; count += 1) {
      const { orderId, version } = await cafe.orders.open({ serviceType: 'counter' });
      expect(hub.cafe.kernel.peek(`order:${orderId}`)?.version).toBe(version);
    }
    cafe.stop();
  });

  test('[SEE-5] traces a command from the hub into the service that decides it, and back to the hub’s sockets', async () => {
    const { cafe } = await enrolTerminal(hub);
    const id = newId<CommandId>();
    await cafe.send({ type: 'order.open', orderId: newId(), serviceType: 'counter' }, { id });
    cafe.stop();
    const wanted = ['order.open', 'parse', 'admit', 'serve', 'decide', 'append', 'emit'];
    const isWhole = (spans: readonly ReceivedSpan[]) =>
      wanted.every((name) => spans.some((span) => span.name === name));
    const spans = await receiver.trace(id.replaceAll('-', ''), isWhole);
    const one = (name: string) => spans.find((span) => span.name === name);
    const [root, serve, append] = [one('order.open'), one('serve'), one('append')];
    expect(root).not.toHaveProperty('parentSpanId');
    expect(serve).toMatchObject({ parentSpanId: root?.spanId });
    expect(serve?.instance).not.toBe(root?.instance);
    for (const name of ['decide', 'append']) {
      expect(one(name)).toMatchObject({ parentSpanId: serve?.spanId, instance: serve?.instance });
    }
    expect(one('admit')).toMatchObject({ parentSpanId: root?.spanId, instance: root?.instance });
    const emits = spans.filter(({ name }) => name === 'emit');
    expect(emits.find(({ instance }) => instance === root?.instance)).toMatchObject({ parentSpanId: append?.spanId });
  });

  test('[SEAM-7] answers for what is its own, to its own hubs', async () => {
    const ask = (body: string, key = internalKey, name = 'command') => {
      const headers = { ...signCall(key, { name, nonce: v7(), body }, Date.now()) };
      return fetch(`${services.get('menu')?.base}/internal/v1/${name}`, { method: 'POST', body, headers });
    };
    const { storeId } = whole.identity;
    const by = { kind: 'staff', id: v7() };
    const command = { type: 'order.open', orderId: v7(), serviceType: 'counter' };
    const question = { storeId, id: v7(), command, by, may: ['order.open'] };
    const codeOf = async (body: object) => (await (await ask(JSON.stringify(body))).json()).refusal.code;
    expect(await codeOf(question)).toBe('command.malformed'); // not the menu's
    expect(await codeOf({ ...question, storeId: v7() })).toBe('command.malformed');
    expect(await codeOf({ ...question, price: 1 })).toBe('command.malformed');
    expect((await ask(JSON.stringify(question), 'another key')).status).toBe(401);
    const save = { type: 'menu.saveCategory', categoryId: v7(), name: 'Ices', sort: 1, archived: false };
    const denied = { ...question, command: save, may: ['order.open'] };
    expect(await codeOf(denied)).toBe('actor.forbidden');
    expect(services.get('menu')?.reported).toEqual([]);
  });
});

test('[SEAM-10] a copy that stops answers what is at work, and another takes the rest', async () => {
  const [one, other] = [
    await startTestService('order', shared('order')),
    await startTestService('order', shared('order')),
  ];
  const urls = [...services].map(([name, { base }]) => [`${name.toUpperCase()}_URL`, base] as const);
  const options = shared('hub');
  const ORDER_URL = `${one.base},${other.base}`;
  const third = await startTestHub({ ...options, env: { ...options.env, ...Object.fromEntries(urls), ORDER_URL } });
  const { cafe } = await enrolTerminal(third);
  const opening = Array.from({ length: 24 }, () => cafe.orders.open({ serviceType: 'counter' }));
  await opening[0];
  await one.stop();
  const more = Array.from({ length: 12 }, () => cafe.orders.open({ serviceType: 'counter' }));
  const opened = await Promise.all([...opening, ...more]);
  expect(new Set(opened.map(({ orderId }) => orderId)).size).toBe(36);
  expect(new Set(opened.map(({ displayNumber }) => displayNumber)).size).toBe(36);
  cafe.stop();
  await third.stop();
  await other.stop();
  expect([...one.reported, ...other.reported, ...third.reported]).toEqual([]);
}, 60_000);
