import type { Instant } from '@cafe/contract';
import { kindOf } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { Definition } from './definition.ts';
import { createFaultyEventLog } from './faulty-event-log.ts';
import { bench, commit, counted, history, NOON, STORE, stock, take, taking } from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import { uuidV5 } from './uuid-v5.ts';

/** At `dueAt` a stock that has more than ten loses some. */
const spoiling = (
  dueAt: Instant,
  { decided = [], loses = 10 }: { decided?: string[]; loses?: number } = {},
): Definition<never> => ({
  ...(taking as Definition<never>),
  decide: (command, desk) => {
    decided.push(desk.by.id ?? '');
    return taking.decide(command as never, desk);
  },
  deadlines: (stream, state) =>
    kindOf(stream) === 'stock' && 'remaining' in state && (state.remaining ?? 0) > 10
      ? [{ at: dueAt, kind: 'spoil', command: take(1, loses) }]
      : [],
});
const setUp = async (dueAt: Instant, remaining: number, loses = 10) => {
  const log = createFaultyEventLog(createMemoryEventLog(STORE));
  await log.insert([commit(999, [], { parts: [{ stream: stock(1), version: 1, events: [counted(1, remaining)] }] })]);
  const decided: string[] = [];
  const one = bench({ log, definition: spoiling(dueAt, { decided, loses }) });
  await one.kernel.start();
  await one.kernel.state(stock(1));
  return { ...one, log, decided };
};

describe('a deadline', () => {
  test('[TIM-1] is a command by the service once its moment has passed', async () => {
    const { time, log } = await setUp('2026-11-23T12:00:05.000Z', 20);
    await time.advance(4_999);
    expect(await history(log, stock(1))).toHaveLength(1);
    await time.advance(1_000);
    const [, spoilt] = await history(log, stock(1));
    expect(spoilt?.by).toEqual({ kind: 'service', id: 'menu' });
    expect(spoilt?.commandId).toBe(uuidV5(`${stock(1)}#1#spoil`, STORE));
    await time.advance(10_000);
    expect(await history(log, stock(1))).toHaveLength(2);
  });

  test('[TIM-1] of the next version is another one', async () => {
    const { time, log } = await setUp(NOON, 35);
    await time.advance(10_000);
    expect(await history(log, stock(1))).toHaveLength(4);
  });

  test('[TIM-1] seen by two processes makes one commit', async () => {
    const { time, log } = await setUp('2026-11-23T12:00:05.000Z', 20);
    const other = bench({ log, definition: spoiling('2026-11-23T12:00:05.000Z') });
    await other.kernel.start();
    await other.kernel.state(stock(1));
    await Promise.all([time.advance(6_000), other.time.advance(6_000)]);
    expect(await history(log, stock(1))).toHaveLength(2);
    expect(other.reported).toEqual([]);
  });

  test('[TIM-1] of one stream that cannot be looked at is reported, and the others fire', async () => {
    const log = createFaultyEventLog(createMemoryEventLog(STORE));
    await log.insert([commit(999, [], { parts: [{ stream: stock(1), version: 1, events: [counted(1, 20)] }] })]);
    const definition = spoiling(NOON);
    const { kernel, time, reported } = bench({
      log,
      definition: {
        ...definition,
        deadlines: (stream, state) => {
          if (stream === stock(0)) throw new TypeError('a bug');
          return definition.deadlines?.(stream, state) ?? [];
        },
      },
    });
    await kernel.start();
    await kernel.states([stock(0), stock(1)]);
    await time.advance(1_000);
    expect(await history(log, stock(1))).toHaveLength(2);
    expect(reported).toEqual([new TypeError('a bug')]);
  });

  test('[TIM-2] that is refused is not asked again for the same version', async () => {
    const { time, log, decided, send } = await setUp(NOON, 20, 1_000);
    await time.advance(1_000);
    const perAttempt = decided.length;
    expect(perAttempt).toBeGreaterThan(0);
    await time.advance(10_000);
    expect(decided).toHaveLength(perAttempt);
    await send(1, take(1, 1));
    await time.advance(10_000);
    expect(decided).toHaveLength(2 * perAttempt + 1);
    expect(await history(log, stock(1))).toHaveLength(2);
  });

  test('[TIM-2] whose outcome is not known is sent again with the same id', async () => {
    const { time, log } = await setUp(NOON, 20);
    log.fail(...Array.from({ length: 14 }, () => 'kept' as const));
    await time.advance(1_000);
    log.refuseReads(true);
    await time.advance(20_000);
    log.refuseReads(false);
    await time.advance(20_000);
    expect(await history(log, stock(1))).toHaveLength(2);
  });
});

test('[TIM-1] an id made of a name is the one the RFC gives', () => {
  expect(uuidV5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});
