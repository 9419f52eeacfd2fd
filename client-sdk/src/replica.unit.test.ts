import type { DomainEvent, Part, SyncPage } from '@cafe/contract';
import type { RunningBill, StreamName } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { added, idOf, opened, streamNumber } from './fake-hub.suite.ts';
import { Replica } from './replica.ts';

const stream = streamNumber(1);
const at = '2026-11-23T18:00:00.000Z';
const part = (version: number, ...events: DomainEvent[]): Part => ({
  stream,
  version,
  events,
  at,
  by: { kind: 'staff' },
});
const first = part(1, opened);
const page = (streams: SyncPage['streams'], more: Partial<SyncPage> = {}): SyncPage => ({
  ok: true,
  now: at,
  epoch: 'one',
  audience: 'staff',
  streams,
  closed: [],
  refused: [],
  ...more,
});

const seen = (replica: Replica, name: StreamName = stream) => {
  const known = replica.read(name);
  const bill = known?.state as RunningBill | undefined;
  return known && { version: known.version, lines: bill?.lines?.map(({ lineId }) => Number(lineId.slice(-12))) ?? [] };
};

const coversIn = (replica: Replica): number | undefined =>
  (replica.read(stream)?.state as RunningBill | undefined)?.covers;

const withFirst = (): Replica => {
  const replica = new Replica();
  replica.commits([first, part(2, added(2))]);
  return replica;
};

describe('parts', () => {
  test('[SDK-1] the next one is applied', () => {
    const replica = withFirst();
    expect(seen(replica)).toEqual({ version: 2, lines: [2] });
  });

  test.each([1, 2])('[SDK-1] one at or below the known version is dropped: %i', (version) => {
    const replica = withFirst();
    const { applied, changed } = replica.commits([part(version, added(9))]);
    expect({ applied, changed: [...changed] }).toEqual({ applied: [], changed: [] });
    expect(seen(replica)).toEqual({ version: 2, lines: [2] });
  });

  test('[SDK-1] later ones are held, and applied in order once what is missing came', () => {
    const replica = withFirst();
    replica.commits([part(5, added(5)), part(4, added(4))]);
    expect({ ...seen(replica), isBehind: replica.isBehind() }).toEqual({ version: 2, lines: [2], isBehind: true });
    const { applied } = replica.commits([part(3, added(3))]);
    expect(applied.map(({ version, as }) => [version, as])).toEqual([
      [3, 'part'],
      [4, 'part'],
      [5, 'part'],
    ]);
    expect({ ...seen(replica), isBehind: replica.isBehind() }).toEqual({
      version: 5,
      lines: [2, 3, 4, 5],
      isBehind: false,
    });
  });

  test('[SDK-1] a held part that a state made needless is dropped', () => {
    const replica = withFirst();
    const ahead = new Replica();
    ahead.commits([first, part(2, added(2)), part(3, added(3)), part(4, added(4))]);
    replica.commits([part(4, added(99)), { stream, version: 4, state: ahead.read(stream)?.state }]);
    expect({ ...seen(replica), isBehind: replica.isBehind() }).toEqual({
      version: 4,
      lines: [2, 3, 4],
      isBehind: false,
    });
  });
});

describe('whole states', () => {
  const state = { ...(withFirst().read(stream)?.state as RunningBill), covers: 4 };

  test.each([
    { version: 3, covers: 4, name: 'above' },
    { version: 2, covers: undefined, name: 'at' },
    { version: 1, covers: undefined, name: 'below' },
  ])('[SDK-2] one $name the known version', ({ version, covers }) => {
    const replica = withFirst();
    replica.commits([{ stream, version, state }]);
    expect(replica.read(stream)?.state).toMatchObject({ lines: [{ quantity: 1 }] });
    expect(coversIn(replica)).toBe(covers);
  });

  test('[SDK-2] an answer from a log that is behind what was said replaces it', () => {
    const replica = withFirst();
    replica.beginSync();
    replica.page(page([{ stream, version: 1, state }]));
    expect(seen(replica)?.version).toBe(1);
  });
});

