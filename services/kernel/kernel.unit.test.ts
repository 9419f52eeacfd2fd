import { describe, expect, test } from '@jest/globals';
import type { Definition } from './definition.ts';
import { createFaultyEventLog } from './faulty-event-log.ts';
import { describeKernel } from './kernel.suite.ts';
import {
  bench,
  codeOf,
  commandId,
  commit,
  counted,
  history,
  item,
  STORE,
  stock,
  type Take,
  take,
  taking,
} from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';

describeKernel('memory', async () => createMemoryEventLog(STORE));

/** A bench whose stock 1 has 100. */
const stocked = async (options: Parameters<typeof bench>[0] = {}) => {
  const log = createFaultyEventLog(createMemoryEventLog(STORE));
  await log.insert([commit(999, [], { parts: [{ stream: stock(1), version: 1, events: [counted(1, 100)] }] })]);
  return { ...bench({ log, ...options }), log };
};

describe('an outcome that is not known', () => {
  test('[KER-9] the sender hears so after 15 s, the work goes on, and the stream waits', async () => {
    const { log, send, time, kernel } = await stocked();
    log.fail(...Array.from({ length: 12 }, () => 'kept' as const));
    log.refuseReads(false);
    await kernel.state(stock(1));
    log.refuseReads(true);
    const first = codeOf(send(1, take(1, 5)));
    const second = send(2, take(1, 5));
    const secondCode = codeOf(second);
    await time.advance(14_000);
    let heard = false;
    first.then(() => {
      heard = true;
    }, undefined);
    await time.advance(500);
    expect(heard).toBe(false);
    await time.advance(2_000);
    expect(await first).toBe('hub.outcome_unknown');
    expect(await secondCode).toBe('hub.outcome_unknown');
    log.refuseReads(false);
    await time.advance(10_000);
    expect(await history(log, stock(1))).toHaveLength(3);
    expect(await send(1, take(1, 5))).toMatchObject({ version: 2 });
    expect(await send(2, take(1, 5))).toMatchObject({ version: 3 });
  });

  test('[KER-9] nothing is let out before the insert is certain', async () => {
    const { log, send, time, kernel } = await stocked();
    const heard: unknown[] = [];
    kernel.onCommit(({ commit: { commandId: id } }) => heard.push(id));
    log.fail('hangs');
    const sending = send(1, take(1, 5));
    await time.advance(1_000);
    expect(heard).toEqual([]);
    expect(kernel.peek(stock(1))?.version).toBe(1);
    log.release();
    await sending;
    expect(heard).toEqual([commandId(1)]);
  });

  test('[APP-2] while one commit of a stream is in flight, the next waits and another stream does not', async () => {
    const { log, send, time } = await stocked();
    await log.insert([commit(998, [], { parts: [{ stream: stock(2), version: 1, events: [counted(2, 100)] }] })]);
    const inserts = log.inserts;
    log.fail('lost');
    const answers: number[] = [];
    const one = send(1, take(1, 1)).then(() => answers.push(1));
    const two = send(2, take(1, 1)).then(() => answers.push(2));
    const three = send(3, take(2, 1)).then(() => answers.push(3));
    await time.advance(0);
    expect(log.inserts).toBe(inserts + 1);
    await time.advance(1_000);
    await Promise.all([one, two, three]);
    expect(answers.indexOf(1)).toBeLessThan(answers.indexOf(2));
    expect((await history(log, stock(1))).map((entry) => entry.commandId)).toEqual([999, 1, 2].map(commandId));
  });
});

describe('somebody else is faster', () => {
  /** A log on which another process takes the next version just before each insert. */
  const racing = (times: number) => {
    const memory = createMemoryEventLog(STORE);
    let races = 0;
    return {
      ...memory,
      races: () => races,
      insert: async (commits: Parameters<typeof memory.insert>[0]) => {
        for (const { commandId: id, parts } of commits) {
          const part = parts[0];
          if (!part || id === commandId(999) || races >= times) continue;
          races += 1;
          await memory.insert([commit(500 + races, [], { parts: [{ ...part, events: [counted(1, 100 + races)] }] })]);
        }
        return memory.insert(commits);
      },
    };
  };
  const onRace = async (times: number) => {
    const log = racing(times);
    await log.insert([commit(999, [], { parts: [{ stream: stock(1), version: 1, events: [counted(1, 100)] }] })]);
    return { ...bench({ log }), log };
  };

  test('[KER-8] ten times: it is decided again each time, on what the other did', async () => {
    const { send, time, kernel } = await onRace(10);
    const sending = send(1, take(1, 5));
    await time.advance(1_000);
    expect(await sending).toMatchObject({ version: 12 });
    expect(kernel.peek(stock(1))?.state).toEqual({ remaining: 105 });
  });

  test('[KER-8] eleven times: hub.busy, and nothing was done', async () => {
    const { send, time, log } = await onRace(11);
    const sending = codeOf(send(1, take(1, 5)));
    await time.advance(1_000);
    expect(await sending).toBe('hub.busy');
    expect(await log.byCommand([commandId(1)])).toEqual([]);
  });
});

