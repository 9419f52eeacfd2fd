import type { OrderId } from '@cafe/contract';
import { floorStream, initialOf, orderStream, type StreamName } from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import { AT, bill, line, ORDER, STATION, STORE } from '../test-bill.suite.ts';
import { findKitchenOrders } from './find-kitchen-orders.ts';
import { createKitchenOrders } from './kitchen-orders.ts';
import { createTickets, SILENT_AFTER_MS } from './tickets.ts';

const ids = (count: number): readonly OrderId[] =>
  Array.from({ length: count }, (_, index) => `018f2b6a-0000-7000-8000-00000001${1_000 + index}` as OrderId);

/** Starts on a log that says these streams changed in the last day, with these orders on the floor. */
const start = async (recent: readonly OrderId[], running: readonly OrderId[]) => {
  const live = { kitchenOrders: createKitchenOrders(), tickets: createTickets() };
  const groups: number[] = [];
  const loaded = (stream: StreamName) => {
    const orders = Object.fromEntries(running.map((orderId) => [orderId, { orderId, waiting: false }]));
    const isFloor = stream === floorStream(STORE);
    const state = isFloor ? { ...initialOf(floorStream(STORE)), orders } : bill({ round: 1, lines: [line('fired')] });
    return { stream, state, version: 3, latest: [] };
  };
  await findKitchenOrders({
    kernel: {
      state: async (stream) => loaded(stream),
      states: async (streams) => {
        groups.push(streams.length);
        return streams.map(loaded);
      },
    },
    log: { since: async () => [`${floorStream(STORE)}#9`, ...recent.map((orderId) => `${orderStream(orderId)}#3`)] },
    storeId: STORE,
    live,
    now: () => new Date(AT),
  });
  return { ...live, groups };
};

test('[SYN-7] a starting hub finds what the kitchen follows, also what nobody touched for a day', async () => {
  const [recent, other] = ids(2);
  if (!recent || !other) throw new Error('two ids were asked for');
  const { kitchenOrders, groups } = await start([recent, ORDER], [ORDER, other]);
  expect(kitchenOrders.at(Date.parse(AT)).toSorted()).toEqual([ORDER, recent, other].map(orderStream).toSorted());
  expect(groups).toEqual([3]);
});

test('[HUB-14] and watches anew that it is shown', async () => {
  const { tickets } = await start([], [ORDER]);
  const due = tickets.due(Date.parse(AT) + SILENT_AFTER_MS);
  expect(due).toMatchObject([{ kind: 'kitchenSilent', stationId: STATION }]);
});

test('[SYN-7] a busy day is read in small groups', async () => {
  const { kitchenOrders, groups } = await start(ids(100), []);
  expect(kitchenOrders.at(Date.parse(AT))).toHaveLength(100);
  expect(groups).toEqual([32, 32, 32, 4]);
});
