import { describe, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { describeEventLog } from './event-log.suite.ts';
import { UnreadableCommit } from './event-log.ts';
import { commandId, commit, STORE, stock } from './kernel-fixture.suite.ts';
import {
  type CommitCollection,
  collectionOf,
  createMongoEventLog,
  mongoEventLogOn,
  prepareLog,
} from './mongo-event-log.ts';
import { emptyLog, useTestStore } from './test-store.suite.ts';

const store = useTestStore('event_log');
const nothingReported = (error: unknown): void => {
  throw error;
};

describeEventLog('MongoDB', async (storeId) => {
  await store().collection('commits').deleteMany({ storeId });
  return mongoEventLogOn(store(), { storeId, report: nothingReported });
});

/** A driver that does something else instead of, or after, the insert. */
const failingDriver = (insert: (real: () => Promise<unknown>) => Promise<unknown>): CommitCollection => {
  const real = collectionOf(store());
  return { find: real.find, command: (...asked) => insert(() => real.command(...asked)) };
};

describe('a driver that fails', () => {
  const outcomesWith = async (insert: (real: () => Promise<unknown>) => Promise<unknown>) => {
    await emptyLog(store());
    const reported: unknown[] = [];
    const collection = failingDriver(insert);
    const log = createMongoEventLog({ storeId: STORE, collection, report: (error) => reported.push(error) });
    const outcomes = await log.insert([commit(1, [[stock(1), 1]]), commit(2, [[stock(2), 1]])]);
    return { outcomes, reported, there: await log.byCommand([commandId(1), commandId(2)]) };
  };

  test('[LOG-10] every insert asks for a majority and the journal, and lets one failure hold up no other', async () => {
    const asked: unknown[] = [];
    const real = collectionOf(store());
    const collection: CommitCollection = {
      find: real.find,
      command: (command, options) => {
        asked.push(command);
        return real.command(command, options);
      },
    };
    await emptyLog(store());
    await createMongoEventLog({ storeId: STORE, collection, report: nothingReported }).insert([
      commit(1, [[stock(1), 1]]),
    ]);
    const durable = { insert: 'commits', ordered: false, writeConcern: { w: 'majority', j: true } };
    expect(asked).toEqual([{ ...durable, documents: [expect.anything()] }]);
  });

  test('[LOG-10] inserted, but the answer was lost: unknown', async () => {
    const { outcomes, reported, there } = await outcomesWith(async (real) => {
      await real();
      throw new mongo.MongoNetworkError('connection closed');
    });
    expect(outcomes).toEqual(['unknown', 'unknown']);
    expect(there).toHaveLength(2);
    expect(reported).toHaveLength(1);
  });

  test('[LOG-10] never sent: unknown', async () => {
    const { outcomes, there } = await outcomesWith(async () => {
      throw new mongo.MongoNetworkError('connection refused');
    });
    expect(outcomes).toEqual(['unknown', 'unknown']);
    expect(there).toEqual([]);
  });

  test('[LOG-10] inserted here, but the majority did not confirm it: unknown', async () => {
    const { outcomes, reported } = await outcomesWith(async (real) => {
      const reply = (await real()) as object; // the server's own, which counted both
      return { ...reply, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } };
    });
    expect(outcomes).toEqual(['unknown', 'unknown']);
    expect(String(reported[0])).toContain('waiting for replication timed out');
  });

  test('[LOG-10] an answer that does not count every document: unknown', async () => {
    const { outcomes } = await outcomesWith(async (real) => {
      await real();
      return { ok: 1, n: 1 };
    });
    expect(outcomes).toEqual(['unknown', 'unknown']);
  });

  test('[LOG-10] an insert nobody acknowledged: unknown', async () => {
    const { outcomes } = await outcomesWith(async (real) => {
      await real();
      return { ok: 1 };
    });
    expect(outcomes).toEqual(['unknown', 'unknown']);
  });
});

test('[LOG-10] a store that went away: every outcome is unknown', async () => {
  const closed = new mongo.MongoClient('mongodb://127.0.0.1:1', { serverSelectionTimeoutMS: 50 });
  const none = closed.db('none');
  const collection: CommitCollection = {
    find: collectionOf(store()).find,
    command: (command, options) => none.command(command, options),
  };
  const log = createMongoEventLog({ storeId: STORE, collection, report: () => undefined });
  expect(await log.insert([commit(1, [[stock(1), 1]])])).toEqual(['unknown']);
  await closed.close();
});

test('[LOG-11] a commit this version cannot read is named, not skipped', async () => {
  await emptyLog(store());
  const log = mongoEventLogOn(store(), { storeId: STORE, report: nothingReported });
  const unreadable = commit(1, [[stock(1), 1]], {
    parts: [{ stream: stock(1), version: 1, events: [{ type: 'stock.eaten' } as never] }],
  });
  await log.insert([unreadable]);
  await expect(log.byCommand([commandId(1)])).rejects.toThrow(UnreadableCommit);
  await expect(log.byCommand([commandId(1)])).rejects.toThrow(`${stock(1)}#1`);
});

test('[LOG-2] the indexes are made as often as one likes', async () => {
  await prepareLog(store());
  const indexes = await store().collection('commits').indexes();
  const unique = indexes.filter((index) => index.unique).map((index) => Object.keys(index.key));
  expect(unique).toContainEqual(['storeId', 'keys']);
});
