import type { StationId, SyncAnswer } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { givenClient } from './fake-client.suite.ts';
import { added, idOf, opened, orderId, refusal, streamNumber } from './fake-hub.suite.ts';

const nobody = () => {};
const subscribes = (asked: readonly unknown[]): unknown[] =>
  asked.map((request) => (request as { subscribe?: unknown }).subscribe).filter((topics) => topics !== undefined);

describe('topics', () => {
  test('[SDK-9] are followed while somebody listens; what changes in one tick is one question', async () => {
    const { timers, cafe, link } = givenClient();
    await timers.advance(100);
    const stops = [cafe.order(orderId(1)), cafe.order(orderId(2)), cafe.order(orderId(1))].map((view) =>
      view.subscribe(nobody),
    );
    await timers.advance(100);
    expect(subscribes(link().asked)).toEqual([[`order:${orderId(1)}`, `order:${orderId(2)}`]]);
    stops[0]?.();
    await timers.advance(100);
    expect(link().asked).toHaveLength(1); // somebody else still listens to it
    stops[2]?.();
    stops[2]?.();
    await timers.advance(100);
    expect(subscribes(link().asked).at(-1)).toEqual([`order:${orderId(2)}`]);
  });

  test('[SDK-9] another listener to what is followed already asks nothing', async () => {
    const { timers, cafe, link } = givenClient();
    cafe.kitchen().subscribe(nobody);
    await timers.advance(100);
    cafe.kitchen(idOf<StationId>(3)).subscribe(nobody);
    cafe.kitchen().subscribe(nobody);
    await timers.advance(100);
    expect(subscribes(link().asked)).toEqual([['kitchen']]);
    expect(cafe.kitchen(idOf<StationId>(3)).getSnapshot().status).toBe('live');
  });

  test('[SDK-9] every page is asked for', async () => {
    const { hub, timers, cafe, link } = givenClient();
    const numbers = [1, 2, 3, 4, 5];
    for (const number of numbers) hub.append(streamNumber(number), opened);
    const views = numbers.map((number) => cafe.order(orderId(number)));
    for (const view of views) view.subscribe(nobody);
    await timers.advance(200);
    expect(views.map((view) => view.getSnapshot().value?.version)).toEqual([1, 1, 1, 1, 1]);
    expect(link().asked).toHaveLength(3);
  });

  test.each(['sync.expired', 'hub.busy'])('[SDK-9] a question that was refused with %s is asked anew', async (code) => {
    const { hub, timers, cafe, link } = givenClient();
    for (const number of [1, 2, 3]) hub.append(streamNumber(number), opened);
    let refusals = 0;
    hub.onSync = (request): SyncAnswer | undefined =>
      'next' in request && refusals++ === 0 ? refusal(code, true) : undefined;
    const views = [1, 2, 3].map((number) => cafe.order(orderId(number)));
    for (const view of views) view.subscribe(nobody);
    await timers.advance(3_000);
    expect(views.map((view) => view.getSnapshot().status)).toEqual(['live', 'live', 'live']);
    expect(subscribes(link().asked)).toHaveLength(2);
  });

  test('[SDK-9] what is wanted anew while a question is under way is asked for after it', async () => {
    const { hub, timers, cafe, link } = givenClient();
    hub.append(streamNumber(1), opened);
    hub.append(streamNumber(2), opened);
    await timers.advance(100);
    hub.network = { frame: () => [1], answer: () => 50 };
    cafe.order(orderId(1)).subscribe(nobody);
    await timers.advance(20);
    cafe.order(orderId(2)).subscribe(nobody);
    await timers.advance(1_000);
    expect(subscribes(link().asked).at(-1)).toHaveLength(2);
    expect(cafe.order(orderId(2)).getSnapshot().status).toBe('live');
  });
});

describe('gaps', () => {
  test('[SDK-7] a gap is given a moment, then asked for', async () => {
    const { hub, timers, cafe, link } = givenClient();
    hub.append(streamNumber(1), opened);
    const view = cafe.order(orderId(1));
    view.subscribe(nobody);
    await timers.advance(100);
    hub.network = { frame: () => [], answer: () => 1 };
    hub.append(streamNumber(1), added(1));
    hub.network = { frame: () => [1], answer: () => 1 };
    hub.append(streamNumber(1), added(2));
    await timers.advance(200);
    expect({ version: view.getSnapshot().value?.version, asked: link().asked.length }).toEqual({
      version: 1,
      asked: 1,
    });
    await timers.advance(200);
    expect({ version: view.getSnapshot().value?.version, asked: link().asked.length }).toEqual({
      version: 3,
      asked: 2,
    });
  });

  test('[SDK-7] a gap that closes by itself is not asked for', async () => {
    const { hub, timers, cafe, link } = givenClient();
    hub.append(streamNumber(1), opened);
    cafe.order(orderId(1)).subscribe(nobody);
    await timers.advance(100);
    hub.network = { frame: () => [150], answer: () => 1 };
    hub.append(streamNumber(1), added(1));
    hub.network = { frame: () => [1], answer: () => 1 };
    hub.append(streamNumber(1), added(2));
    await timers.advance(2_000);
    expect(link().asked).toHaveLength(1);
  });

  test('[SDK-7] the last part of a stream, lost, is noticed by what the hub announces', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    const view = cafe.order(orderId(1));
    view.subscribe(nobody);
    await timers.advance(100);
    hub.network = { frame: () => [], answer: () => 1 };
    hub.append(streamNumber(1), added(1));
    hub.network = { frame: () => [1], answer: () => 1 };
    hub.announce();
    await timers.advance(1_000);
    expect(view.getSnapshot().value?.version).toBe(2);
  });
});

