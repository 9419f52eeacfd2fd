import type { CommandOf, OrderId, StationId } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../otlp-receiver.ts';
import { done, lineOf, openBill, openKitchen, openTerminal, simpleItem } from './evening.ts';

const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
let receiver: OtlpReceiver;
let hub: TestHub;
/** Another hub of the same store, told of nothing: it finds every commit of the first in the log. */
let other: TestHub;
const logged: string[] = [];
/** Whether a bug waits for the next commit of the first hub. */
let isBroken = false;
let sayLoss = (): void => {};
const lossSaid = new Promise<void>((resolve) => {
  sayLoss = resolve;
});
const onLog = (line: string): void => {
  logged.push(line);
  if (line.includes('spans were lost')) sayLoss();
};
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  const failpoint = (name: string) => {
    if (isBroken && name === 'publish.before') throw new Error('broken on purpose');
  };
  hub = await startTestHub({ mongodbUri, demo: true, env, onLog, failpoint });
  const { identity, database, secrets } = hub;
  other = await startTestHub({ mongodbUri, identity, database, secrets, env });
}, 60_000);
afterAll(async () => {
  await Promise.all([hub.stop(), other.stop()]);
  await receiver.stop();
});

const traceOf = (commandId: string): string => commandId.replaceAll('-', '');
const named = (spans: readonly ReceivedSpan[], name: string): ReceivedSpan[] =>
  spans.filter((span) => span.name === name);
const has =
  (...names: string[]) =>
  (spans: readonly ReceivedSpan[]): boolean =>
    names.every(
      (name, index) => named(spans, name).length >= names.slice(0, index + 1).filter((one) => one === name).length,
    );

/** Sends a round of one line and gives the ids it goes by. */
const sendRound = async (line: object = {}) => {
  const terminal = await openTerminal(hub);
  const orderId = await openBill(terminal);
  const id = v7();
  const command: CommandOf<'order.send'> = {
    type: 'order.send',
    orderId,
    lines: [{ ...lineOf(await simpleItem(hub)), ...line }],
  };
  const { version } = await done(terminal.send(command, id));
  terminal.close();
  return { id, orderId, version };
};

/** The station that the only line of a bill was fired at. */
const stationOf = async (orderId: OrderId): Promise<StationId> => {
  const bill = await other.cafe.read(orderStream(orderId));
  const [task] = bill.status === 'none' ? [] : (bill.lines[0]?.tasks ?? []);
  if (!task) throw new Error('nothing was fired');
  return task.stationId;
};

test('[SEE-5] one trace leads from the tap to the glass in the kitchen, of which another hub told', async () => {
  const kitchen = await openKitchen(other);
  const { id, orderId, version } = await sendRound();
  const stream = orderStream(orderId);
  await kitchen.hears((entry) => 'events' in entry && entry.stream === stream);
  const stationId = await stationOf(orderId);
  kitchen.socket.emit('shown', { stations: [stationId], parts: [[stream, version]] });
  const whole = has('order.send', 'parse', 'admit', 'decide', 'append', 'emit', 'emit', 'kitchen.shown');
  const spans = await receiver.trace(traceOf(id), whole);
  kitchen.close();

  const [root, append, shown] = ['order.send', 'append', 'kitchen.shown'].flatMap((name) => named(spans, name));
  expect(root).not.toHaveProperty('parentSpanId');
  expect(spans.some(({ isFault }) => isFault)).toBe(false);
  expect(root?.attributes).toMatchObject({ 'cafe.outcome': 'ok', 'cafe.stream': stream, 'cafe.version': version });
  for (const name of ['parse', 'admit', 'decide', 'append']) {
    expect(named(spans, name)).toMatchObject([{ parentSpanId: root?.spanId, instance: root?.instance }]);
  }
  expect(append?.spanId).toBe(traceOf(id).slice(16));
  const emits = named(spans, 'emit');
  expect(emits.map(({ parentSpanId }) => parentSpanId)).toEqual([append?.spanId, append?.spanId]);
  const here = emits.filter(({ instance }) => instance === root?.instance);
  const there = emits.filter(({ instance }) => instance !== root?.instance);
  expect(here).toMatchObject([{ attributes: { 'cafe.swept': false, 'cafe.rooms': 0, 'cafe.sockets': 0 } }]);
  expect(there).toMatchObject([{ attributes: { 'cafe.swept': true, 'cafe.rooms': 1, 'cafe.sockets': 1 } }]);
  expect(shown).toMatchObject({ parentSpanId: append?.spanId, instance: there[0]?.instance });
  expect(shown?.attributes).toEqual({ 'cafe.stream': stream, 'cafe.version': version, 'cafe.station': stationId });
  expect(spans).toHaveLength(8);
});

