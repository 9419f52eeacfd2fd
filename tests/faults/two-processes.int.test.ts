import type { Cafe, OrderId } from '@cafe/client-sdk';
import { type HubProcess, type SharedCafe, shareCafe, startHubProcess } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTerminal } from './cast.ts';
import { createVersionWatch, simpleItem, startTraffic, until } from './traffic.ts';

const BILLS = 4;
const LINES_EACH = 100;

let cafe: SharedCafe;
const hubs: HubProcess[] = [];
const clients: Cafe[] = [];
beforeAll(async () => {
  cafe = await shareCafe(process.env['TEST_MONGODB_URI'] ?? '');
  // The first one fills the demo; nothing but the log is between the two.
  for (let count = 0; count < 2; count += 1) hubs.push(await startHubProcess(cafe));
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.stop();
  await Promise.all(hubs.map((hub) => hub.stop()));
  await cafe.remove();
}, 60_000);

const terminalAt = async (index: number, watch = createVersionWatch()) => {
  const terminal = await openTerminal(hubs[index]?.base ?? '', { observe: watch.observe });
  clients.push(terminal);
  return { terminal, watch };
};

test('[HUB-22] two processes on one log converge under load, with the sweep alone between them', async () => {
  const [one, other] = [await terminalAt(0), await terminalAt(1)];
  const floors = [one, other].map(({ terminal }) => terminal.floor());
  for (const floor of floors) floor.subscribe(() => undefined);
  const itemId = await simpleItem(one.terminal);
  const orderIds: OrderId[] = [];
  for (let count = 0; count < BILLS; count += 1) {
    const { terminal } = count % 2 === 0 ? one : other;
    orderIds.push((await terminal.orders.open({ serviceType: 'counter' })).orderId);
  }
  // Both processes write on every bill at once: what one decides on is nearly always behind.
  const traffic = orderIds.flatMap((orderId) =>
    [one, other].map(({ terminal }) => startTraffic(terminal, { orderId, itemId, atOnce: 1 })),
  );
  for (const each of traffic) await each.reached(LINES_EACH / 2);
  await Promise.all(traffic.map((each) => each.stop()));

  for (const [index, orderId] of orderIds.entries()) {
    const acknowledged = traffic.slice(2 * index, 2 * index + 2).flatMap((each) => [...each.acknowledged]);
    const bills = [];
    for (const floor of floors) {
      const isWhole = (followed: ReturnType<typeof floor.getSnapshot>): followed is typeof followed =>
        followed.value?.orders.find((order) => order.orderId === orderId)?.bill.lines.length === acknowledged.length;
      const seen = await until(floor, isWhole);
      bills.push(seen.value?.orders.find((order) => order.orderId === orderId));
    }
    expect(bills[0]).toEqual(bills[1]);
    expect(bills[0]?.bill.lines.map(({ lineId }) => lineId).toSorted()).toEqual(acknowledged.toSorted());
  }
  expect([...one.watch.faults, ...other.watch.faults]).toEqual([]);
}, 180_000);
