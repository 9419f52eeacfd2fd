import type { OrderId } from '@cafe/contract';
import type { RunningBill, StreamName } from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import type { Heard } from './cafe-options.ts';
import { createCafe } from './create-cafe.ts';
import { added, FakeHub, type Network, opened, orderId, streamNumber } from './fake-hub.suite.ts';
import type { OpenLink } from './link.ts';
import { memoryOutbox } from './memory-outbox.suite.ts';
import { chanceOf, type SteeredTimers, steeredTimers } from './steered-timers.suite.ts';

const ORDERS = 5;
const STEPS = 60;
/** How many evenings; `npm run test:faults` plays a thousand. */
const SEEDS = Number(process.env['FAULT_SEEDS'] ?? 150);
/** The first one: a failure names its seed, and `FAULT_SEED=… FAULT_SEEDS=1` plays that evening again. */
const FIRST_SEED = Number(process.env['FAULT_SEED'] ?? 1);

/** Loses, doubles and delays: what is delayed by more than the next frame is reordered. */
const badNetwork = (chance: () => number): Network => ({
  frame() {
    const luck = chance();
    const delay = () => 1 + Math.floor(chance() * (chance() < 0.3 ? 600 : 20));
    if (luck < 0.15) return [];
    return luck < 0.3 ? [delay(), delay()] : [delay()];
  },
  answer: () => 1 + Math.floor(chance() * 80),
});

interface Run {
  readonly hub: FakeHub;
  readonly timers: SteeredTimers;
  readonly heard: Heard[];
  /** What the client has of each order in the end, beside what the hub has. */
  readonly outcome: { readonly client: unknown[]; readonly hub: unknown[] };
  /** What is still on its way in the end. */
  readonly left: unknown;
  readonly acknowledged: { readonly orderId: OrderId; readonly lineId: string }[];
}

/** One evening on a bad network: orders open and grow on the hub, the client adds lines itself, and links are cut. */
const run = async (seed: number, { ignoreVersions = false } = {}): Promise<Run> => {
  const chance = chanceOf(seed);
  const timers = steeredTimers(chance);
  const hub = new FakeHub(timers, badNetwork(chance));
  const heard: Heard[] = [];
  const acknowledged: Run['acknowledged'] = [];
  const at = new Map<StreamName, number>();
  const cafe = createCafe({
    url: 'http://hub',
    getToken: async () => 'token',
    openLink: ignoreVersions ? ignoringVersions(hub.open, at) : hub.open,
    timers,
    timeoutMs: 10 * 60_000,
    // Every other evening what is sent goes through an outbox.
    outbox: seed % 2 === 0 && memoryOutbox().open,
    observe: (one) => {
      heard.push(one);
      if (one.kind === 'applied') at.set(one.applied.stream, one.applied.version);
    },
  });
  const floor = cafe.floor();
  floor.subscribe(() => {});
  const views = Array.from({ length: ORDERS }, (_, number) => cafe.order(orderId(number + 1)));
  for (const view of views) view.subscribe(() => {});
  for (let step = 0; step < STEPS; step += 1) {
    const number = 1 + Math.floor(chance() * ORDERS);
    const stream = streamNumber(number);
    const isOpen = hub.versionOf(stream) > 0;
    const luck = chance();
    if (!isOpen) hub.append(stream, opened);
    else if (luck < 0.5) hub.append(stream, added(1_000 + step));
    else if (luck < 0.75) {
      const wish = { itemId: '00000000-0000-7000-8000-000000000001', quantity: 1 } as never; // a brand, no more
      void cafe.orders.addLines(orderId(number), [wish]).then(({ lineIds }) => {
        for (const lineId of lineIds) acknowledged.push({ orderId: orderId(number), lineId });
      });
    } else if (luck < 0.82) hub.cut();
    await timers.advance(Math.floor(chance() * 400));
    if (chance() < 0.2) hub.announce();
  }
  // From here on the network is quiet and good, and what is announced is heard.
  hub.network = { frame: () => [1], answer: () => 1 };
  await timers.advance(30_000);
  hub.announce(true);
  await timers.advance(5_000);
  const numbers = Array.from({ length: ORDERS }, (_, index) => index + 1);
  const outcome = {
    client: views.map((view) => view.getSnapshot().value?.bill),
    hub: numbers
      .map((number) => hub.stateOf(streamNumber(number)))
      .map((state) => ('lines' in state ? state : undefined)),
  };
  const sync = cafe.sync.getSnapshot();
  cafe.stop();
  const left = { pending: views.flatMap((view) => view.getSnapshot().value?.pending ?? []), ...sync };
  return { hub, timers, heard, outcome, acknowledged, left };
};

/** Whether versions of each stream rise by one, but for whole states, which only rise. */
const wrongSteps = (heard: readonly Heard[]): string[] => {
  const at = new Map<StreamName, number>();
  const wrong: string[] = [];
  for (const one of heard) {
    if (one.kind !== 'applied') continue;
    const { stream, version, as } = one.applied;
    const before = at.get(stream) ?? 0;
    if (as === 'part' ? version !== before + 1 : version <= before && before > 0)
      wrong.push(`${stream} ${before} → ${version}`);
    at.set(stream, version);
  }
  return wrong;
};

/**
 * Takes the versions out of what arrives: each part claims to be the next one. A client that hears the hub through it is one
 * that ignores versions.
 */
const ignoringVersions =
  (open: OpenLink, at: ReadonlyMap<StreamName, number>): OpenLink =>
  (target, events) =>
    open(target, {
      ...events,
      commits: (frame) => {
        for (const entry of frame) {
          const version = 'state' in entry ? entry.version : (at.get(entry.stream) ?? 0) + 1;
          events.commits([{ ...entry, version }]);
        }
      },
    });

const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index);

test(`[SDK-6] [SDK-30] ${SEEDS} bad evenings: the client comes to what the hub has, each line it was told of is there once`, async () => {
  let cuts = 0;
  for (const seed of seeds) {
    const { outcome, heard, acknowledged, hub, left } = await run(seed);
    expect({ seed, bills: outcome.client }).toEqual({ seed, bills: outcome.hub });
    expect({ seed, ...Object(left) }).toEqual({ seed, pending: [], state: 'saved' });
    expect({ seed, wrong: wrongSteps(heard) }).toEqual({ seed, wrong: [] });
    for (const { orderId: order, lineId } of acknowledged) {
      const bill = hub.stateOf(`order:${order}`) as RunningBill;
      expect({ seed, lineId, times: bill.lines.filter((line) => line.lineId === lineId).length }).toMatchObject({
        times: 1,
      });
    }
    cuts += hub.links.length - 1;
  }
  if (SEEDS > 10) expect(cuts).toBeGreaterThan(SEEDS); // the network was bad indeed
}, 900_000);

test('[SDK-6] a client that ignores versions comes to something else on most of them: the test can fail', async () => {
  let different = 0;
  for (const seed of Array.from({ length: 20 }, (_, index) => index + 1)) {
    const { outcome } = await run(seed, { ignoreVersions: true });
    if (JSON.stringify(outcome.client) !== JSON.stringify(outcome.hub)) different += 1;
  }
  expect(different).toBeGreaterThan(15);
}, 900_000);
