import { type By, CommandId, type Commit, type OrderId } from '@cafe/contract';
import { type AnyState, floorStream, menuStream, orderStream, stockStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { Service } from '../kernel/definition.ts';
import type { EventLog } from '../kernel/event-log.ts';
import { GIVEN_AT, GIVEN_BY } from '../kernel/given.ts';
import { createKernel, type Kernel } from '../kernel/kernel.ts';
import { createMemoryEventLog } from '../kernel/memory-event-log.ts';
import { Refusal } from '../kernel/refusal.ts';
import { createService } from '../kernel/service.ts';
import { createSteeredTime } from '../kernel/steered-time.ts';
import { proposeStock } from '../menu/propose.ts';
import type { OrderCommand } from './decide.ts';
import { createOrderDefinition } from './index.ts';
import { asked, cafe, cake, FLOOR, id, lineId, MENU, open, orderId, storeId, t1 } from './order-fixture.suite.ts';
import { proposeWaiting } from './propose.ts';

// The same rules on the real path of commands: queues, the log, several processes at once.

const BUSINESS_DAY = '2026-11-23';
const uuid = (n: number) => CommandId.parse(`00000000-0000-4000-8004-${String(n).padStart(12, '0')}`);
const order = (n: number) => id(2_000 + n) as unknown as OrderId;

/** One commit for each stream of the café, written before the test begins. */
const seed = async (log: EventLog, streams: readonly Commit['parts'][number][]): Promise<void> => {
  const common = { storeId, at: GIVEN_AT, businessDay: BUSINESS_DAY, by: GIVEN_BY, bodyHash: '' };
  const commits = streams.map((part, n): Commit => ({ ...common, commandId: uuid(900_000 + n), parts: [part] }));
  expect(await log.insert(commits)).toEqual(commits.map(() => 'inserted'));
};

const processOn = async (log: EventLog, name: string) => {
  const time = createSteeredTime(GIVEN_AT);
  let jumpedMs = 0;
  const kernel: Kernel = createKernel({
    storeId,
    log,
    clock: () => new Date(time.clock().getTime() + jumpedMs),
    timers: time.timers,
    calendar: () => ({ timeZone: 'UTC', dayStart: '04:00' }),
    report: (error) => {
      throw error;
    },
    random: () => 0.5,
    process: name,
  });
  const service: Service = createService(createOrderDefinition({ proposeStock }), kernel);
  await kernel.start();
  const send = (n: number, command: OrderCommand, by: By = GIVEN_BY) =>
    service.handle({ id: uuid(n), command }, { by, may: () => true });
  const state = async (stream: Parameters<Kernel['state']>[0]): Promise<AnyState> => (await kernel.state(stream)).state;
  /** The clock goes on by so much, and the timers of the next second run. */
  const jump = (ms: number) => {
    jumpedMs += ms;
    return time.advance(1_000);
  };
  return { kernel, send, state, jump, pass: time.advance };
};

/** A café on one log, with two processes that know nothing of each other. */
const start = async (extra: readonly Commit['parts'][number][] = []) => {
  const log = createMemoryEventLog(storeId);
  await seed(log, [
    { stream: menuStream(storeId), version: 1, events: [...MENU] },
    { stream: floorStream(storeId), version: 1, events: [...FLOOR] },
    ...extra,
  ]);
  return { log, one: await processOn(log, 'one'), two: await processOn(log, 'two') };
};

const counter = (n: number): OrderCommand => ({ type: 'order.open', orderId: order(n), serviceType: 'counter' });
type Process = Awaited<ReturnType<typeof processOn>>;
type Sent = Promise<{ readonly result?: Readonly<Record<string, unknown>> }>;
/** The results of all, or the codes of those that were refused. The clocks go on meanwhile: who lost waits for a timer. */
const outcomes = async (processes: readonly Process[], all: readonly Sent[]) => {
  let waiting = true;
  const settled = Promise.allSettled(all).finally(() => {
    waiting = false;
  });
  while (waiting) for (const { pass } of processes) await pass(20);
  return (await settled).map((each) => {
    if (each.status === 'fulfilled') return each.value.result;
    if (each.reason instanceof Refusal) return each.reason.code;
    throw each.reason;
  });
};
const numbers = (results: readonly unknown[], key: string) =>
  results.map((result) => (result as Record<string, number>)[key] ?? 0).sort((a, b) => a - b);
const UP_TO_16 = Array.from({ length: 16 }, (_, n) => n + 1);

describe('on the path of commands', () => {
  test('[FLR-8] [ORD-64] sixteen bills opened and closed at once, on two processes, have every number once', async () => {
    const { one, two } = await start();
    const on = (n: number) => (n % 2 === 0 ? one : two);
    const opened = await outcomes(
      [one, two],
      UP_TO_16.map((n) => on(n).send(n, counter(n))),
    );
    expect(numbers(opened, 'displayNumber')).toEqual(UP_TO_16);
    const closed = await outcomes(
      [one, two],
      UP_TO_16.map((n) => on(n + 1).send(100 + n, { type: 'order.close', orderId: order(n) })),
    );
    expect(numbers(closed, 'receiptNumber')).toEqual(UP_TO_16);
  });

  test('[FLR-7] a table that ten open at once is opened by one', async () => {
    const { one, two } = await start();
    const all = UP_TO_16.slice(0, 10).map((n) => (n % 2 ? one : two).send(n, { ...open, orderId: order(n) }));
    const results = await outcomes([one, two], all);
    expect(results.filter((each) => each === 'floor.table_taken')).toHaveLength(9);
    expect(results.filter((each) => typeof each === 'object')).toEqual([{ displayNumber: 1 }]);
  });

  test('[ORD-26] the last cake, asked for by two orders on two processes at once, goes to one', async () => {
    const { one, two } = await start([
      { stream: menuStream(storeId), version: 2, events: [{ type: 'menu.countingSet', itemId: cake, counted: true }] },
      { stream: stockStream(cake), version: 1, events: [{ type: 'stock.set', itemId: cake, remaining: 1 }] },
    ]);
    await one.send(1, counter(1));
    await two.send(2, counter(2));
    const round = (n: number): OrderCommand => ({
      type: 'order.send',
      orderId: order(n),
      lines: [asked(1, cake), asked(2)],
    });
    const results = await outcomes([one, two], [one.send(3, round(1)), two.send(4, round(2))]);
    expect(results.map((result) => (result as { refused: unknown[] }).refused.length).sort()).toEqual([0, 1]);
    expect(await two.state(stockStream(cake))).toEqual({ remaining: 0 });
  });

  test('[ORD-80] a round that is sent thirty times under one id is sent once, and answered the same', async () => {
    const { one, two, log } = await start();
    await one.send(1, counter(1));
    const round: OrderCommand = { type: 'order.send', orderId: order(1), lines: [asked(1), asked(2)] };
    const results = await outcomes(
      [one, two],
      Array.from({ length: 30 }, (_, n) => (n % 3 ? one : two).send(2, round)),
    );
    expect(new Set(results.map((result) => JSON.stringify(result)))).toEqual(
      new Set([JSON.stringify({ round: 1, total: 600, refused: [] })]),
    );
    const later = await processOn(log, 'three');
    expect((await later.send(2, round)).result).toEqual({ round: 1, total: 600, refused: [] });
    expect(await later.state(orderStream(order(1)))).toMatchObject({
      round: 1,
      lines: [{ lineId: lineId(1) }, { lineId: lineId(2) }],
    });
  });

  test('[ORD-3] what was sent before the close is answered after it, what is new is refused', async () => {
    const { one, two } = await start();
    await one.send(1, counter(1));
    const add: OrderCommand = { type: 'order.addLines', orderId: order(1), lines: [asked(1)] };
    const added = await one.send(2, add);
    await two.send(3, { type: 'order.removeLine', orderId: order(1), lineId: lineId(1) });
    await two.send(4, { type: 'order.close', orderId: order(1) });
    expect(await one.send(2, add)).toEqual(added);
    expect(await outcomes([one, two], [one.send(5, { ...add, lines: [asked(9)] })])).toEqual(['order.closed']);
  });

  test('[ORD-62] guests whom nobody lets in are gone after 15 minutes, by whichever process looks', async () => {
    const waiting = proposeWaiting({ orderId, tableId: t1 }, cafe.desk());
    const [opening, floor] = waiting;
    if (!opening || !floor) throw new Error('nothing proposed');
    const { one, two } = await start([
      { stream: opening.stream, version: 1, events: [...opening.events] },
      { stream: floor.stream, version: 2, events: [...floor.events] },
    ]);
    expect(await one.state(orderStream(orderId))).toMatchObject({ status: 'waiting' });
    await one.jump(15 * 60_000 - 2_000);
    expect(await one.state(orderStream(orderId))).toMatchObject({ status: 'waiting' });
    await two.state(orderStream(orderId));
    await Promise.all([one.jump(2_000), two.jump(15 * 60_000)]);
    await one.jump(3_000);
    expect(await one.state(orderStream(orderId))).toMatchObject({ status: 'voided', voidReason: 'expired', epoch: 2 });
    expect(await one.state(floorStream(storeId))).toMatchObject({ orders: {} });
  });
});
