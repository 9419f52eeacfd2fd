import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { computed, effect } from '@preact/signals';
import { Window } from 'happy-dom';
import { h, render } from 'preact';
import { givenClient } from './fake-client.suite.ts';
import { added, opened, orderId, streamNumber } from './fake-hub.suite.ts';
import { CafeProvider, signalOf, useOrder } from './preact.ts';

const page = new Window();
beforeAll(() => void Object.assign(globalThis, { window: page, document: page.document }));
afterAll(async () => {
  for (const name of ['window', 'document']) Reflect.deleteProperty(globalThis, name);
  await page.happyDOM.close();
});

const Lines = () => {
  const { status, value } = useOrder(orderId(1)).value;
  return h('p', {}, `${status}: ${value?.bill.lines.length ?? 'no'} lines`);
};

describe('signals', () => {
  test('[SDK-72] are the same for the same thing, and follow it while something uses them', async () => {
    const { hub, timers, cafe, link } = givenClient();
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    const order = signalOf(cafe.order(orderId(1)));
    expect(signalOf(cafe.order(orderId(1)))).toBe(order);
    expect(link().asked).toEqual([]);
    const versions: unknown[] = [];
    const version = computed(() => order.value.value?.version);
    const stops = [effect(() => void versions.push(version.value)), effect(() => void order.value)];
    await timers.advance(100);
    hub.append(streamNumber(1), added(1));
    await timers.advance(100);
    expect(versions).toEqual([undefined, 1, 2]);
    stops[0]?.();
    await timers.advance(100);
    expect(link().asked).toHaveLength(1); // the other effect still uses it
    stops[1]?.();
    await timers.advance(100);
    expect(link().asked.at(-1)).toMatchObject({ subscribe: [] });
  });

  test('[SDK-72] used again, they have what came meanwhile', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    const order = signalOf(cafe.order(orderId(1)));
    effect(() => void order.value)();
    cafe.order(orderId(1)).subscribe(() => {});
    await timers.advance(100);
    hub.append(streamNumber(1), added(1));
    await timers.advance(100);
    let seen: unknown;
    effect(() => {
      seen = order.value.value?.version;
    })();
    expect(seen).toBe(2);
  });

  test('[SDK-72] draw a component with each change', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    const place = document.createElement('main');
    render(h(CafeProvider, { cafe }, h(Lines, {})), place);
    expect(place.textContent).toBe('loading: no lines');
    const drawn = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => (place.textContent === text ? resolve() : setImmediate(look));
        look();
      });
    await timers.advance(100);
    await drawn('live: 0 lines');
    hub.append(streamNumber(1), added(1));
    await timers.advance(100);
    await drawn('live: 1 lines');
    render(null, place);
  });
});
