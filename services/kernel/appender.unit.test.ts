import type { Commit } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { type Appended, createAppender } from './appender.ts';
import { type EventLog, type InsertOutcome, UnreadableCommit } from './event-log.ts';
import { createFaultyEventLog } from './faulty-event-log.ts';
import { ANA, BEN, commandId, commit, NOON, STORE, stock } from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import { createSteeredTime } from './steered-time.ts';

const setUp = (memory: EventLog = createMemoryEventLog(STORE)) => {
  const log = createFaultyEventLog(memory);
  const time = createSteeredTime(NOON);
  const reported: unknown[] = [];
  const reached: string[] = [];
  const appender = createAppender({
    log,
    timers: time.timers,
    random: () => 0.5,
    report: (error) => reported.push(error),
    failpoint: (name) => reached.push(name),
  });
  return { log, memory, time, reported, reached, append: (one: Commit): Promise<Appended> => appender.append(one) };
};

/** A log that notes how many commits each insert had. */
const counting = (log: EventLog) => {
  const sizes: number[] = [];
  const noting: EventLog = {
    ...log,
    insert(commits) {
      sizes.push(commits.length);
      return log.insert(commits);
    },
  };
  return { sizes, noting };
};

describe('group commit', () => {
  test('[APP-1] what comes while an insert is in flight is written by the next one', async () => {
    const { sizes, noting } = counting(createMemoryEventLog(STORE));
    const { log, append, time } = setUp(noting);
    log.fail('hangs');
    const first = append(commit(1, [[stock(1), 1]]));
    await time.advance(0);
    const others = Array.from({ length: 15 }, (_, n) => append(commit(n + 2, [[stock(n + 2), 1]])));
    await time.advance(0);
    log.release();
    expect((await Promise.all([first, ...others])).every(({ kind }) => kind === 'in')).toBe(true);
    expect(sizes).toEqual([1, 15]);
  });

  test('[APP-1] a few wait for the end of the insert in flight, sixteen go beside it, and never a third', async () => {
    const { sizes, noting } = counting(createMemoryEventLog(STORE));
    const { log, append, time } = setUp(noting);
    let last = 0;
    const come = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) void append(commit(++last, [[stock(last), 1]]));
      await time.advance(0);
    };
    log.fail('hangs', 'hangs');
    await come(1);
    await come(15);
    expect(log.inserts).toBe(1);
    await come(1);
    expect(log.inserts).toBe(2);
    await come(40);
    expect(log.inserts).toBe(2);
    log.release();
    await time.advance(0);
    expect(sizes.toSorted((one, other) => one - other)).toEqual([1, 16, 40]);
  });

  test('[APP-1] a batch has at most 256 commits, and 4 MB', async () => {
    const { sizes, noting } = counting(createMemoryEventLog(STORE));
    const { append } = setUp(noting);
    await Promise.all(Array.from({ length: 300 }, (_, n) => append(commit(n, [[stock(n), 1]]))));
    expect(sizes).toEqual([256, 44]);
    sizes.length = 0;
    const large = { type: 'stock.set', itemId: 'x'.repeat(1_500_000), remaining: 1 } as never;
    const parts = (n: number): Commit['parts'] => [{ stream: stock(n), version: 1, events: [large] }];
    await Promise.all([500, 501, 502].map((n) => append(commit(n, [], { parts: parts(n) }))));
    expect(sizes).toEqual([2, 1]);
  });

  test('[KER-6] a commit that names a stream twice is not appended', () => {
    const { append, log } = setUp();
    expect(() =>
      append(
        commit(1, [
          [stock(1), 1],
          [stock(1), 2],
        ]),
      ),
    ).toThrow('twice');
    expect(log.inserts).toBe(0);
  });
});

