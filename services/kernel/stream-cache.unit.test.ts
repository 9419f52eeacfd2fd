import type { Commit } from '@cafe/contract';
import { type AnyState, orderStream, type StreamName } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { bench, commit, counted, STORE, stock } from './kernel-fixture.suite.ts';
import { createStreamCache } from './stream-cache.ts';

const at = (version: number, text = ''): Commit =>
  commit(version, [], { parts: [{ stream: stock(1), version, events: [counted(1, version)] }], bodyHash: text });
const heavy = (version: number): Commit => {
  const event = { ...counted(1, version), note: 'x'.repeat(1_000) } as never;
  return commit(version, [], { parts: [{ stream: stock(1), version, events: [event] }] });
};
const fed = (count: number, make: (version: number) => Commit) => {
  const cache = createStreamCache();
  cache.put(stock(1), { state: { remaining: 0 }, version: 0, latest: [] });
  for (let version = 1; version <= count; version += 1) {
    const one = make(version);
    cache.evolve(one, one.parts);
  }
  return cache;
};

describe('what a stream missed', () => {
  test('[OUT-5] is answered from memory, up to 200 commits', () => {
    const cache = fed(300, at);
    expect(cache.missed(stock(1), 300)).toEqual([]);
    expect(cache.missed(stock(1), 297)?.map(({ parts }) => parts[0]?.version)).toEqual([298, 299, 300]);
    expect(cache.missed(stock(1), 100)).toHaveLength(200);
    expect(cache.missed(stock(1), 99)).toBeUndefined();
    expect(cache.missed(stock(1), 301)).toBeUndefined();
    expect(cache.missed(stock(2), 0)).toBeUndefined();
  });

  test('[OUT-5] is bounded by 64 KB', () => {
    const cache = fed(200, heavy);
    const kept = cache.get(stock(1))?.latest.length ?? 0;
    expect(kept).toBeGreaterThan(40);
    expect(kept).toBeLessThan(64);
    expect(cache.missed(stock(1), 200 - kept)).toHaveLength(kept);
    expect(cache.missed(stock(1), 200 - kept - 1)).toBeUndefined();
  });
});

describe('forgetting', () => {
  const order = (n: number): StreamName =>
    orderStream(`00000000-0000-4000-8002-${n.toString().padStart(12, '0')}` as never);
  const bill = (status: string, lines: readonly object[] = []) => ({
    state: { status, lines } as unknown as AnyState,
    version: 1,
    latest: [],
  });

  test('[OUT-6] streams at rest beyond the limit go, the longest unused first; open orders and others never', () => {
    const cache = createStreamCache({ maxAtRest: 100 });
    for (let n = 0; n < 2_000; n += 1) {
      cache.put(order(n), bill(n % 4 === 0 ? 'open' : 'closed'));
      cache.get(order(1));
    }
    const left = [...cache.all()];
    expect(left.filter(({ state }) => 'status' in state && state.status === 'open')).toHaveLength(500);
    const resting = left.length - 500;
    expect(resting).toBeGreaterThanOrEqual(100);
    expect(resting).toBeLessThan(100 + 257);
    expect(cache.get(order(1))).toBeDefined();
    expect(cache.get(order(2))).toBeUndefined();
    expect(cache.get(order(1_999))).toBeDefined();
  });

  test('[OUT-6] an order that ended is not at rest while the kitchen has something of it', () => {
    const cache = createStreamCache({ maxAtRest: 0 });
    cache.put(order(1), bill('closed', [{ state: 'served' }, { state: 'preparing' }]));
    cache.put(order(2), bill('voided', [{ state: 'voided', void: { acknowledged: false } }]));
    cache.put(order(3), bill('closed', [{ state: 'served' }, { state: 'voided', void: { acknowledged: true } }]));
    for (let n = 10; n < 600; n += 1) cache.put(order(n), { ...bill('none'), version: 0 });
    expect([1, 2, 3].map((n) => cache.get(order(n)) !== undefined)).toEqual([true, true, false]);
  });

  test('[OUT-6] of very many streams loaded together each is answered, also those forgotten again', async () => {
    const { kernel } = bench({ cache: { maxAtRest: 5 } });
    const streams = Array.from({ length: 1_000 }, (_, n) => order(n));
    const loaded = await kernel.states(streams);
    expect(loaded.map(({ stream }) => stream)).toEqual(streams);
    expect(kernel.peek(order(0))).toBeUndefined();
  });

  test('[OUT-6] a stream that is held stays as it is when it is loaded again', () => {
    const cache = createStreamCache();
    cache.put(stock(1), { state: { remaining: 5 }, version: 3, latest: [] });
    expect(cache.put(stock(1), { state: { remaining: 9 }, version: 2, latest: [] })).toMatchObject({ version: 3 });
  });
});

test('[OUT-7] a commit of which one part cannot be folded changes nothing', () => {
  const cache = createStreamCache();
  cache.put(stock(1), { state: { remaining: 5 }, version: 0, latest: [] });
  cache.put(stock(2), { state: { remaining: 5 }, version: 0, latest: [] });
  const broken = { stream: stock(2), version: 1, events: [{ type: 'stock.eaten' } as never] };
  const both = commit(1, [], {
    parts: [{ stream: stock(1), version: 1, events: [counted(1, 1)] }, broken],
    storeId: STORE,
  });
  expect(() => cache.evolve(both, both.parts)).toThrow('unknown case');
  expect(cache.get(stock(1))).toMatchObject({ version: 0, state: { remaining: 5 }, latest: [] });
});

test('[OUT-1] a part that is not next is not folded', () => {
  const cache = fed(1, at);
  const later = at(3);
  expect(() => cache.evolve(later, later.parts)).toThrow('is not next');
});
