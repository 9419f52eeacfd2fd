import { type ListedOrder, newId, type OrderId, when } from '@cafe/client-sdk';
import { enrolTerminal, startTestHub, type Terminal, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleItem } from './evening.ts';

/** More than one page has. */
const MANY = 101;

let hub: TestHub;
let terminal: Terminal;
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  terminal = await enrolTerminal(hub, { role: 'manager' });
}, 60_000);
afterAll(async () => {
  terminal.cafe.stop();
  await hub.stop();
});

const listed = async (status: ListedOrder['status']): Promise<ListedOrder[]> => {
  const rows: ListedOrder[] = [];
  for await (const row of terminal.cafe.orders.list({ status })) rows.push(row);
  return rows;
};

/** The collections are a moment behind: asked again until all is there. */
const listedWith = async (status: ListedOrder['status'], count: number): Promise<ListedOrder[]> => {
  for (;;) {
    const rows = await listed(status);
    if (rows.length >= count) return rows;
  }
};

test('[SDK-78] every bill is in the list once, the latest first, whatever pages it came in', async () => {
  const { cafe } = terminal;
  const opened = await Promise.all(
    Array.from({ length: MANY }, () => cafe.orders.open({ serviceType: 'counter', orderId: newId<OrderId>() })),
  );
  const rows = await listedWith('open', MANY);
  expect(new Set(rows.map(({ orderId }) => orderId))).toEqual(new Set(opened.map(({ orderId }) => orderId)));
  expect(rows).toHaveLength(MANY);
  const times = rows.map(({ openedAt }) => openedAt);
  expect(times).toEqual([...times].sort().reverse());
}, 60_000);

test('[SDK-78] a bill that was paid and closed is listed with its receipt, its lines and what was paid', async () => {
  const { cafe } = terminal;
  const { orderId } = await cafe.orders.open({ serviceType: 'counter' });
  const { total } = await cafe.orders.send(orderId, { lines: [{ itemId: await simpleItem(hub), quantity: 2 }] });
  const bill = await when(cafe.order(orderId), ({ value }) => value?.bill.lines.length === 1 && value.bill);
  const lineIds = bill.lines.map(({ lineId }) => lineId);
  await cafe.orders.finish(orderId, { lineIds });
  await cafe.orders.serve(orderId, lineIds);
  const { change } = await cafe.payments.takeCash(orderId, { tendered: (total ?? 0) + 100 });
  const { receiptNumber } = await cafe.orders.close(orderId);
  expect(await listedWith('closed', 1)).toMatchObject([
    {
      orderId,
      receiptNumber,
      paid: total,
      due: 0,
      totals: { total },
      rounds: 1,
      lineCount: 1,
      lines: [{ quantity: 2 }],
    },
  ]);
  const payments = [];
  for await (const payment of cafe.payments.list({ orderId })) payments.push(payment);
  expect(payments).toMatchObject([{ orderId, status: 'captured', amount: total, method: 'cash', change }]);
}, 60_000);