describe('an outcome that is not known', () => {
  test.each([['kept'], ['lost'], ['half']] as const)(
    '[KER-9] %s: the same commit is inserted again until it is certain',
    async (fault) => {
      const { log, memory, append, time } = setUp();
      log.fail(fault, fault, fault);
      const two = [commit(1, [[stock(1), 1]]), commit(2, [[stock(2), 1]])];
      const appended = Promise.all(two.map(append));
      await time.advance(10_000);
      expect(await appended).toEqual(two.map((one) => ({ kind: 'in', commit: one })));
      expect(await memory.byCommand([commandId(1), commandId(2)])).toHaveLength(2);
    },
  );

  test('[KER-9] is not answered as long as it is not certain, and tried with pauses that grow to 2 s', async () => {
    const { log, append, time } = setUp();
    log.fail(...Array.from({ length: 100 }, () => 'lost' as const));
    let answered = false;
    void append(commit(1, [[stock(1), 1]])).finally(() => {
      answered = true;
    });
    await time.advance(60_000);
    expect(answered).toBe(false);
    expect(log.inserts).toBeGreaterThan(30);
    expect(log.inserts).toBeLessThan(60);
  });

  test('[KER-10] a duplicate that cannot be looked up stays unknown', async () => {
    const { log, append, time, reported } = setUp();
    log.fail('kept');
    log.refuseReads(true);
    let answered: Appended | undefined;
    const appending = append(commit(1, [[stock(1), 1]])).then((appended) => {
      answered = appended;
    });
    await time.advance(5_000);
    expect(answered).toBeUndefined();
    expect(reported.length).toBeGreaterThan(0);
    log.refuseReads(false);
    await time.advance(5_000);
    await appending;
    expect(answered).toMatchObject({ kind: 'in' });
  });

  test('[KER-10] a duplicate of which neither id nor key is found is inserted again', async () => {
    const memory = createMemoryEventLog(STORE);
    let lies = 2;
    const lying: EventLog = {
      ...memory,
      insert: async (commits): Promise<readonly InsertOutcome[]> =>
        lies-- > 0 ? commits.map(() => 'duplicate') : memory.insert(commits),
    };
    const { append, time } = setUp(lying);
    const appending = append(commit(1, [[stock(1), 1]]));
    await time.advance(5_000);
    expect(await appending).toMatchObject({ kind: 'in' });
  });

  test('[APP-3] one whose place is taken by what this version cannot read has moved: nobody waits for a newer version', async () => {
    const { log, append, time, reported } = setUp();
    await append(commit(1, [[stock(1), 1]]));
    const unreadable = { ...log, byKeys: () => Promise.reject(new UnreadableCommit([`${stock(1)}#1`], 'of tomorrow')) };
    const late = createAppender({
      log: unreadable,
      timers: time.timers,
      random: () => 0.5,
      report: (e) => reported.push(e),
    });
    const [appended, other] = [late.append(commit(2, [[stock(1), 1]])), late.append(commit(3, [[stock(2), 1]]))];
    await time.advance(1_000);
    expect(await appended).toEqual({ kind: 'moved' });
    expect((await other).kind).toBe('in');
    expect(reported).toContainEqual(expect.any(UnreadableCommit));
  });

  test('[APP-3] a commit that no store takes does not hold up the others', async () => {
    const memory = createMemoryEventLog(STORE);
    const poisoned: EventLog = {
      ...memory,
      insert: async (commits) =>
        commits.some((one) => one.commandId === commandId(1))
          ? commits.map(() => 'unknown' as const)
          : memory.insert(commits),
    };
    const { append, time } = setUp(poisoned);
    const outcomes: string[] = [];
    for (const n of [1, 2, 3])
      void append(commit(n, [[stock(n), 1]])).then(({ kind }) => outcomes.push(`${n} ${kind}`));
    await time.advance(20_000);
    expect(outcomes).toEqual(['2 in', '3 in']);
  });

  test('[KER-9] a log that breaks its word and rejects is unknown too', async () => {
    const memory = createMemoryEventLog(STORE);
    let rejects = 1;
    const { append, time, reported } = setUp({
      ...memory,
      insert: async (commits) => {
        if (rejects-- > 0) throw new Error('broken');
        return memory.insert(commits);
      },
    });
    const appending = append(commit(1, [[stock(1), 1]]));
    await time.advance(1_000);
    expect(await appending).toMatchObject({ kind: 'in' });
    expect(reported).toHaveLength(1);
  });
});

describe('a duplicate', () => {
  test('[KER-10] of our own command elsewhere: the commit found is in', async () => {
    const { log, append, time } = setUp();
    const elsewhere = commit(1, [[stock(1), 1]], { at: '2026-11-23T11:00:00.000Z' });
    await log.insert([elsewhere]);
    const appending = append(commit(1, [[stock(1), 2]]));
    await time.advance(0);
    expect(await appending).toEqual({ kind: 'in', commit: elsewhere });
  });

  test('[KER-10] of a foreign key: moved, and not written', async () => {
    const { log, memory, append } = setUp();
    await log.insert([commit(1, [[stock(1), 1]])]);
    expect(await append(commit(2, [[stock(1), 1]]))).toEqual({ kind: 'moved' });
    expect(await memory.byCommand([commandId(2)])).toEqual([]);
  });

  test('[KER-2] of a command id with another body or another sender: reused', async () => {
    const { log, append } = setUp();
    await log.insert([commit(1, [[stock(1), 1]])]);
    expect(await append(commit(1, [[stock(1), 2]], { bodyHash: 'another' }))).toEqual({ kind: 'reused' });
    expect(await append(commit(1, [[stock(1), 2]], { by: BEN }))).toEqual({ kind: 'reused' });
    expect(await append(commit(1, [[stock(1), 2]], { by: { ...ANA, approvedBy: BEN.id as never } }))).toMatchObject({
      kind: 'in',
    });
  });

  test('[LOG-5] in a batch that half fails, each has its own answer', async () => {
    const { log, append } = setUp();
    await log.insert([commit(1, [[stock(1), 1]])]);
    const appended = [commit(2, [[stock(2), 1]]), commit(3, [[stock(1), 1]]), commit(1, [[stock(1), 1]])].map(append);
    expect((await Promise.all(appended)).map(({ kind }) => kind)).toEqual(['in', 'moved', 'in']);
  });
});

test('[APP-1] the failpoints lie before, during and after the insert', async () => {
  const { append, reached, log, time } = setUp();
  log.fail('hangs');
  const appending = append(commit(1, [[stock(1), 1]]));
  await time.advance(0);
  expect(reached).toEqual(['append.before_insert', 'append.mid_batch']);
  log.release();
  await appending;
  expect(reached).toEqual(['append.before_insert', 'append.mid_batch', 'append.after_insert']);
});
