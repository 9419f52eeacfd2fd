import type { OrderId, TableId } from '@cafe/contract';
import { addPerson, asHouse, guestToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { simpleItem } from './evening.ts';

let hub: TestHub;
let token = '';
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  token = staffToken(hub, await addPerson(hub, 'manager'));
}, 60_000);
afterAll(() => hub.stop());

type Body = Readonly<Record<string, unknown>> & { readonly items: readonly Readonly<Record<string, unknown>>[] };

const ask = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> => {
  const response = await fetch(`${hub.base}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body }; // the hub's own answer
};
const get = async (path: string): Promise<Body> => {
  const { status, body } = await ask('GET', path);
  expect([path, status]).toEqual([path, 200]);
  return body;
};
/** Everything that was done is in the collections. */
const settled = () => hub.cafe.kernel.flush();

const open = async (body: object = { serviceType: 'takeaway' }): Promise<OrderId> => {
  const opened = await ask('POST', '/orders', body);
  expect(opened.status).toBe(201);
  return String(opened.body['id']) as OrderId; // the answer to an opening names the order
};
const paid = async (orderId: OrderId): Promise<string> => {
  const lines = [{ lineId: v7(), itemId: await simpleItem(hub), quantity: 1 }];
  expect((await ask('POST', `/orders/${orderId}/send`, { lines })).status).toBe(200);
  const taken = await ask('POST', '/payments', { orderId, paymentId: v7(), tendered: 10_000 });
  expect(taken.status).toBe(201);
  return String(taken.body['id']);
};

describe('the lists in the store', () => {
  test('[HTTP-9] have what was done, by every filter, and page without losing or repeating', async () => {
    await settled();
    const [table] = (await get('/tables?state=available')).items;
    const tableId = String(table?.['tableId']) as TableId; // a row of the list of tables
    const atTable = await open({ serviceType: 'dine_in', tableId, covers: 2 });
    const orders = [atTable, ...(await Promise.all(Array.from({ length: 9 }, () => open())))];
    await settled();

    const all = (await get('/orders?limit=200')).items.map(({ orderId }) => orderId);
    expect(all).toEqual(expect.arrayContaining(orders));
    const paged: unknown[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page = await get(`/orders?limit=4${next}`);
      paged.push(...page.items.map(({ orderId }) => orderId));
      next = page['next'] === undefined ? undefined : `&after=${String(page['next'])}`;
    }
    expect(paged.toSorted()).toEqual(all.toSorted());

    expect((await get(`/orders?tableId=${tableId}`)).items).toEqual([
      expect.objectContaining({ orderId: atTable, tableId }),
    ]);
    expect((await get('/orders?status=closed')).items).toEqual([]);
    const { businessDay } = (await get(`/orders/${atTable}`)) as { businessDay?: unknown };
    expect((await get(`/orders?businessDay=${String(businessDay)}&limit=200`)).items).toHaveLength(all.length);
    expect(hub.reported).toEqual([]);
  }, 60_000);

  test('[HTTP-10] have the payments, each with its bill, and no row tells how it is kept', async () => {
    const orderId = await open();
    const paymentId = await paid(orderId);
    expect(await get(`/payments/${paymentId}`)).toMatchObject({ orderId, status: 'captured' });
    await settled();
    const { items } = await get(`/payments?orderId=${orderId}`);
    expect(items).toEqual([expect.objectContaining({ paymentId, orderId, method: 'cash', tendered: 10_000 })]);
    expect(await get(`/payments/${paymentId}`)).toMatchObject({ orderId, status: 'captured' });
    for (const path of ['/orders', '/payments', '/tables', '/menu/items', '/menu/categories']) {
      const [row = {}] = (await get(path)).items;
      for (const name of ['_id', 'storeId', 'stream', 'foldedTo']) expect(row).not.toHaveProperty(name);
    }
  }, 60_000);

  test('[HTTP-9] let no operator through to the store', async () => {
    for (const query of ['status[$ne]=open', 'status[]=open', 'tableId[$gt]=', 'businessDay[$where]=1', '$where=1']) {
      const { status, body } = await ask('GET', `/orders?${query}`);
      expect([query, status, body['code']]).toEqual([query, 400, 'command.malformed']);
    }
    expect((await ask('GET', '/payments/%7B%22%24ne%22%3Anull%7D')).body['code']).toBe('command.malformed');
  });

  test('[HTTP-7] what an order of another is, a guest does not learn', async () => {
    const [mine, other] = [await open(), await open()];
    const guest = guestToken(hub, { guestId: v7(), orderId: mine, epoch: 1 });
    const answers = [];
    for (const orderId of [other, v7()]) {
      const response = await fetch(`${hub.base}/api/v1/orders/${orderId}`, {
        headers: { Authorization: `Bearer ${guest}` },
      });
      const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
      answers.push([response.status, body]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test('[HTTP-8] a settings change is seen at once', async () => {
    await asHouse(hub, { type: 'store.configure', guestsPerTable: 7 });
    expect(await get('/store')).toMatchObject({ guestsPerTable: 7 });
  });
});
