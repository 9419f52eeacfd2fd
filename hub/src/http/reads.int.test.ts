import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type GivenHttp, givenHttp, STORE } from './given-http.suite.ts';

let cafe: GivenHttp;
let server = '';
let manager = '';
beforeAll(async () => {
  cafe = await givenHttp();
  server = cafe.tokenFor('server');
  manager = cafe.tokenFor('manager');
});
afterAll(() => cafe.stop());

type Listed = readonly Readonly<Record<string, unknown>>[];
const itemsOf = (body: Readonly<Record<string, unknown>>) => body['items'] as Listed;
const get = (path: string, token: string | undefined = server, headers: Record<string, string> = {}) =>
  ask(cafe, `GET /api/v1${path}`, { token, headers });
const opened = async (body: object = { serviceType: 'takeaway' }) => {
  const answer = await ask(cafe, 'POST /api/v1/orders', { token: server, body });
  return String(answer.body['id']);
};
const freeTable = async () => {
  await cafe.flush(); // who sat down a moment ago is in the list
  const { body } = await get('/tables?state=available');
  return String(itemsOf(body)[0]?.['tableId']);
};

describe('reading', () => {
  test('[HTTP-8] shows one thing as it is now, with its version as a tag', async () => {
    const orderId = await opened();
    const first = await get(`/orders/${orderId}`);
    expect(first.headers.get('etag')).toBe('W/"1"');
    expect(first.body).toMatchObject({
      orderId,
      version: 1,
      status: 'open',
      due: 0,
      payment: 'unpaid',
      fulfilment: 'none',
    });
    for (const known of ['"0", W/"1"', '"0", "1"', '*']) {
      const same = await get(`/orders/${orderId}`, server, { 'If-None-Match': known });
      expect([same.status, same.text]).toEqual([304, '']);
    }
  });

  test('[HTTP-8] is never behind a write that was answered', async () => {
    const orderId = await opened();
    const { body: menu } = await get('/menu');
    const item = Object.values(menu['items'] as Record<string, { itemId: string; variants?: unknown }>).find(
      ({ variants }) => variants === undefined,
    );
    for (let version = 2; version < 12; version += 1) {
      const lines = [{ lineId: cafe.uuid(), itemId: item?.itemId, quantity: 1 }];
      await ask(cafe, `POST /api/v1/orders/${orderId}/lines`, { token: server, body: { lines } });
      const changed = await get(`/orders/${orderId}`, server, { 'If-None-Match': `"${version - 1}"` });
      expect([changed.status, changed.body['version']]).toEqual([200, version]);
    }
  });

  test.each(['/floors', '/tables', '/menu', '/menu/items', '/menu/categories', '/menu/tax-rates', '/menu/stations'])(
    '[HTTP-8] lists %s, and shows each one of them',
    async (path) => {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      if (path === '/menu') return;
      const [first] = itemsOf(body);
      const [name, id] = Object.entries(first ?? {}).find(([field]) => field.endsWith('Id')) ?? [];
      const one = await get(`${path}/${id}`);
      expect([one.status, one.body[String(name)]]).toEqual([200, id]);
    },
  );

  test('[HTTP-8] shows how many of an item are left', async () => {
    const [item] = itemsOf((await get('/menu/items')).body);
    const path = `/menu/items/${String(item?.['itemId'])}/stock`;
    const set = await ask(cafe, `POST /api/v1${path}`, { token: manager, body: { remaining: 12 } });
    const { body } = await get(path);
    expect(body).toEqual({ itemId: item?.['itemId'], version: set.body['version'], remaining: 12 });
    expect((await get(`/menu/items/${cafe.uuid()}/stock`)).body['code']).toBe('actor.not_found');
  });

  test('[HTTP-9] a list says as of when it is, and takes the filters it names', async () => {
    const tableId = await freeTable();
    const orderId = await opened({ serviceType: 'dine_in', tableId, covers: 2 });
    await cafe.flush();
    const { body } = await get(`/orders?status=open&tableId=${tableId}`);
    expect(body).toEqual({
      items: [expect.objectContaining({ orderId, tableId, status: 'open' })],
      asOf: expect.any(String),
    });
    expect(itemsOf((await get(`/orders?status=closed&tableId=${tableId}`)).body)).toEqual([]);
    expect(itemsOf((await get('/orders?businessDay=2001-01-01')).body)).toEqual([]);
  });

  test('[HTTP-9] pages lose nothing and show nothing twice', async () => {
    for (let count = 0; count < 7; count += 1) await opened();
    await cafe.flush();
    const whole = itemsOf((await get('/orders?limit=200')).body).map(({ orderId }) => orderId);
    const paged: unknown[] = [];
    let after = '';
    do {
      const { body } = await get(`/orders?limit=3${after}`);
      paged.push(...itemsOf(body).map(({ orderId }) => orderId));
      after = body['next'] === undefined ? '' : `&after=${String(body['next'])}`;
    } while (after !== '');
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThanOrEqual(7);
  });

  test.each([
    '?status=eaten',
    '?colour=red',
    '?limit=0',
    '?limit=1000',
    '?status=open&status=closed',
    '?status[$ne]=open',
  ])('[HTTP-9] refuses the query %s', async (query) => {
    const { status, body } = await get(`/orders${query}`);
    expect([status, body['code']]).toEqual([400, 'command.malformed']);
  });

  test('[HTTP-10] a payment is shown with its bill, also before the collection knows it', async () => {
    const tableId = await freeTable();
    const orderId = await opened({ serviceType: 'dine_in', tableId, covers: 1 });
    const { body: menu } = await get('/menu/items');
    const item = itemsOf(menu).find(
      ({ variants, modifierGroupIds }) => !variants && (modifierGroupIds as []).length === 0,
    );
    const lines = [{ lineId: cafe.uuid(), itemId: item?.['itemId'], quantity: 1 }];
    await ask(cafe, `POST /api/v1/orders/${orderId}/send`, { token: server, body: { lines } });
    const paid = await ask(cafe, 'POST /api/v1/payments', {
      token: server,
      key: cafe.uuid(),
      body: { orderId, tendered: 10_000 },
    });
    expect(paid.status).toBe(201);
    const one = await get(`/payments/${String(paid.body['id'])}`);
    expect(one.body).toMatchObject({ orderId, paymentId: paid.body['id'], status: 'captured' });
    await cafe.flush();
    expect((await get(`/payments/${String(paid.body['id'])}`)).body).toEqual(one.body);
    const { body } = await get(`/payments?orderId=${orderId}`);
    expect(itemsOf(body)).toEqual([expect.objectContaining({ paymentId: paid.body['id'], method: 'cash' })]);
  });
});

