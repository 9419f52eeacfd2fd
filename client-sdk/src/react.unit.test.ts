import type { OrderId } from '@cafe/contract';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Window } from 'happy-dom';
import { act, createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { type Given, givenClient } from './fake-client.suite.ts';
import { added, opened, orderId, streamNumber } from './fake-hub.suite.ts';
import { CafeProvider, useCafe, useConnection, useFloor, useOrder } from './react.ts';

/** A page for React, put where it looks for one, and taken away again. */
const page = new Window();
beforeAll(() => {
  Object.assign(globalThis, { window: page, document: page.document, IS_REACT_ACT_ENVIRONMENT: true });
});
afterAll(async () => {
  for (const name of ['window', 'document', 'IS_REACT_ACT_ENVIRONMENT']) Reflect.deleteProperty(globalThis, name);
  await page.happyDOM.close();
});

interface Shown {
  readonly root: Root;
  text(): string | null;
}

/** Draws a component below a provider, strictly: every effect runs twice, as React does while developing. */
const show = async ({ cafe, timers }: Given, component: () => string): Promise<Shown> => {
  const place = document.createElement('main');
  const root = createRoot(place);
  await act(async () => {
    root.render(createElement(StrictMode, null, createElement(CafeProvider, { cafe }, createElement(component))));
  });
  await act(() => timers.advance(100));
  return { root, text: () => place.textContent };
};

const lines = (number: number) => () => {
  const { status, value } = useOrder(orderId(number));
  return `${status}: ${value?.bill.lines.length ?? 'no'} lines`;
};

describe('hooks', () => {
  test('[SDK-71] show what is followed, draw each change, and follow no more after the end', async () => {
    const given = givenClient();
    const { hub, timers, link } = given;
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    const { root, text } = await show(given, lines(1));
    expect(text()).toBe('live: 0 lines');
    await act(async () => {
      hub.append(streamNumber(1), added(1));
      await timers.advance(100);
    });
    expect(text()).toBe('live: 1 lines');
    const asked = link().asked.length;
    await act(async () => {
      root.unmount();
      await timers.advance(100);
    });
    expect(link().asked.slice(asked)).toMatchObject([{ subscribe: [] }]);
  });

  test('[SDK-71] draw nothing for what they do not read', async () => {
    const given = givenClient();
    const { hub, timers, cafe } = given;
    hub.append(streamNumber(1), opened);
    hub.append(streamNumber(2), opened);
    cafe.order(orderId(2)).subscribe(() => {});
    let drawn = 0;
    const { root } = await show(given, () => {
      drawn += 1;
      return lines(1)();
    });
    const before = drawn;
    await act(async () => {
      hub.append(streamNumber(2), added(1));
      await timers.advance(100);
    });
    expect(drawn).toBe(before);
    await act(async () => root.unmount());
  });

  test('[SDK-71] two components of one drawing never show two moments', async () => {
    const given = givenClient();
    const { hub, timers } = given;
    hub.append(`floor:${orderId(9)}`); // a floor plan with nothing on it
    hub.append(streamNumber(1), opened);
    const seen: string[] = [];
    const { root } = await show(given, () => {
      const inFloor = useFloor().value?.orders[0]?.version;
      const alone = useOrder(orderId(1)).value?.version;
      seen.push(`${inFloor} ${alone}`);
      return '';
    });
    for (const number of [1, 2, 3]) {
      await act(async () => {
        hub.append(streamNumber(1), added(number));
        await timers.advance(100);
      });
    }
    expect(seen.filter((one) => !/undefined/.test(one)).every((one) => /^(\d) \1$/.test(one))).toBe(true);
    expect(seen).toContain('4 4');
    await act(async () => root.unmount());
  });

  test('[SDK-71] say how the connection stands, and that a provider is missing', async () => {
    const given = givenClient();
    await given.timers.advance(100);
    const { root, text } = await show(given, () => useConnection().state);
    expect(text()).toBe('online');
    await act(async () => given.cafe.stop());
    expect(text()).toBe('stopped');
    await act(async () => root.unmount());
    expect(() => renderToString(createElement(() => String(useCafe())))).toThrow('no CafeProvider');
  });
});

test('[SDK-70] a listener that looks at another thing finds it at the same moment', async () => {
  const { hub, timers, cafe } = givenClient();
  hub.append(`floor:${orderId(9)}`);
  hub.append(streamNumber(1), opened);
  const versions = () => [
    cafe.floor().getSnapshot().value?.orders[0]?.version,
    cafe.order(orderId(1) satisfies OrderId).getSnapshot().value?.version,
    cafe.kitchen().getSnapshot().status,
  ];
  const seen: unknown[] = [];
  for (const view of [cafe.floor(), cafe.order(orderId(1))]) view.subscribe(() => void seen.push(versions()));
  await timers.advance(200);
  seen.length = 0;
  hub.append(streamNumber(1), added(1));
  await timers.advance(100);
  expect(seen).toEqual([
    [2, 2, 'loading'],
    [2, 2, 'loading'],
  ]);
});
