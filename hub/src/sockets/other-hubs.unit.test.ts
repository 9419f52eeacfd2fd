import type { Commit, StationId, StoreId } from '@cafe/contract';
import type { CommitListener } from '@cafe/services/kernel';
import { createSteeredTime } from '@cafe/services/kernel';
import { expect, test } from '@jest/globals';
import { createOtherHubs, type HubToHub } from './other-hubs.ts';

const idOf = (n: number): string => `018f2b6a-0000-7000-8000-${String(n).padStart(12, '0')}`;
const STORE = idOf(1) as StoreId;
const [BAR, GRILL] = [idOf(11) as StationId, idOf(12) as StationId];

const commitOf = (n: number, storeId: string = STORE): Commit => ({
  storeId: storeId as StoreId,
  parts: [{ stream: `order:${idOf(50)}`, version: n, events: [] }],
  at: '2026-11-26T12:00:00.000Z',
  businessDay: '2026-11-26',
  by: { kind: 'service', id: 'order' },
  commandId: idOf(100 + n) as Commit['commandId'],
  bodyHash: 'x',
});

/** A hub among others that are played by the test: what it says is kept, what it hears is said by `hears`. */
const hubAmongOthers = (own: readonly StationId[] = []) => {
  const said: { name: string; body: unknown }[] = [];
  const listeners: Partial<Record<string, (body: unknown) => void>> = {};
  const heard: number[] = [];
  const shown: unknown[] = [];
  const lost: StationId[][] = [];
  const counted: string[] = [];
  const swept: number[] = [];
  let listener: CommitListener = () => undefined;
  const time = createSteeredTime('2026-11-26T12:00:00.000Z');
  const others = createOtherHubs({
    between: {
      emit: (name, body) => void said.push({ name, body }),
      on: (name, run) => {
        listeners[name] = run;
      },
    },
    storeId: STORE,
    kernel: {
      sweep: async () => void swept.push(time.clock().getTime()),
      hear: (commit) => void heard.push(commit.parts[0]?.version ?? 0),
      onCommit: (run) => {
        listener = run;
        return () => undefined;
      },
    },
    self: 'me',
    ownStations: () => new Set(own),
    onShown: (what) => void shown.push(what),
    onLost: (stations) => void lost.push([...stations]),
    carried: (direction) => void counted.push(direction),
    report: () => undefined,
    now: time.clock,
    ticks: time.timers,
  });
  const commits = (n: number, origin: 'here' | 'told' | 'swept') =>
    listener({ commit: commitOf(n), parts: [], origin });
  const hears = (name: keyof HubToHub, body: unknown) => listeners[name]?.(body);
  return { others, said, heard, shown, lost, counted, swept, commits, hears, time };
};

const afterTick = () => new Promise((resolve) => setImmediate(resolve));

test('[SHR-1] tells what it knew first, together, and nothing that it was told or found', async () => {
  const hub = hubAmongOthers();
  hub.commits(1, 'here');
  hub.commits(2, 'here');
  hub.commits(3, 'told');
  hub.commits(4, 'swept');
  hub.others.tell([commitOf(5)]);
  await afterTick();
  expect(hub.said).toEqual([{ name: 'told', body: [commitOf(1), commitOf(2), commitOf(5)] }]);
  expect(hub.counted).toEqual(['out', 'out', 'out']);
});

test('[SHR-1] lets out what it is told of its own store, and drops what is no commit', () => {
  const hub = hubAmongOthers();
  hub.hears('told', [commitOf(7), commitOf(8, idOf(2))]);
  hub.hears('told', [{ ...commitOf(9), parts: [] }]);
  hub.hears('told', null);
  expect(hub.heard).toEqual([7]);
  expect(hub.counted).toEqual(['in']);
});

test('[SHR-8] reads on in the log every second, until it stops', async () => {
  const hub = hubAmongOthers();
  await hub.time.advance(5_000);
  expect(hub.swept).toHaveLength(5);
  hub.others.stop();
  await hub.time.advance(5_000);
  expect(hub.swept).toHaveLength(5);
});

test('[SHR-6] knows what screens elsewhere have on their glass, and says what its own have', () => {
  const hub = hubAmongOthers();
  const shown = { stations: [BAR], parts: [[`order:${idOf(50)}`, 3] as never] };
  hub.hears('shown', shown);
  hub.hears('shown', { stations: 'all' });
  hub.others.shown(shown);
  expect(hub.shown).toEqual([shown]);
  expect(hub.said).toEqual([{ name: 'shown', body: shown }]);
});

test('[SHR-6] misses the screens of a hub that says nothing any more, but for those that are elsewhere or here', async () => {
  const hub = hubAmongOthers([GRILL]);
  const ICES = idOf(13);
  const TEA = idOf(14);
  hub.hears('screens', { hub: 'gone', stations: [BAR, GRILL, ICES, TEA] });
  expect(hub.others.hasScreen(BAR)).toBe(true);
  for (let second = 0; second < 10; second += 2) {
    hub.hears('screens', { hub: 'alive', stations: [ICES] });
    hub.hears('screens', { hub: 'me', stations: [TEA] }); // its own word comes back to it
    await hub.time.advance(2_000);
  }
  expect(hub.lost).toEqual([[BAR, TEA]]);
  expect(hub.others.hasScreen(BAR)).toBe(false);
  expect(hub.said.filter(({ name }) => name === 'screens').at(-1)?.body).toEqual({ hub: 'me', stations: [GRILL] });
});