describe('snapshots', () => {
  test('[SDK-10] go from loading to live, are stale without a connection, and live again with one', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    const view = cafe.order(orderId(1));
    const seen = [view.getSnapshot().status];
    view.subscribe(() => void seen.push(view.getSnapshot().status));
    await timers.advance(100);
    hub.cut();
    await timers.advance(5_000);
    expect(seen).toEqual(['loading', 'live', 'stale', 'live']);
    expect(view.getSnapshot().value).toMatchObject({ version: 1, orderId: orderId(1), bill: { status: 'open' } });
  });

  test('[SDK-10] are the same object until something changes, for everybody', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    hub.append(streamNumber(2), opened);
    const view = cafe.order(orderId(1));
    let calls = 0;
    view.subscribe(() => {
      calls += 1;
    });
    cafe.order(orderId(2)).subscribe(nobody);
    await timers.advance(100);
    const before = view.getSnapshot();
    const callsBefore = calls;
    hub.append(streamNumber(2), added(1)); // another order
    hub.notify({ kind: 'resync' }); // nothing new
    await timers.advance(1_000);
    expect(cafe.order(orderId(1)).getSnapshot()).toBe(before);
    expect(calls).toBe(callsBefore);
    hub.append(streamNumber(1), added(2));
    await timers.advance(100);
    expect(view.getSnapshot()).not.toBe(before);
    expect(calls).toBe(callsBefore + 1);
  });

  test('[SDK-10] before all of a topic was here once, a part of it is not shown', async () => {
    const { hub, timers, cafe } = givenClient();
    for (const number of [1, 2, 3, 4]) hub.append(streamNumber(number), opened);
    await timers.advance(100);
    hub.network = { frame: () => [1], answer: () => 100 };
    const kitchen = cafe.kitchen();
    kitchen.subscribe(nobody);
    await timers.advance(500); // one page has come
    expect(kitchen.getSnapshot()).toEqual({ status: 'loading', value: undefined });
    await timers.advance(1_000);
    expect(kitchen.getSnapshot()).toEqual({ status: 'live', value: { orders: [] } });
  });

  test('[SDK-10] one that may not be followed says so', async () => {
    const { hub, timers, cafe } = givenClient();
    const topic = `order:${orderId(1)}` as const;
    hub.onSync = () => ({
      ok: true,
      now: '2026-11-23T18:00:00.000Z',
      epoch: 'one',
      audience: 'guest',
      streams: [],
      closed: [],
      refused: [{ topic, refusal: refusal('actor.not_found').refusal }],
    });
    const view = cafe.order(orderId(1));
    view.subscribe(nobody);
    await timers.advance(100);
    expect(view.getSnapshot()).toMatchObject({
      status: 'refused',
      value: undefined,
      error: { code: 'actor.not_found' },
    });
  });

  test('[SDK-5] a stream that cannot be read any further says that it is outdated', async () => {
    const { hub, timers, cafe, link, reported } = givenClient();
    hub.append(streamNumber(1), opened);
    const view = cafe.order(orderId(1));
    view.subscribe(nobody);
    await timers.advance(100);
    const part = {
      stream: streamNumber(1),
      version: 2,
      at: '2026-11-23T18:00:00.000Z',
      by: { kind: 'staff' as const },
    };
    hub.emit(link(), [{ ...part, events: [{ type: 'order.enchanted' } as never] }]);
    await timers.advance(1_000);
    expect(view.getSnapshot()).toMatchObject({ status: 'outdated', value: { version: 1 } });
    expect(reported).toHaveLength(1);
  });
});

test('[SDK-11] what is on the glass is said once per version and connection', async () => {
  const { hub, timers, cafe, link } = givenClient();
  const bar = idOf<StationId>(3);
  hub.append(streamNumber(1), opened);
  const view = cafe.order(orderId(1));
  view.subscribe(nobody);
  const confirm = () => {
    const { value } = view.getSnapshot();
    if (value) cafe.confirmShown([bar], [value]);
  };
  await timers.advance(100);
  confirm();
  confirm();
  hub.append(streamNumber(1), added(1));
  await timers.advance(100);
  confirm();
  const said = (version: number) => ({ stations: [bar], parts: [[streamNumber(1), version]] });
  expect(link().shown).toEqual([said(1), said(2)]);
  hub.cut();
  await timers.advance(5_000);
  confirm();
  expect({ links: hub.links.length, shown: link().shown }).toEqual({ links: 2, shown: [said(2)] });
});