describe('asking', () => {
  test('[SDK-3] what comes before the first page waits for it, and is applied on it', () => {
    const replica = new Replica();
    replica.beginSync();
    expect(replica.commits([part(3, added(3))]).applied).toEqual([]);
    const { applied } = replica.page(page([{ stream, version: 2, state: withFirst().read(stream)?.state }]));
    expect(applied.map(({ version, as }) => [version, as])).toEqual([
      [2, 'base'],
      [3, 'part'],
    ]);
    expect(seen(replica)).toEqual({ version: 3, lines: [2, 3] });
  });

  test('[SDK-3] live parts of a stream whose state comes with a later page are held until then', () => {
    const replica = new Replica();
    replica.beginSync();
    replica.page(page([], { next: 'two' }));
    replica.commits([part(3, added(3))]);
    replica.page(page([{ stream, version: 2, state: withFirst().read(stream)?.state }]));
    expect(seen(replica)).toEqual({ version: 3, lines: [2, 3] });
  });

  test('[SDK-4] another log: nothing known is kept, and what came with it is', () => {
    const replica = withFirst();
    replica.beginSync();
    replica.page(page([]));
    expect(replica.beginSync().epoch).toBe('one');
    const other = streamNumber(2);
    replica.commits([{ ...first, stream: other }]);
    replica.page(page([], { epoch: 'two' }));
    expect([seen(replica), seen(replica, other)]).toEqual([undefined, { version: 1, lines: [] }]);
  });

  test('[SDK-4] streams that no topic holds any more are forgotten', () => {
    const replica = withFirst();
    replica.beginSync();
    expect([...replica.page(page([], { closed: [stream] })).changed]).toEqual([stream]);
    expect(seen(replica)).toBeUndefined();
  });

  test('[SDK-7] a version that was announced and is not here, the first one too, is missing until it is here', () => {
    const replica = withFirst();
    replica.heads([[stream, 2]]);
    expect(replica.isBehind()).toBe(false);
    replica.heads([[streamNumber(2), 1]]);
    expect(replica.isBehind()).toBe(true);
    replica.commits([{ ...first, stream: streamNumber(2) }]);
    expect(replica.isBehind()).toBe(false);
  });

  test('[SDK-6] open orders are named first, at most 1,000 streams, and what is not named is let go', () => {
    const replica = new Replica();
    const ended: DomainEvent = { type: 'order.voided', reason: 'left', epoch: 1 };
    for (let number = 1; number <= 1_001; number += 1) {
      replica.commits([{ ...first, stream: streamNumber(number), events: number === 1 ? [opened, ended] : [opened] }]);
    }
    const { have } = replica.beginSync();
    expect({ count: have.length, isNamed: have.some(([name]) => name === stream), known: seen(replica) }).toEqual({
      count: 1_000,
      isNamed: false,
      known: undefined,
    });
  });
});

describe('what cannot be read', () => {
  const unknown = { type: 'order.enchanted' } as unknown as DomainEvent;

  test('[SDK-5] an unknown event stops the stream with its last state, for good', () => {
    const replica = withFirst();
    const { faults, changed } = replica.commits([part(3, added(3), unknown), part(4, added(4))]);
    expect({ faults: faults.length, changed: [...changed] }).toEqual({ faults: 1, changed: [stream] });
    replica.commits([part(5, added(5)), { stream, version: 9, state: { status: 'none' } }]);
    expect({ ...seen(replica), outdated: replica.read(stream)?.outdated }).toEqual({
      version: 2,
      lines: [2],
      outdated: true,
    });
    replica.heads([[stream, 9]]);
    expect(replica.isBehind()).toBe(false);
  });
});

describe('finished orders', () => {
  const nowMs = Date.parse(at);
  const ended = (): Replica => {
    const replica = withFirst();
    replica.commits([part(3, { type: 'order.voided', reason: 'left', epoch: 1 })]);
    return replica;
  };

  test('[SDK-8] one that concerns nobody is let go, and what it came to is remembered', () => {
    const replica = ended();
    expect([...replica.retire(nowMs, () => false).changed]).toEqual([stream]);
    replica.heads([[stream, 3]]);
    expect([seen(replica), replica.isBehind()]).toEqual([undefined, false]);
  });

  test.each([
    { name: 'one that is followed by name', replica: ended(), wanted: true },
    { name: 'one that runs', replica: withFirst(), wanted: false },
    {
      name: 'one of which the kitchen has a line',
      replica: (() => {
        const replica = withFirst();
        const totals = { subtotal: 0, discount: 0, serviceCharge: 0, taxes: [], total: 0 };
        const { lines } = added(2) as Extract<DomainEvent, { type: 'order.linesAdded' }>;
        replica.commits([part(3, { type: 'order.linesSent', round: 1, lines, totals })]);
        return replica;
      })(),
      wanted: false,
    },
  ])('[SDK-8] $name stays', ({ replica, wanted }) => {
    replica.retire(nowMs, () => wanted);
    expect(replica.read(stream)).toBeDefined();
  });

  test('[SDK-8] one that comes back is taken up again', () => {
    const replica = ended();
    const base = { stream, version: 3, state: replica.read(stream)?.state };
    replica.retire(nowMs, () => false);
    replica.commits([base, part(4, added(idNumber))]);
    expect(seen(replica)).toEqual({ version: 4, lines: [2, idNumber] });
  });
});

const idNumber = Number(idOf<string>(7).slice(-12));
