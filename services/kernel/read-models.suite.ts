import { kindOf } from '@cafe/contract/folds';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Definition, ReadModel } from './definition.ts';
import type { EventLog } from './event-log.ts';
import { createFaultyEventLog, type FaultyEventLog } from './faulty-event-log.ts';
import { bench, commit, counted, STORE, stock, take, taking } from './kernel-fixture.suite.ts';
import type { KernelOptions } from './kernel-options.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import type { RowStore } from './row-store.ts';

/** A row store and what is in it, as plain documents by id. */
export interface ReadableRows {
  readonly rows: RowStore;
  documents(collection: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

const STOCKS: ReadModel = {
  collection: 'stocks',
  kind: 'stock',
  rows: (stream, state) => [
    {
      _id: stream,
      source: state,
      fields: { remaining: (state as { remaining: unknown }).remaining, kind: kindOf(stream) },
    },
    { _id: `${stream}/name`, source: stream, fields: { name: stream.slice(-1) } },
  ],
};
const definition: Definition<never> = { ...(taking as Definition<never>), readModels: [STOCKS] };

/** Read models on any row store. Call it once per store; `create` gives an empty one each time. */
export const describeReadModels = (name: string, create: () => Promise<ReadableRows>): void => {
  describe(`read models: ${name}`, () => {
    let readable: ReadableRows;
    let log: FaultyEventLog;
    let written: { collection: string; ids: string[] }[];
    beforeEach(async () => {
      readable = await create();
      log = createFaultyEventLog(createMemoryEventLog(STORE));
      written = [];
      for (const n of [1, 2])
        await log.insert([
          commit(900 + n, [], { parts: [{ stream: stock(n), version: 1, events: [counted(n, 100)] }] }),
        ]);
    });
    const noting = (fails: () => boolean = () => false): RowStore => ({
      ...readable.rows,
      write: async (collection, rows) => {
        if (fails()) throw new Error('no store');
        written.push({ collection, ids: rows.map(({ _id }) => _id) });
        await readable.rows.write(collection, rows);
      },
    });
    const process = (options: Partial<KernelOptions> & { log?: EventLog } = {}) =>
      bench({ log, definition, rows: noting(), ...options });
    const remaining = async (n: number): Promise<unknown> =>
      (await readable.documents('stocks')).find(({ _id }) => _id === stock(n))?.['remaining'];

    test('[DER-1] follow the log a moment after the acknowledgement, many commits in one write', async () => {
      const { send, kernel, time } = process();
      await kernel.start();
      written.length = 0;
      for (const n of [1, 2, 3]) await send(n, take(1, 10));
      await send(4, take(2, 1));
      expect(written).toEqual([]);
      await time.advance(100);
      await kernel.flush();
      expect(written).toEqual([{ collection: 'stocks', ids: [stock(1), stock(2)] }]);
      expect([await remaining(1), await remaining(2)]).toEqual([70, 99]);
    });

    test('[DER-1] are written before a list is read, and say how far they are', async () => {
      const { send, kernel, time } = process();
      await kernel.start();
      await send(1, take(1, 10));
      const madeAt = time.clock().getTime();
      await time.advance(50);
      expect(kernel.asOf().getTime()).toBe(madeAt);
      expect(kernel.pending()).toBe(1);
      await kernel.flush();
      await kernel.sweep();
      expect(kernel.asOf().getTime()).toBe(madeAt + 50);
      expect(kernel.pending()).toBe(0);
      expect(await remaining(1)).toBe(90);
    });

    test('[DER-1] do not say that they are further than what is still on its way into the log', async () => {
      const { send, kernel, time } = process();
      await kernel.start();
      const beganAt = time.clock().getTime();
      log.fail('hangs');
      const sending = send(1, take(1, 10)).catch(() => undefined); // its sender is told that nobody knows, and it goes on
      await time.advance(60_000);
      await kernel.flush();
      expect(kernel.asOf().getTime()).toBe(beganAt);
      log.release();
      await sending;
      await time.advance(0);
      await kernel.flush();
      expect(kernel.asOf().getTime()).toBe(beganAt + 60_000);
    });

    test('[DER-1] nor than the last time the log was asked what others wrote', async () => {
      const { kernel, time } = process();
      await kernel.start();
      await kernel.state(stock(1));
      const sweptAt = time.clock().getTime();
      log.refuseReads(true);
      await time.advance(10_000);
      expect(kernel.asOf().getTime()).toBe(sweptAt);
    });

    test('[DER-1] a write that fails is repeated, and the command knows nothing of it', async () => {
      let failing = false;
      const { send, kernel, time, reported } = process({ rows: noting(() => failing) });
      await kernel.start();
      failing = true;
      expect(await send(1, take(1, 10))).toMatchObject({ version: 2 });
      await time.advance(1_000);
      expect(reported.length).toBeGreaterThan(0);
      expect(await remaining(1)).toBe(100);
      failing = false;
      await time.advance(3_000);
      await kernel.flush();
      expect(await remaining(1)).toBe(90);
    });

    test('[DER-1] what the sweep found is written too', async () => {
      const { kernel } = process();
      await kernel.start();
      await kernel.state(stock(1));
      await log.insert([commit(1, [], { parts: [{ stream: stock(1), version: 2, events: [counted(1, 5)] }] })]);
      await kernel.sweep();
      await kernel.flush();
      expect(await remaining(1)).toBe(5);
    });

    test('[DER-2] a row never goes back, whoever writes late', async () => {
      const row = (foldedTo: number) => ({
        _id: stock(1),
        stream: stock(1),
        foldedTo,
        fields: { remaining: foldedTo },
      });
      await readable.rows.write('stocks', [row(5)]);
      await readable.rows.write('stocks', [row(4), { ...row(1), _id: stock(2) }]);
      expect([await remaining(1), await remaining(2)]).toEqual([5, 1]);
      await readable.rows.write('stocks', [row(5), row(6)]);
      expect(await remaining(1)).toBe(6);
    });

    test('[DER-3] a row whose source is the same object as last time is not written', async () => {
      const { send, kernel } = process();
      await kernel.start();
      expect(written.flatMap(({ ids }) => ids).sort()).toEqual([1, 2].flatMap((n) => [stock(n), `${stock(n)}/name`]));
      written.length = 0;
      await send(1, take(1, 10));
      await kernel.flush();
      expect(written).toEqual([{ collection: 'stocks', ids: [stock(1)] }]);
    });

    test('[DER-4] a start writes what a crash left', async () => {
      const crashed = process();
      await crashed.kernel.start();
      await crashed.send(1, take(1, 10)); // and nothing is flushed: the process is gone
      await crashed.time.advance(0);
      const { kernel } = process({ process: 'next' });
      await kernel.start();
      expect(await remaining(1)).toBe(90);
    });

    test('[DER-4] a start folds only what came after the oldest checkpoint', async () => {
      const before = process();
      await before.kernel.start();
      await before.kernel.stop();
      const later = process({ process: 'next' });
      await later.time.advance(10 * 60_000);
      written.length = 0;
      await later.kernel.start();
      expect(written.flatMap(({ ids }) => ids).length).toBeGreaterThan(0); // made 10 minutes ago, within the margin of the stop
      await later.time.advance(10 * 60_000);
      await later.kernel.stop();
      const last = process({ process: 'last' });
      await last.time.advance(30 * 60_000);
      written.length = 0;
      await last.kernel.start();
      expect(written).toEqual([]);
      expect((await readable.rows.checkpoints()).map((checkpoint) => checkpoint.process)).toEqual(['last']);
    });

    test('[DER-4] a restart within a minute forgets its predecessor’s checkpoint as soon as that is gone for certain', async () => {
      const killed = process({ process: 'killed' });
      await killed.kernel.start(); // and is gone: nothing says goodbye
      const { kernel, time } = process({ process: 'next' });
      await kernel.start();
      const names = async () => (await readable.rows.checkpoints()).map((checkpoint) => checkpoint.process).sort();
      expect(await names()).toEqual(['killed', 'next']);
      await time.advance(10 * 60_000);
      expect(await names()).toEqual(['next']);
    });

    test('[DER-4] a checkpoint stays behind what is not written', async () => {
      let failing = false;
      const { send, kernel, time } = process({ rows: noting(() => failing) });
      await kernel.start();
      failing = true;
      await time.advance(100_000);
      await send(1, take(1, 10));
      const madeAt = time.clock().getTime();
      await time.advance(5 * 60_000);
      const [checkpoint] = await readable.rows.checkpoints();
      expect(Date.parse(checkpoint?.at ?? '')).toBe(madeAt - 60_000);
    });

    test('[DER-5] are made again from the log, equal but for the version they were folded to', async () => {
      const { send, kernel } = process();
      await kernel.start();
      for (const n of [1, 2, 3]) await send(n, take(1, 10));
      await send(4, take(2, null));
      await kernel.flush();
      const plain = async () => (await readable.documents('stocks')).map(({ foldedTo: _, ...fields }) => fields);
      const followed = await plain();
      expect(followed).toHaveLength(4);
      await readable.rows.write('stocks', [{ _id: 'astray', stream: stock(9), foldedTo: 9, fields: {} }]);
      await readable.rows.write('stocks', [
        { _id: stock(1), stream: stock(1), foldedTo: 99, fields: { remaining: 'wrong' } },
      ]);
      expect(await process({ process: 'rebuilding' }).kernel.rebuild()).toBe(2);
      expect(await plain()).toEqual(followed);
    });

    test('[DER-5] what a running hub writes meanwhile stays', async () => {
      const running = process();
      await running.kernel.start();
      const goOn = async (): Promise<void> => {
        await log.insert([commit(903, [], { parts: [{ stream: stock(3), version: 1, events: [counted(3, 30)] }] })]);
        await running.kernel.state(stock(3));
        await running.send(1, take(3, 1));
        await running.send(2, take(1, 10));
        await running.kernel.flush();
      };
      let asked = false;
      const rows: RowStore = {
        ...readable.rows,
        async stored(collection) {
          if (!asked) await goOn(); // after the streams of the log were listed
          asked = true;
          return readable.rows.stored(collection);
        },
      };
      expect(await process({ process: 'rebuilding', rows }).kernel.rebuild()).toBe(2);
      expect([await remaining(1), await remaining(3)]).toEqual([90, 29]);
    });

    test('[DER-5] a rebuild that is stopped halfway takes nothing away', async () => {
      const { send, kernel } = process();
      await kernel.start();
      await send(1, take(1, 10));
      await kernel.flush();
      const rows: RowStore = { ...readable.rows, write: () => Promise.reject(new Error('stopped')) };
      await expect(process({ process: 'rebuilding', rows }).kernel.rebuild()).rejects.toThrow('stopped');
      expect([await remaining(1), await remaining(2)]).toEqual([90, 100]);
    });
  });
};
