import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type GivenHttp, givenHttp, STORE } from './given-http.suite.ts';

let cafe: GivenHttp;
let server = '';
beforeAll(async () => {
  cafe = await givenHttp();
  server = cafe.tokenFor('server');
});
afterAll(() => cafe.stop());

const open = (key?: string, body: unknown = { serviceType: 'takeaway', tabName: 'Kim' }) =>
  ask(cafe, 'POST /api/v1/orders', { token: server, body, ...(key !== undefined && { key }) });
const anItem = async () => {
  const { body } = await ask(cafe, 'GET /api/v1/menu');
  const items = Object.values(
    body['items'] as Record<string, { itemId: string; variants?: unknown; modifierGroupIds: [] }>,
  );
  return items.find((item) => item.variants === undefined && item.modifierGroupIds.length === 0)?.itemId;
};

describe('a command over HTTP', () => {
  test('[HTTP-1] takes path and body as its fields, and answers when it is durable', async () => {
    const { body: opened } = await open();
    const lineId = cafe.uuid();
    const answer = await ask(cafe, `POST /api/v1/orders/${opened['id']}/lines`, {
      token: server,
      body: { lines: [{ lineId, itemId: await anItem(), quantity: 2 }] },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ stream: `order:${opened['id']}`, version: 2 });
    expect(answer.headers.get('etag')).toBe('W/"2"');
    const { body: order } = await ask(cafe, `GET /api/v1/orders/${opened['id']}`, { token: server });
    expect(order).toMatchObject({ version: 2, lines: [{ lineId, quantity: 2, state: 'draft' }] });
  });

  test.each([
    ['an unknown field', { serviceType: 'takeaway', total: 0 }],
    ['the store', { serviceType: 'takeaway', storeId: STORE }],
    ['a type', { serviceType: 'takeaway', type: 'order.void' }],
    ['an operator', { serviceType: { $ne: null } }],
    ['a list for a text', { serviceType: ['takeaway'] }],
    ['null for a text', { serviceType: null }],
    ['a constructor', { serviceType: 'takeaway', constructor: { prototype: {} } }],
    ['no object', ['takeaway']],
    ['a price', { serviceType: 'takeaway', covers: 1e9 }],
  ])('[HTTP-1] refuses a body with %s', async (_what, body) => {
    const answer = await open(undefined, body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'command.malformed']);
  });

  test('[HTTP-1] refuses a prototype key, and no prototype is changed by it', async () => {
    const answer = await open(undefined, '{"serviceType":"takeaway","__proto__":{"polluted":true}}');
    expect([answer.status, answer.body['code']]).toEqual([400, 'command.malformed']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('[HTTP-1] refuses a body that says what the path says', async () => {
    const orderId = cafe.uuid();
    const answer = await ask(cafe, `POST /api/v1/orders/${orderId}/close`, { token: server, body: { orderId } });
    expect(answer.body).toMatchObject({ code: 'command.malformed', detail: 'orderId does not belong into the body' });
  });

  test('[HTTP-1] takes a command without a body', async () => {
    const { body: opened } = await open();
    const answer = await ask(cafe, `POST /api/v1/orders/${opened['id']}/close`, { token: server });
    expect(answer.status).toBe(200);
  });

  test('[HTTP-1] takes an approval and a session beside the fields, as a socket does', async () => {
    const answer = await ask(cafe, `POST /api/v1/orders/${cafe.uuid()}/close`, {
      token: server,
      body: { approval: { by: cafe.uuid(), pin: '123456' }, session: cafe.uuid() },
    });
    expect(answer.body['code']).toBe('auth.invalid'); // no such session: it was looked at
  });

  test('[HTTP-2] with a key is done once, however often and at once it is sent', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => open('table 7, first round')));
    const again = await open('table 7, first round');
    expect(new Set([...answers, again].map(({ text }) => text)).size).toBe(1);
    expect(again.status).toBe(201);
  });

  test('[HTTP-2] the key is the command id where it is a uuid', async () => {
    const key = cafe.uuid();
    const { body } = await open(key);
    const reused = await ask(cafe, `POST /api/v1/orders/${body['id']}/close`, { token: server, key });
    expect([reused.status, reused.body['code']]).toEqual([422, 'command.id_reused']);
  });

  test('[HTTP-2] the same key with another body is refused, from another sender it is another command', async () => {
    const { body } = await open('k');
    const other = await open('k', { serviceType: 'takeaway', tabName: 'Lee' });
    expect([other.status, other.body['code']]).toEqual([422, 'command.id_reused']);
    const elsewhere = await ask(cafe, 'POST /api/v1/orders', {
      token: cafe.tokenFor('manager'),
      key: 'k',
      body: { serviceType: 'takeaway', tabName: 'Kim' },
    });
    expect(elsewhere.status).toBe(201);
    expect(elsewhere.body['id']).not.toBe(body['id']);
  });

  test('[HTTP-2] without a key every request is a new command', async () => {
    const [one, other] = [await open(), await open()];
    expect(one.body['id']).not.toBe(other.body['id']);
  });

  test('[HTTP-2] takes no money without a key or the payment’s own id, and says what to send', async () => {
    const body = { orderId: cafe.uuid(), tendered: 100 };
    const taking = (more: object, key?: string) =>
      ask(cafe, 'POST /api/v1/payments', { token: server, body: { ...body, ...more }, ...(key && { key }) });
    const refused = await taking({});
    expect([refused.status, refused.body['code']]).toEqual([400, 'command.malformed']);
    expect(refused.body['remedy']).toMatch(/Idempotency-Key/);
    for (const answer of [await taking({ paymentId: cafe.uuid() }), await taking({}, 'a key')])
      expect(answer.body['code']).toBe('order.not_found'); // it was looked at
  });

  test.each(['x'.repeat(129), 'über'])('[HTTP-2] refuses the key %s', async (key) => {
    expect((await open(key)).body['code']).toBe('command.malformed');
  });

  test('[HTTP-3] that makes something without an id answers 201, its id and where it is', async () => {
    const { status, headers, body } = await open();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      stream: `order:${body['id']}`,
      version: 1,
      result: expect.anything(),
    });
    expect(headers.get('location')).toBe(`/api/v1/orders/${body['id']}`);
    expect((await ask(cafe, `GET ${headers.get('location')}`, { token: server })).status).toBe(200);
  });

  test('[HTTP-3] that makes something with an id keeps it', async () => {
    const orderId = cafe.uuid();
    expect((await open(undefined, { orderId, serviceType: 'takeaway' })).body['id']).toBe(orderId);
  });

  test('[HTTP-4] that is refused answers a problem with code, remedy and the id of the request', async () => {
    const answer = await ask(cafe, `POST /api/v1/orders/${cafe.uuid()}/close`, { token: server });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: '/docs/refusals#order.not_found',
      title: 'order.not_found',
      status: 404,
      detail: answer.body['message'],
      code: 'order.not_found',
      message: expect.any(String),
      remedy: 'Reload: it is not there, or not yours.',
      retryable: false,
      requestId: answer.headers.get('x-request-id'),
    });
  });

  test('[HTTP-5] asks for a token, and for the permission behind it', async () => {
    const nobody = await ask(cafe, 'POST /api/v1/orders', { body: { serviceType: 'takeaway' } });
    expect([nobody.status, nobody.body['code']]).toEqual([401, 'auth.required']);
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer realm="cafe"');
    const kitchen = await ask(cafe, 'POST /api/v1/orders', {
      token: cafe.tokenFor('kitchen'),
      body: { serviceType: 'takeaway' },
    });
    expect([kitchen.status, kitchen.body['code']]).toEqual([403, 'actor.forbidden']);
  });
});