test('[SEE-5] what happens to a command lies within it, one stage after the other', async () => {
  const { id } = await sendRound();
  const spans = await receiver.trace(traceOf(id), has('order.send', 'parse', 'admit', 'decide', 'append'));
  const stages = ['parse', 'admit', 'decide', 'append'].flatMap((name) => named(spans, name));
  const [root] = named(spans, 'order.send');
  const moments = stages.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  expect(moments).toEqual([...moments].sort((one, another) => one - another));
  expect(root?.startMs).toBeLessThanOrEqual(moments[0] ?? 0);
  expect(root?.endMs).toBeGreaterThanOrEqual(moments.at(-1) ?? Infinity);
});

test('[SEE-5] a refused command is traced with its code, as far as it came', async () => {
  const terminal = await openTerminal(hub);
  const id = v7();
  await terminal.send({ type: 'order.close', orderId: v7() as OrderId }, id); // a fresh uuid is the id of no bill
  terminal.close();
  const spans = await receiver.trace(traceOf(id), has('order.close'));
  expect(named(spans, 'order.close')[0]?.attributes).toMatchObject({ 'cafe.outcome': 'order.not_found' });
  expect(spans.map(({ name }) => name).sort()).toEqual(['admit', 'decide', 'order.close', 'parse']);
});

test('[SEE-7] nothing that people typed, no name and no secret is in any trace', async () => {
  const marks = ['NOTE-MARK', 'TAB-MARK', 'REASON-MARK', '4711'];
  const { id, orderId } = await sendRound({ note: 'NOTE-MARK <script>"\\' });
  const terminal = await openTerminal(hub);
  await done(
    terminal.send({ type: 'order.open', orderId: v7() as OrderId, serviceType: 'counter', tabName: 'TAB-MARK' }),
  );
  const bill = await hub.cafe.read(orderStream(orderId));
  const lines = bill.status === 'none' ? [] : bill.lines.map(({ lineId }) => ({ lineId }));
  const last = v7();
  await terminal.emit('command', {
    id: last,
    command: { type: 'order.voidLines', orderId, lines, reason: 'REASON-MARK' },
    approval: { by: v7(), pin: '4711' },
  });
  await terminal.emit('command', { id: v7(), command: { type: 'order.NOTE-MARK', orderId: 'TAB-MARK' } });
  terminal.close();
  await receiver.trace(traceOf(id), has('order.send'));
  await receiver.trace(traceOf(last), has('order.voidLines'));
  const everything = receiver.bodies.join('\n');
  expect(marks.filter((mark) => mark !== '4711' && everything.includes(mark))).toEqual([]);
  expect(everything).not.toMatch(/"stringValue":"[^"]*4711[^"]*"/);
  // Ids, types, codes, counts: a text of any other look is none of them.
  const texts = [...everything.matchAll(/"stringValue":"([^"]*)"/g)].map(([, text]) => text ?? '');
  expect(texts.filter((text) => !/^([a-z]+[:.])?([a-z_A-Z]+|[0-9a-f-]{36}|\d+\.\d+\.\d+-test)$/.test(text))).toEqual(
    [],
  );
});

test('[SEE-10] a bug is logged with the ids by which its command and its trace are found', async () => {
  const terminal = await openTerminal(hub);
  const id = v7();
  isBroken = true;
  const answer = await terminal.send({ type: 'order.open', orderId: v7() as OrderId, serviceType: 'counter' }, id);
  isBroken = false;
  terminal.close();
  if (answer.ok) throw new Error('nothing was broken');
  const line = logged.find((one) => one.includes('broken on purpose')) ?? '{}';
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    command: 'order.open',
    commandId: id,
    traceId: traceOf(id),
    requestId: answer.refusal.requestId,
  });
  const spans = await receiver.trace(traceOf(id), has('order.open'));
  expect(named(spans, 'order.open')).toMatchObject([{ isFault: true, attributes: { 'cafe.outcome': 'hub.internal' } }]);
  hub.reported.length = 0;
});

test('[SEE-8] a receiver that takes nothing is said once, and no command notices', async () => {
  receiver.answers(503);
  const first = await sendRound();
  await lossSaid;
  const second = await sendRound();
  await receiver.heard((body) => body.includes(traceOf(second.id)));
  // By then the one before was refused as well: batches go one after another.
  const third = await sendRound();
  await receiver.heard((body) => body.includes(traceOf(third.id)));
  receiver.answers(200);
  expect(receiver.spans.filter(({ traceId }) => traceId === traceOf(first.id))).toEqual([]);
  expect(logged.filter((line) => line.includes('spans were lost'))).toHaveLength(1);
  expect(hub.reported).toEqual([]);
});
