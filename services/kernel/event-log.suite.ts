import type { StoreId } from '@cafe/contract';
import { floorStream, orderStream } from '@cafe/contract/folds';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EventLog } from './event-log.ts';
import { commandId, commit, NOON, ORDER, OTHER_STORE, STORE, stock } from './kernel-fixture.suite.ts';
import { readOn } from './read-on.ts';

/** What any {@link EventLog} must do. Call it once per implementation; `create` gives an empty one of that store each time. */
export const describeEventLog = (name: string, create: (storeId: StoreId) => Promise<EventLog>): void => {
  describe(`event log: ${name}`, () => {
    let log: EventLog;
    beforeEach(async () => {
      log = await create(STORE);
    });
    const versionsOf = async (after: number, n = 1): Promise<number[]> =>
      (await readOn(log, [{ stream: stock(n), after }]))
        .map(({ parts }) => parts[0]?.version ?? 0)
        .sort((a, b) => a - b);

    test('[LOG-1] what was inserted is read as it was', async () => {
      const written = commit(1, [[stock(1), 1]], { facts: { [stock(2)]: 7 } });
      expect(await log.insert([written])).toEqual(['inserted']);
      expect(await log.byCommand([commandId(1)])).toEqual([written]);
      expect(await log.byKeys([`${stock(1)}#1`])).toEqual([written]);
    });

    test('[LOG-2] a version of a stream is taken once, whatever commits ask for it', async () => {
      await log.insert([commit(1, [[stock(1), 1]])]);
      expect(await log.insert([commit(2, [[stock(1), 1]])])).toEqual(['duplicate']);
      expect(await versionsOf(0)).toEqual([1]);
      expect(await log.byCommand([commandId(2)])).toEqual([]);
    });

    test('[LOG-2] 20 writers of one version at once: one is in, the others are duplicates', async () => {
      const tries = Array.from({ length: 20 }, (_, n) => log.insert([commit(n + 1, [[stock(1), 1]])]));
      const outcomes = (await Promise.all(tries)).flat();
      expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(19);
    });

    test('[LOG-3] a command id is taken once, on whatever streams', async () => {
      await log.insert([commit(1, [[stock(1), 1]])]);
      expect(await log.insert([commit(1, [[stock(2), 1]])])).toEqual(['duplicate']);
      expect(await versionsOf(0, 2)).toEqual([]);
    });

    test('[LOG-4] a commit on several streams is one document: one key taken, and nothing of it is in', async () => {
      await log.insert([commit(1, [[stock(2), 1]])]);
      const both = commit(2, [
        [stock(1), 1],
        [stock(2), 1],
      ]);
      expect(await log.insert([both])).toEqual(['duplicate']);
      expect(await versionsOf(0)).toEqual([]);
      const next = {
        ...both,
        parts: [
          { ...both.parts[0], version: 1 },
          { ...both.parts[1], version: 2 },
        ],
      } as typeof both;
      expect(await log.insert([next])).toEqual(['inserted']);
      expect(await log.byKeys([`${stock(1)}#1`, `${stock(2)}#2`])).toEqual([next]);
    });

    test('[LOG-5] of a batch that half fails, each commit has its own outcome', async () => {
      await log.insert([commit(1, [[stock(1), 1]])]);
      const batch = [
        commit(2, [[stock(2), 1]]),
        commit(3, [[stock(1), 1]]),
        commit(1, [[stock(3), 1]]),
        commit(4, [[stock(4), 1]]),
      ];
      expect(await log.insert(batch)).toEqual(['inserted', 'duplicate', 'duplicate', 'inserted']);
      const there = await log.byCommand([1, 2, 3, 4].map(commandId));
      expect(there.map((one) => one.commandId).sort()).toEqual([commandId(1), commandId(2), commandId(4)]);
    });

    test('[LOG-5] a batch in which two commits take the same version lets one of them in', async () => {
      const outcomes = await log.insert([commit(1, [[stock(1), 1]]), commit(2, [[stock(1), 1]])]);
      expect([...outcomes].sort()).toEqual(['duplicate', 'inserted']);
      expect(await versionsOf(0)).toEqual([1]);
    });

    test('[LOG-5] the same commit inserted again is a duplicate and stays one', async () => {
      const written = commit(1, [[stock(1), 1]]);
      await log.insert([written]);
      expect(await log.insert([written])).toEqual(['duplicate']);
      expect(await log.byCommand([commandId(1)])).toEqual([written]);
    });

    test('[LOG-6] streams are read on by their next keys, many in one round, over the chunks of 16 and 64', async () => {
      const many = Array.from({ length: 100 }, (_, n) => commit(n + 1, [[stock(1), n + 1]]));
      await log.insert([...many, commit(200, [[stock(2), 1]])]);
      expect(await versionsOf(0)).toHaveLength(100);
      expect(await versionsOf(97)).toEqual([98, 99, 100]);
      expect(await versionsOf(100)).toEqual([]);
      const both = await readOn(
        log,
        [
          { stream: stock(1), after: 99 },
          { stream: stock(2), after: 0 },
        ],
        1,
      );
      expect(both.map((one) => one.commandId).sort()).toEqual([commandId(100), commandId(200)]);
    });

    test('[LOG-6] a commit on two streams that are read together comes once', async () => {
      const both = commit(
        1,
        [
          [orderStream(ORDER), 1],
          [floorStream(STORE), 1],
        ],
        {},
      );
      const written = { ...both, parts: both.parts.map((part) => ({ ...part, events: [] })) };
      await log.insert([written]);
      const cursors = [
        { stream: orderStream(ORDER), after: 0 },
        { stream: floorStream(STORE), after: 0 },
      ];
      expect(await readOn(log, cursors)).toEqual([written]);
    });

    test('[LOG-7] the keys since a moment, the moment included, up to another one, which is not', async () => {
      await log.insert([
        commit(1, [[stock(1), 1]], { at: '2026-11-23T11:59:59.999Z' }),
        commit(2, [[stock(1), 2]], { at: NOON }),
        commit(3, [[stock(2), 1]], { at: '2026-11-23T12:00:00.001Z' }),
      ]);
      expect([...(await log.since(NOON))].sort()).toEqual([`${stock(1)}#2`, `${stock(2)}#1`].sort());
      expect(await log.since(NOON, '2026-11-23T12:00:00.001Z')).toEqual([`${stock(1)}#2`]);
    });

    test('[LOG-8] the heads name every stream and its last version', async () => {
      await log.insert([
        commit(1, [[stock(1), 1]]),
        commit(2, [
          [stock(1), 2],
          [stock(2), 1],
        ]),
      ]);
      expect([...(await log.heads())].sort()).toEqual([
        [stock(1), 2],
        [stock(2), 1],
      ]);
    });

    test('[LOG-9] stores share nothing', async () => {
      const other = await create(OTHER_STORE);
      await log.insert([commit(1, [[stock(1), 1]])]);
      expect(await other.insert([commit(1, [[stock(1), 1]], { storeId: OTHER_STORE })])).toEqual(['inserted']);
      expect((await log.byCommand([commandId(1)]))[0]?.storeId).toBe(STORE);
      expect((await other.byKeys([`${stock(1)}#1`]))[0]?.storeId).toBe(OTHER_STORE);
      expect([...(await other.heads())]).toEqual([[stock(1), 1]]);
      expect(await other.since(NOON)).toEqual([`${stock(1)}#1`]);
    });
  });
};
