import type { ItemId, SessionId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import type { CafeOptions } from '../cafe-options.ts';
import { givenClient } from '../fake-client.suite.ts';
import { added, idOf, lineOf, opened, orderId, refusal, streamNumber } from '../fake-hub.suite.ts';
import { memoryOutbox } from '../memory-outbox.suite.ts';
import { steeredTimers } from '../steered-timers.suite.ts';
import type { Person } from '../token-source.ts';
import { memoryReplica } from './memory-replica.suite.ts';

const bill = orderId(1);
const person = (number: number): Person => ({ session: idOf<SessionId>(number), getToken: async () => `of-${number}` });

/** A device that has followed a bill with one line, and what lies on its disk; `next` is its page after a reload. */
const given = async (options: Partial<CafeOptions> = {}, who?: Person) => {
  const timers = steeredTimers();
  const disk = memoryReplica();
  const first = givenClient({ replicas: disk.keep, ...options }, timers);
  if (who) void first.cafe.actAs(who);
  const { hub } = first;
  hub.append(streamNumber(1), opened, added(11));
  first.cafe.order(bill).subscribe(() => {});
  await timers.advance(1_000);
  const next = async (by?: Person, ms = 100) => {
    const page = givenClient({ replicas: disk.keep, openLink: hub.open, ...options }, timers);
    if (by) page.cafe.actAs(by).catch(() => undefined);
    const order = page.cafe.order(bill);
    order.subscribe(() => {});
    await timers.advance(ms);
    return { ...page, order: () => order.getSnapshot() };
  };
  const away = () => {
    hub.admit = () => refusal('hub.internal', true);
    first.cafe.stop();
  };
  return { ...first, disk, next, away, back: () => (hub.admit = () => undefined) };
};

const linesOf = (order: ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof given>>['next']>>['order']>) =>
  order.value?.bill.lines.map(({ lineId }) => lineId);

describe('a page without the hub', () => {
  test('[SDK-90] shows what the page before it saw, as stale', async () => {
    const { next, away } = await given();
    away();
    const { order, states } = await next();
    expect({ status: order().status, lines: linesOf(order()), version: order().value?.version }).toEqual({
      status: 'stale',
      lines: [idOf(11)],
      version: 1,
    });
    expect(states).not.toContain('online');
  });

  test('[SDK-90] says of when it is, and has nothing of what nobody followed', async () => {
    const { next, away, hub, timers } = await given();
    await timers.advance(3_000);
    hub.beat();
    const heardAtMs = timers.now();
    hub.append(streamNumber(2), opened);
    await timers.advance(1_000);
    hub.admit = () => refusal('hub.internal', true);
    hub.cut();
    await timers.advance(1_000);
    away();
    await timers.advance(60_000);
    const { cafe } = await next();
    expect(cafe.heardAt()).toBe(heardAtMs);
    const other = cafe.order(orderId(2));
    other.subscribe(() => {});
    expect(other.getSnapshot().status).toBe('loading');
  });

  test('[SDK-90] lays over it what waits in the outbox', async () => {
    const outbox = memoryOutbox();
    const { next, hub, cafe, timers } = await given({ outbox: outbox.open });
    hub.admit = () => refusal('hub.internal', true);
    hub.cut();
    await timers.advance(10);
    void cafe.orders
      .addLines(bill, [{ lineId: idOf(12), itemId: idOf<ItemId>(1), quantity: 1 }])
      .catch(() => undefined);
    await timers.advance(1_000);
    cafe.stop();
    const { order } = await next();
    expect([linesOf(order()), order().value?.pending.map(({ lineId }) => lineId)]).toEqual([[idOf(11)], [idOf(12)]]);
  });
});

describe('with the hub', () => {
  test('[SDK-91] goes on from the version that was kept', async () => {
    const { next, away, back, hub } = await given();
    away();
    hub.append(streamNumber(1), added(12));
    back();
    const { order, heard } = await next();
    expect(hub.links.at(-1)?.asked[0]).toMatchObject({ have: [[streamNumber(1), 1]], epoch: 'one' });
    expect(heard.filter(({ kind }) => kind === 'applied')).toEqual([
      { kind: 'applied', applied: { stream: streamNumber(1), version: 1, as: 'base' } }, // from the disk
      { kind: 'applied', applied: { stream: streamNumber(1), version: 2, as: 'part' } },
    ]);
    expect({ status: order().status, lines: linesOf(order()) }).toEqual({
      status: 'live',
      lines: [idOf(11), idOf(12)],
    });
  });

  test('[SDK-91] of another log nothing that was kept stays, on the screen or on the disk', async () => {
    const { next, away, back, hub, disk, timers } = await given();
    away();
    back();
    hub.epoch = 'two';
    const { order } = await next();
    expect(hub.links.at(-1)?.asked[0]).toMatchObject({ epoch: 'one' });
    expect(order().status).toBe('live');
    await timers.advance(1_000);
    expect(disk.stored?.facts).toMatchObject({ epoch: 'two' });
  });

  test('[SDK-91] what is written is of one moment: nothing within an answer, then what changed', async () => {
    const { hub, disk, timers, cafe } = await given();
    const before = disk.writings.length;
    for (const number of [2, 3, 4, 5, 6]) hub.append(streamNumber(number), opened);
    hub.network = { ...hub.network, answer: () => 400 }; // longer than it takes to write
    cafe.kitchen().subscribe(() => {});
    await timers.advance(20_000);
    const written = disk.writings.slice(before);
    expect(written.map(({ streams, facts }) => [streams.size, facts.topics.length])).toEqual([[6, 2]]);
    expect(written[0]?.changed).not.toContain(streamNumber(1));
  });
});

describe('whose it is', () => {
  test('[SDK-92] a sign-in that ends takes what it saw with it', async () => {
    const { cafe, timers, disk, away, next } = await given({}, person(1));
    expect(disk.stored?.facts).toMatchObject({ session: idOf(1) });
    away();
    const again = await next(person(1));
    expect(again.order().status).toBe('stale');
    void again.cafe.actAs(undefined);
    await timers.advance(1_000);
    expect(disk.stored).toBeUndefined();
    cafe.stop();
  });

  test.each([
    { by: person(2), name: 'somebody else' },
    { by: undefined, name: 'nobody' },
  ])('[SDK-92] what one person saw is not shown to $name, and is deleted', async ({ by }) => {
    const { away, next, disk } = await given({}, person(1));
    away();
    const { order } = await next(by);
    expect([order().status, disk.stored]).toEqual(['loading', undefined]);
  });

  test('[SDK-92] whom the hub turns away keeps nothing; who is only too old keeps it for the next version', async () => {
    const { hub, timers, disk, away, next } = await given();
    away();
    hub.admit = () => refusal('client.outdated');
    await next();
    expect(disk.stored).toBeDefined();
    hub.admit = () => refusal('auth.revoked');
    await next();
    await timers.advance(1_000);
    expect(disk.stored).toBeUndefined();
  });
});

describe('what lies on the disk', () => {
  test.each<[string, (stored: never) => unknown]>([
    ['of another form of the folds', ({ facts }: { facts: object }) => ({ facts: { ...facts, format: '0' } })],
    ['without its log', ({ facts }: { facts: object }) => ({ facts: { ...facts, epoch: 7 } })],
    [
      'with a version that is none',
      ({ streams: [one] }: { streams: object[] }) => ({ streams: [{ ...one, version: '1' }] }),
    ],
    [
      'with a state that is none',
      ({ streams: [one] }: { streams: object[] }) => ({ streams: [{ ...one, state: null }] }),
    ],
    [
      'with a bill without lines',
      ({ streams: [one] }: { streams: object[] }) => ({ streams: [{ ...one, state: { status: 'open' } }] }),
    ],
    [
      'with a stream of no kind',
      ({ streams: [one] }: { streams: object[] }) => ({ streams: [{ ...one, stream: 'x:1' }] }),
    ],
  ])('[SDK-93] %s is not shown, and deleted', async (_name, broken) => {
    const { away, next, disk } = await given();
    away();
    if (!disk.stored) throw new Error('nothing was kept');
    disk.stored = { ...disk.stored, ...(broken(disk.stored as never) as object) }; // the very thing is broken by hand
    const { order } = await next();
    expect([order().status, disk.stored]).toEqual(['loading', undefined]);
  });

  test('[SDK-93] storage that hangs or fails keeps nobody from the hub, and changes nothing afterwards', async () => {
    const { away, next, disk, back, hub } = await given();
    away();
    back();
    let answer = () => {};
    disk.disk = new Promise((resolve) => {
      answer = resolve;
    });
    hub.append(streamNumber(1), added(12));
    const hanging = await next(undefined, 5_000);
    expect(hanging.order().status).toBe('live');
    answer();
    await hanging.timers.advance(1_000);
    expect(linesOf(hanging.order())).toEqual([idOf(11), idOf(12)]);
    disk.error = new Error('broken');
    const failing = await next();
    expect([failing.order().status, failing.reported]).toEqual(['live', [disk.error]]);
  });
});

test('[SDK-94] the last sign of life is known, whatever it was, by the hub’s clock', async () => {
  const { hub, timers, cafe } = givenClient();
  expect(cafe.heardAt()).toBeUndefined();
  await timers.advance(100);
  const cameAt = cafe.heardAt() ?? 0;
  expect(timers.now() - cameAt).toBeLessThan(100);
  await timers.advance(5_000);
  expect(cafe.heardAt()).toBe(cameAt);
  hub.beat();
  expect(cafe.heardAt()).toBe(timers.now());
});

test('[SDK-24] an option that keeps nothing is named', () => {
  expect(() => givenClient({ replicas: true as never })).toThrow('replicas');
});

// A line as the hub tells it is what is kept of it.
test('[SDK-90] what is kept is what the hub confirmed', async () => {
  const { disk } = await given();
  const [row] = (disk.stored?.streams ?? []) as { state: { lines: object[] } }[];
  expect(row?.state.lines[0]).toMatchObject({ lineId: lineOf(idOf(11)).lineId, name: 'Flat white', state: 'draft' });
});
