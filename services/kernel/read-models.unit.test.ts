import { expect, test } from '@jest/globals';
import { bench, commit, counted, STORE, stock, take, taking } from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import { describeReadModels } from './read-models.suite.ts';
import { createMemoryRows } from './row-store.ts';

describeReadModels('memory', async () => {
  const rows = createMemoryRows();
  return {
    rows,
    documents: async (collection) =>
      rows
        .rows(collection)
        .map(({ fields, ...row }) => ({ ...fields, ...row }))
        .sort((one, other) => (one._id < other._id ? -1 : 1)),
  };
});

test('[DER-1] a busy evening is written in small steps, with rests in proportion', async () => {
  const rows = createMemoryRows();
  const sizes: number[] = [];
  const log = createMemoryEventLog(STORE);
  await log.insert(
    Array.from({ length: 200 }, (_, n) =>
      commit(n, [], { parts: [{ stream: stock(n), version: 1, events: [counted(n, 9)] }] }),
    ),
  );
  const definition = {
    ...taking,
    readModels: [
      {
        collection: 'stocks',
        kind: 'stock' as const,
        rows: (stream: string, state: unknown) => [{ _id: stream, source: state, fields: {} }],
      },
    ],
  };
  const slow = {
    ...rows,
    write: async (_collection: string, written: readonly unknown[]) => {
      sizes.push(written.length);
    },
  };
  const { kernel, send, time } = bench({ log, definition, rows: slow });
  await kernel.start();
  sizes.length = 0;
  for (let n = 0; n < 200; n += 1) await send(1_000 + n, take(n, 1));
  await time.advance(100);
  expect(sizes).toEqual([64]);
  await time.advance(300);
  expect(sizes).toEqual([64, 64, 64, 8]);
});

test('[DER-1] a few busy streams do not keep the others waiting, and a flush waits for no newcomer', async () => {
  const rows = createMemoryRows();
  const log = createMemoryEventLog(STORE);
  await log.insert(
    Array.from({ length: 100 }, (_, n) =>
      commit(n, [], { parts: [{ stream: stock(n), version: 1, events: [counted(n, 99)] }] }),
    ),
  );
  let id = 1_000;
  let busy = false;
  const one = bench({
    log,
    definition: {
      ...taking,
      readModels: [
        {
          collection: 'stocks',
          kind: 'stock' as const,
          rows: (stream: string, state: unknown) => [{ _id: stream, source: state, fields: {} }],
        },
      ],
    },
    rows: {
      ...rows,
      write: async (collection, written) => {
        if (busy) for (let n = 0; n < 64; n += 1) await one.send(id++, take(n, 1));
        await rows.write(collection, written);
      },
    },
  });
  await one.kernel.start();
  for (let n = 0; n < 100; n += 1) await one.send(id++, take(n, 1));
  busy = true;
  await one.kernel.flush();
  busy = false;
  expect(rows.rows('stocks').filter(({ foldedTo }) => foldedTo >= 2)).toHaveLength(100);
});

test('[DER-1] a model that fails on one stream is reported, and the others are written', async () => {
  const rows = createMemoryRows();
  const log = createMemoryEventLog(STORE);
  await log.insert(
    [1, 2].map((n) => commit(n, [], { parts: [{ stream: stock(n), version: 1, events: [counted(n, 99)] }] })),
  );
  const failing = (stream: string, state: unknown) => {
    if (stream === stock(1)) throw new TypeError('a bug');
    return [{ _id: stream, source: state, fields: {} }];
  };
  const definition = { ...taking, readModels: [{ collection: 'stocks', kind: 'stock' as const, rows: failing }] };
  const { kernel, reported } = bench({ log, definition, rows });
  await kernel.start();
  expect(rows.rows('stocks').map(({ _id }) => _id)).toEqual([stock(2)]);
  expect(reported).toEqual([new TypeError('a bug')]);
});