describe('a decision', () => {
  test('[KER-12] that needs a stream somebody holds inserts nothing until it holds it too', async () => {
    const definition: Definition<never> = {
      ...(taking as Definition<never>),
      decide: (command, desk) => {
        const own = taking.decide(command as never, desk);
        desk.state(stock(2));
        return [...own, { stream: stock(2), events: [counted(2, desk.version(stock(2)))] }];
      },
    };
    const { send, log, kernel, time } = await stocked({ definition });
    await log.insert([commit(998, [], { parts: [{ stream: stock(3), version: 1, events: [counted(3, 100)] }] })]);
    await kernel.states([1, 2, 3].map(stock));
    const inserts = log.inserts;
    log.fail('hangs');
    const first = send(1, take(1, 1));
    await time.advance(0);
    const second = send(2, take(3, 1));
    await time.advance(0);
    expect(log.inserts).toBe(inserts + 1);
    log.release();
    await Promise.all([first, second]);
    expect(log.inserts).toBe(inserts + 2);
    expect((await history(log, stock(2))).map((entry) => entry.commandId)).toEqual([1, 2].map(commandId));
  });

  test('[KER-14] is made at the moment of the clock, on the business day of the store', async () => {
    const { send, log, time } = await stocked();
    await time.advance(15 * 3_600_000 - 1); // 03:59:59.999 in Berlin, the next morning
    await send(1, take(1, 1));
    await time.advance(1);
    await send(2, take(1, 1));
    const [, one, two] = await history(log, stock(1));
    expect([one?.at, one?.businessDay]).toEqual(['2026-11-24T02:59:59.999Z', '2026-11-23']);
    expect([two?.at, two?.businessDay]).toEqual(['2026-11-24T03:00:00.000Z', '2026-11-24']);
  });

  test('[KER-12] may ask for facts of another service, and sees one state of a stream however long that takes', async () => {
    const seen: number[] = [];
    const definition: Definition<never> = {
      ...(taking as Definition<never>),
      gather: async (_command, desk) => {
        desk.fact(stock(7));
        seen.push(desk.version(stock(1)));
        await kernel.sweep();
      },
      decide: (_command, desk) => {
        seen.push(desk.version(stock(1)));
        return [{ stream: stock(1), events: [counted(1, 1)] }];
      },
    };
    const { send, kernel, log, time } = await stocked({ definition });
    await kernel.state(stock(1));
    await log.insert([commit(5, [[stock(1), 2]])]);
    const sending = send(1, take(1, 1));
    await time.advance(1_000);
    expect(await sending).toMatchObject({ version: 3 });
    expect(seen).toEqual([1, 1, 2, 2]);
  });

  test('[KER-5] that fails for another reason is a fault, not a refusal, and leaves the stream free', async () => {
    const definition: Definition<never> = {
      ...(taking as Definition<never>),
      decide: (command, desk) => {
        if ((command as { remaining: number }).remaining === 13) throw new TypeError('a bug');
        return taking.decide(command as never, desk);
      },
    };
    const { send } = await stocked({ definition });
    await expect(send(1, take(1, 13))).rejects.toThrow(TypeError);
    expect(await send(2, take(1, 1))).toMatchObject({ version: 2 });
  });

  test('[KER-5] that is refused costs two reads, one that succeeds none', async () => {
    const { send, log, kernel } = await stocked();
    await kernel.state(stock(1));
    const reads: string[] = [];
    const counting = { ...log, byKeys: log.byKeys, byCommand: log.byCommand };
    Object.assign(log, {
      byKeys: (keys: readonly string[]) => {
        reads.push('keys');
        return counting.byKeys(keys);
      },
      byCommand: (ids: readonly string[]) => {
        reads.push('command');
        return counting.byCommand(ids);
      },
    });
    await send(1, take(1, 1));
    expect(reads).toEqual([]);
    expect(await codeOf(send(2, take(1, 1_000)))).toBe('menu.sold_out');
    expect(reads).toEqual(['keys', 'command']);
  });
});

describe('stopping', () => {
  test('[KER-13] takes no more commands and waits for those at work', async () => {
    const { send, log, kernel, time } = await stocked();
    log.fail('hangs');
    const sending = send(1, take(1, 1));
    await time.advance(0);
    let stopped = false;
    const stopping = kernel.stop().then(() => {
      stopped = true;
    });
    expect(await codeOf(send(2, take(1, 1)))).toBe('hub.draining');
    await time.advance(1_000);
    expect(stopped).toBe(false);
    log.release();
    await stopping;
    expect(await sending).toMatchObject({ version: 2 });
  });

  test('[KER-13] waits no longer than it is told to', async () => {
    const { send, log, kernel, time } = await stocked();
    log.fail('hangs');
    const sending = codeOf(send(1, take(1, 1)));
    await time.advance(0);
    const stopping = kernel.stop(3_000);
    await time.advance(3_000);
    await stopping;
    log.release();
    await expect(sending).rejects.toThrow('nothing was refused');
  });
});

test('[KER-12] a stream nobody wrote to is at version 0', async () => {
  const { kernel, send } = await stocked();
  expect(await kernel.state(stock(9))).toMatchObject({ version: 0, state: { remaining: null } });
  expect(await codeOf(send(1, take(9, 1)))).toBe('menu.not_counted');
});

test('[KER-15] a change that no store takes is refused at once, and the stream goes on', async () => {
  const itemId = item(1);
  const many: Definition<Take> = {
    ...taking,
    decide: ({ remaining }) => [
      {
        stream: stock(1),
        events: Array.from({ length: remaining ?? 0 }, () => ({ type: 'stock.set', itemId, remaining: 1 })),
      },
    ],
  };
  const { send, log } = await stocked({ definition: many });
  expect(await codeOf(send(1, take(1, 60_000)))).toBe('input.too_large');
  expect(await send(2, take(1, 10_000))).toMatchObject({ version: 2 });
  expect(await history(log, stock(1))).toHaveLength(2);
});