describe('who may read', () => {
  test('[HTTP-7] what is absent and what is forbidden look the same, after the same questions to the log', async () => {
    const orderId = await opened();
    const kitchen = cafe.tokenFor('kitchen');
    const mine = cafe.sign({
      kind: 'guest',
      storeId: STORE,
      sub: cafe.uuid() as never,
      sid: cafe.uuid(),
      orderId: orderId as never,
      epoch: 1,
    });
    for (const token of [kitchen, mine]) {
      cafe.asked();
      const forbidden = await get(`/orders/${orderId}`, token);
      const askedThen = cafe.asked().length;
      const absent = await get(`/orders/${cafe.uuid()}`, token);
      expect(cafe.asked()).toHaveLength(askedThen);
      const { requestId: _one, ...seen } = forbidden.body;
      const { requestId: _other, ...gone } = absent.body;
      expect([forbidden.status, seen]).toEqual([absent.status, gone]);
    }
    expect((await get(`/orders/${orderId}`, kitchen)).body['code']).toBe('actor.not_found');
  });

  test('[HTTP-7] a list is for whoever sees the floor', async () => {
    for (const path of ['/orders', '/payments', '/tables', '/floors', '/menu/export']) {
      const { status, body } = await get(path, cafe.tokenFor('kitchen'));
      expect([path, status, body['code']]).toEqual([path, 403, 'actor.forbidden']);
      expect((await ask(cafe, `GET /api/v1${path}`)).body['code']).toBe('auth.required');
    }
  });

  test('[HTTP-7] people, devices and what the store changed are for whoever holds staff.read', async () => {
    expect(itemsOf((await get('/staff', manager)).body).length).toBeGreaterThan(3);
    expect((await get('/staff', server)).body['code']).toBe('actor.forbidden');
    expect((await get('/devices', server)).body['code']).toBe('actor.forbidden');
    expect((await get(`/staff/${cafe.staff('server')}`, server)).body).toMatchObject({
      role: 'server',
      disabled: false,
    });
    expect((await get(`/staff/${cafe.staff('manager')}`, server)).body['code']).toBe('actor.not_found');
    const mine = await get('/permissions', server);
    const held = (mine.body['permissions'] as Listed)
      .filter(({ mine: holds }) => holds)
      .map((row) => row['permission']);
    expect(held).toContain('order.send');
    expect(held).not.toContain('staff.read');
    expect(mine.body).not.toHaveProperty('roleOverrides');
    expect((await get('/permissions', manager)).body).toHaveProperty('roleOverrides');
  });

  test('[HTTP-7] no answer about people holds a secret', async () => {
    const { text } = await get('/staff', manager);
    expect(text).not.toMatch(/pin|hash|password|secret/i);
  });

  test('[HTTP-10] everybody reads the menu and the open part of the settings', async () => {
    const menu = await ask(cafe, 'GET /api/v1/menu');
    expect(menu.status).toBe(200);
    await cafe.send({ type: 'store.configure', guestMaxUnpaid: 12_345 });
    expect((await ask(cafe, 'GET /api/v1/store')).body).toMatchObject({
      name: 'Café am Fluss',
      guestMaxUnpaid: 50_000,
    });
    expect((await get('/store')).body).toMatchObject({ name: 'Café am Fluss', guestMaxUnpaid: 12_345 });
  });

  test('[HTTP-10] a kitchen is shown a bill that concerns it, without the money', async () => {
    const tableId = await freeTable();
    const orderId = await opened({ serviceType: 'dine_in', tableId, covers: 1 });
    const { body: menu } = await get('/menu/items');
    const item = itemsOf(menu).find(
      ({ variants, modifierGroupIds }) => !variants && (modifierGroupIds as []).length === 0,
    );
    const lines = [{ lineId: cafe.uuid(), itemId: item?.['itemId'], quantity: 1 }];
    await ask(cafe, `POST /api/v1/orders/${orderId}/send`, { token: server, body: { lines } });
    await ask(cafe, 'POST /api/v1/payments', { token: server, key: cafe.uuid(), body: { orderId, tendered: 10_000 } });
    const { status, body } = await get(`/orders/${orderId}`, cafe.tokenFor('kitchen'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ orderId, payments: [], fulfilment: 'queued' });
    expect(body).not.toHaveProperty('due');
    expect(body).not.toHaveProperty('paid');
  });

  test('[HTTP-10] a guest who was let in is shown their bill, and of the staff nothing', async () => {
    const tableId = await freeTable();
    const orderId = await opened({ serviceType: 'dine_in', tableId, covers: 1 });
    const secretHash = 'b'.repeat(64);
    const joined = await ask(cafe, 'POST /api/v1/guests', { body: { tableId, orderId, name: 'Kim', secretHash } });
    expect(joined.status).toBe(201);
    const guestId = String(joined.body['id']);
    const guest = (epoch: number) =>
      cafe.sign({
        kind: 'guest',
        storeId: STORE,
        sub: guestId as never,
        sid: cafe.uuid(),
        orderId: orderId as never,
        epoch,
      });
    const epoch = Number((await get(`/orders/${orderId}`)).body['epoch']);
    expect((await get(`/orders/${orderId}`, guest(epoch))).body['code']).toBe('actor.not_found'); // not let in yet
    expect((await ask(cafe, `POST /api/v1/orders/${orderId}/admit`, { token: server })).status).toBe(200);
    const { body: menu } = await get('/menu/items');
    const item = itemsOf(menu).find(
      ({ variants, modifierGroupIds }) => !variants && (modifierGroupIds as []).length === 0,
    );
    const lines = [{ lineId: cafe.uuid(), itemId: item?.['itemId'], quantity: 1 }];
    await ask(cafe, `POST /api/v1/orders/${orderId}/send`, { token: server, body: { lines } });
    const seen = await get(`/orders/${orderId}`, guest(epoch));
    expect(seen.body).toMatchObject({
      orderId,
      lines: [{ addedBy: { kind: 'staff' } }],
      guests: [{ guestId, status: 'active' }],
    });
    expect(seen.text).not.toContain(cafe.staff('server'));
    expect((await get(`/orders/${orderId}/guests`, guest(epoch))).status).toBe(200);
    const over = await get(`/orders/${orderId}`, guest(epoch + 1));
    expect([over.status, over.body['code']]).toEqual([401, 'guest.session_ended']);
  });
});
