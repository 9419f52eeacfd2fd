import { UnknownCase } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { UnreadableCommit } from './event-log.ts';
import { createFaultyEventLog } from './faulty-event-log.ts';
import { bench, commit, counted, STORE, stock, take } from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';

const listening = (options: Parameters<typeof bench>[0] = {}) => {
  const one = bench(options);
  const heard: string[] = [];
  one.kernel.onCommit(({ parts, origin }) =>
    heard.push(
      ...parts.map(({ part }) => `${part.stream.slice(-1)}#${part.version}${origin === 'here' ? '' : ` ${origin}`}`),
    ),
  );
  return { ...one, heard };
};
const setTo = (n: number, version: number, remaining: number) => ({
  stream: stock(n),
  version,
  events: [counted(n, remaining)],
});

describe('letting out', () => {
  test('[OUT-1] a commit appended here is told once, with the states before and after', async () => {
    const { send, kernel, log, heard } = listening();
    await log.insert([commit(999, [], { parts: [setTo(1, 1, 100)] })]);
    const states: unknown[] = [];
    kernel.onCommit(({ parts }) => states.push(...parts.map(({ before, after }) => [before, after])));
    await send(1, take(1, 5));
    await send(1, take(1, 5));
    await kernel.sweep();
    expect(heard).toEqual(['1#2']);
    expect(states).toEqual([[{ remaining: 100 }, { remaining: 95 }]]);
  });

  test('[OUT-1] a listener that fails is reported and hinders nobody', async () => {
    const { send, kernel, log, heard, reported } = listening();
    await log.insert([commit(999, [], { parts: [setTo(1, 1, 100)] })]);
    kernel.onCommit(() => {
      throw new Error('deaf');
    });
    expect(await send(1, take(1, 5))).toMatchObject({ version: 2 });
    expect(heard).toEqual(['1#2']);
    expect(reported).toEqual([new Error('deaf')]);
  });

  test('[OUT-1] nobody hears after saying so', async () => {
    const { send, kernel, log } = listening();
    await log.insert([commit(999, [], { parts: [setTo(1, 1, 100)] })]);
    const heard: unknown[] = [];
    const stop = kernel.onCommit((letOut) => heard.push(letOut));
    stop();
    await send(1, take(1, 5));
    expect(heard).toEqual([]);
  });

  test('[OUT-2] an early commit waits until the missing ones were read, and comes in order', async () => {
    const { kernel, log, heard, time } = listening();
    const commits = [1, 2, 3, 4].map((version) => commit(version, [], { parts: [setTo(1, version, version)] }));
    await log.insert(commits.slice(0, 1));
    await kernel.state(stock(1));
    await log.insert(commits.slice(1));
    for (const one of [commits[3], commits[2], commits[3]]) if (one) kernel.hear(one);
    expect(heard).toEqual([]);
    await time.advance(0);
    expect(heard).toEqual(['1#2 swept', '1#3 swept', '1#4 told']);
  });

  test('[SEE-2] what was told is not swept, of a stream that was not held either; what the log alone said is', async () => {
    const { kernel, log, heard, time } = listening();
    const commits = [1, 2, 3].map((version) => commit(version, [], { parts: [setTo(1, version, version)] }));
    await log.insert(commits);
    if (commits[0]) kernel.hear(commits[0], 'menu.setStock');
    await time.advance(0);
    if (commits[1]) kernel.hear(commits[1]);
    expect(heard).toEqual(['1#1 told', '1#2 told']);
    await kernel.sweep();
    expect(heard).toEqual(['1#1 told', '1#2 told', '1#3 swept']);
  });

  test('[SEE-1] the type of a command is told with its commit, by whoever appended it and by whoever tells of it', async () => {
    const { kernel, log, send, time } = listening();
    const told: unknown[] = [];
    kernel.onCommit(({ commandType }) => told.push(commandType));
    await log.insert([commit(999, [], { parts: [setTo(1, 1, 100)] })]);
    await send(1, take(1, 5));
    kernel.hear(commit(2, [], { parts: [setTo(2, 1, 1)] }), 'menu.setAvailability');
    await log.insert([commit(3, [], { parts: [setTo(1, 3, 9)] })]);
    await time.advance(0);
    await kernel.sweep();
    expect(told).toEqual(['menu.setStock', 'menu.setAvailability', undefined]);
  });

  test('[OUT-2] a commit on two streams waits for both', async () => {
    const { kernel, log, heard, time } = listening();
    await log.insert([commit(1, [], { parts: [setTo(1, 1, 1)] }), commit(2, [], { parts: [setTo(2, 1, 1)] })]);
    await kernel.states([stock(1), stock(2)]);
    const both = commit(4, [], { parts: [setTo(1, 2, 2), setTo(2, 3, 3)] });
    await log.insert([commit(3, [], { parts: [setTo(2, 2, 2)] }), both]);
    kernel.hear(both);
    expect(heard).toEqual([]);
    await time.advance(0);
    expect(heard).toEqual(['2#2 swept', '1#2 told', '2#3 told']);
  });

  test('[OUT-2] when the missing ones cannot be read, the next sweep lets all out', async () => {
    const log = createFaultyEventLog(createMemoryEventLog(STORE));
    const { kernel, heard, time, reported } = listening({ log });
    await kernel.state(stock(1));
    const commits = [1, 2].map((version) => commit(version, [], { parts: [setTo(1, version, version)] }));
    await log.insert(commits);
    log.refuseReads(true);
    if (commits[1]) kernel.hear(commits[1]);
    await time.advance(0);
    expect(heard).toEqual([]);
    expect(reported).toHaveLength(1);
    log.refuseReads(false);
    await kernel.sweep();
    expect(heard).toEqual(['1#1 swept', '1#2 swept']);
  });

  test('[OUT-4] a stream not held before is held as it was, and the commit is heard on it', async () => {
    const { kernel, log, heard } = listening();
    await log.insert([commit(1, [], { parts: [setTo(1, 1, 1)] }), commit(2, [], { parts: [setTo(2, 1, 5)] })]);
    await kernel.state(stock(1));
    await log.insert([commit(3, [], { parts: [setTo(1, 2, 2), setTo(2, 2, 6), setTo(3, 1, 7)] })]);
    await kernel.sweep();
    expect(heard).toEqual(['1#2 swept', '2#2 swept', '3#1 swept']);
    expect(kernel.peek(stock(2))).toMatchObject({ version: 2, state: { remaining: 6 } });
  });

  test('[OUT-7] a fold that cannot go on keeps its last state and says so; the others go on', async () => {
    const { kernel, log, heard, reported } = listening();
    await kernel.states([stock(1), stock(2)]);
    const eaten = { stream: stock(1), version: 1, events: [{ type: 'stock.eaten' } as never] };
    await log.insert([commit(1, [], { parts: [eaten] }), commit(2, [], { parts: [setTo(2, 1, 1)] })]);
    await kernel.sweep();
    expect(heard).toEqual(['2#1 swept']);
    expect(reported).toEqual([expect.any(UnknownCase)]);
    expect(kernel.peek(stock(1))).toMatchObject({ version: 0, state: { remaining: null } });
  });
});

describe('the sweep', () => {
  test('[OUT-7] goes on with the other streams where one holds what this version cannot read', async () => {
    const memory = createMemoryEventLog(STORE);
    let unreadable = true;
    const log = {
      ...memory,
      byKeys: async (keys: readonly string[]) => {
        if (unreadable && keys.includes(`${stock(1)}#1`)) throw new UnreadableCommit([`${stock(1)}#1`], 'newer');
        return memory.byKeys(keys);
      },
    };
    const { kernel, heard, reported, time } = listening({ log });
    await kernel.states([stock(2), stock(3)]);
    unreadable = false;
    await kernel.state(stock(1));
    unreadable = true;
    await log.insert([1, 2].map((n) => commit(n, [], { parts: [setTo(n, 1, 1)] })));
    await kernel.sweep();
    expect(heard).toEqual(['2#1 swept']);
    expect(reported).toEqual([expect.any(UnreadableCommit)]);
    expect(kernel.sweptAt).toBe(time.clock().getTime());
    unreadable = false;
    await time.advance(60_000);
    await kernel.sweep();
    expect(heard).toEqual(['2#1 swept', '1#1 swept']);
  });

  test('[OUT-3] asks for all cached streams in one question, and reads on only where something came', async () => {
    const memory = createMemoryEventLog(STORE);
    const questions: number[] = [];
    const log = {
      ...memory,
      byKeys: (keys: readonly string[]) => {
        questions.push(keys.length);
        return memory.byKeys(keys);
      },
    };
    const { kernel, heard } = listening({ log });
    await kernel.states(Array.from({ length: 100 }, (_, n) => stock(n)));
    questions.length = 0;
    await kernel.sweep();
    expect(questions).toEqual([100]);
    await log.insert([1, 2, 3].map((version) => commit(version, [], { parts: [setTo(7, version, 1)] })));
    questions.length = 0;
    await kernel.sweep();
    expect(questions).toEqual([100, 16]);
    expect(heard).toHaveLength(3);
  });

  test('[OUT-3] above 2,000 streams it asks by time, and goes round all of them once a minute', async () => {
    const memory = createMemoryEventLog(STORE);
    const questions: number[] = [];
    const log = {
      ...memory,
      byKeys: (keys: readonly string[]) => {
        questions.push(keys.length);
        return memory.byKeys(keys);
      },
    };
    const { kernel, heard, time } = listening({ log });
    await kernel.states(Array.from({ length: 2_001 }, (_, n) => stock(n)));
    await kernel.sweep(); // the full round
    questions.length = 0;
    await log.insert([
      commit(1, [], { parts: [setTo(7, 1, 1)] }),
      commit(2, [], { parts: [setTo(8, 1, 1)], at: '2026-11-23T11:00:00.000Z' }),
    ]);
    await time.advance(2_000);
    await kernel.sweep();
    expect(questions).toEqual([1, 16]);
    expect(heard).toEqual(['7#1 swept']);
    await time.advance(60_000);
    await kernel.sweep();
    expect(heard).toEqual(['7#1 swept', '8#1 swept']);
  });

  test('[OUT-3] runs every 2 s once started, and tells when it last began', async () => {
    const { kernel, log, heard, time } = listening();
    await kernel.start();
    await kernel.state(stock(1));
    await log.insert([commit(1, [], { parts: [setTo(1, 1, 1)] })]);
    await time.advance(1_999);
    expect(heard).toEqual([]);
    await time.advance(1);
    expect(heard).toEqual(['1#1 swept']);
    expect(kernel.sweptAt).toBe(time.clock().getTime());
    await kernel.stop();
    await log.insert([commit(2, [], { parts: [setTo(1, 2, 1)] })]);
    await time.advance(10_000);
    expect(heard).toEqual(['1#1 swept']);
  });

  test('[OUT-3] one that fails does not count as one, and the next goes on', async () => {
    const log = createFaultyEventLog(createMemoryEventLog(STORE));
    const { kernel, time, reported } = listening({ log });
    await kernel.state(stock(1));
    await kernel.start();
    const sweptAt = kernel.sweptAt;
    log.refuseReads(true);
    await time.advance(4_000);
    expect(kernel.sweptAt).toBe(sweptAt);
    expect(reported).toHaveLength(2);
    log.refuseReads(false);
    await time.advance(2_000);
    expect(kernel.sweptAt).toBe(sweptAt + 6_000);
  });
});
