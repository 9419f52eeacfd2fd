import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type GivenHttp, givenHttp } from '../http/given-http.suite.ts';
import { misfitsIn } from './schema-misfits.suite.ts';
import { type Json, lookUp, refsIn } from './schema-pointers.suite.ts';

let cafe: GivenHttp;
beforeAll(async () => {
  cafe = await givenHttp();
});
afterAll(() => cafe.stop());

const htmlPages = ['/docs', '/docs/events', '/docs/refusals'];

describe('the pages about the API', () => {
  test.each(htmlPages)('[HTTP-26] %s asks nothing of any other host', async (path) => {
    const { status, headers, text } = await ask(cafe, `GET ${path}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const asked = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(asked.filter((address) => !/^(\/(?!\/)|#)/.test(address))).toEqual([]);
    expect(text).not.toMatch(/<script[^>]*>[^<]/); // no script in the page itself: the policy would stop it
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    for (const address of asked.filter((one) => /^\/docs\/.*\.\w+$/.test(one))) {
      expect([address, (await ask(cafe, `GET ${address}`)).status]).toEqual([address, 200]);
    }
  });

  test('[HTTP-26] the policy lets Swagger write its styles on its own page, and nowhere else', async () => {
    const policyOf = async (path: string) =>
      (await ask(cafe, `GET ${path}`)).headers.get('content-security-policy') ?? '';
    expect(await policyOf('/docs')).toContain("style-src 'self' 'unsafe-inline'");
    expect(await policyOf('/docs')).toContain("script-src 'self'");
    for (const path of ['/docs/events', '/healthz', '/docs/assets/swagger-ui.css']) {
      expect(await policyOf(path)).not.toContain('unsafe');
    }
  });

  test('[HTTP-26] serves of Swagger what its page needs, and nothing that lies beside it', async () => {
    expect((await ask(cafe, 'GET /docs/assets/swagger-ui-bundle.js')).status).toBe(200);
    expect((await ask(cafe, 'GET /docs/start.js')).text).toContain('validatorUrl: null');
    for (const file of [
      'index.html',
      'package.json',
      'swagger-initializer.js',
      '..%2fpackage.json',
      '%2e%2e%2fpackage.json',
    ]) {
      expect([file, (await ask(cafe, `GET /docs/assets/${file}`)).status]).toEqual([file, 404]);
    }
  });

  test('[HTTP-26] has a line for every refusal, where a problem’s type points', async () => {
    const { body } = await ask(cafe, 'GET /api/v1/orders');
    const [path = '', anchor = ''] = String(body['type']).split('#');
    const { text } = await ask(cafe, `GET ${path}`);
    expect(text).toContain(`id="${anchor}"`);
  });

  test('[HTTP-23] what is served is the description of what is mounted', async () => {
    const { body } = await ask(cafe, 'GET /openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.0', info: { version: '0.0.0-test' } });
    const paths = Object.entries(body['paths'] as Record<string, Record<string, Json>>);
    expect(paths.length).toBeGreaterThan(60);
    for (const [path, item] of paths) {
      for (const method of Object.keys(item)) {
        const answer = await ask(cafe, `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, cafe.uuid())}`);
        // Whatever it says without a token and a body: it is there.
        expect([path, answer.body['detail'] === 'there is nothing at this address']).toEqual([path, false]);
        expect([path, answer.status === 405 || answer.status >= 500]).toEqual([path, false]);
      }
    }
    expect((await ask(cafe, 'GET /asyncapi.json')).body).toMatchObject({ asyncapi: '3.0.0' });
  });
});

describe('what is answered', () => {
  test('[HTTP-27] fits its description, for every read and for commands, problems included', async () => {
    const document = (await ask(cafe, 'GET /openapi.json')).body as Json;
    const token = cafe.tokenFor('owner');
    const seen: string[] = [];
    const check = async (what: string, body?: unknown, id?: Readonly<Record<string, string>>) => {
      const [method = '', path = ''] = what.split(' ');
      const real = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => id?.[name] ?? '');
      const answer = await ask(cafe, `${method} ${real}`, { token, body });
      const responses = lookUp(
        document,
        `#/paths/${path.split('?')[0]?.replaceAll('/', '~1')}/${method.toLowerCase()}/responses`,
      );
      const content = (responses as Record<string, { content?: Record<string, { schema: Json }> }>)[answer.status]
        ?.content;
      const schema = Object.values(content ?? {})[0]?.schema;
      expect([what, answer.status, schema === undefined]).toEqual([what, answer.status, false]);
      expect([what, misfitsIn(document)(schema, answer.body)]).toEqual([what, []]);
      seen.push(what);
      return answer.body;
    };
    type Items = { items: Record<string, string>[] };
    const { items: tables } = (await check('GET /api/v1/tables')) as unknown as Items;
    const tableId = tables.find(({ state }) => state === 'available')?.['tableId'] ?? '';
    const { id: orderId = '' } = (await check('POST /api/v1/orders', {
      serviceType: 'dine_in',
      tableId,
      covers: 2,
    })) as { id?: string };
    const { items } = (await check('GET /api/v1/menu/items')) as unknown as {
      items: { itemId: string; variants?: []; modifierGroupIds: [] }[];
    };
    const plain = items.find(({ variants, modifierGroupIds }) => !variants && modifierGroupIds.length === 0);
    const lines = [1, 2].map(() => ({ lineId: cafe.uuid(), itemId: plain?.itemId, quantity: 2 }));
    await check('POST /api/v1/orders/{orderId}/send', { lines }, { orderId });
    await check(
      'POST /api/v1/orders/{orderId}/void-lines',
      { lines: [{ lineId: lines[0]?.lineId }], reason: 'wrong' },
      { orderId },
    );
    await check('POST /api/v1/orders/{orderId}/close', {}, { orderId });
    const { id: paymentId = '' } = (await check('POST /api/v1/payments', {
      orderId,
      paymentId: cafe.uuid(),
      tendered: 5_000,
    })) as {
      id?: string;
    };
    await check('GET /api/v1/orders/{orderId}', undefined, { orderId });
    await check('GET /api/v1/orders/{orderId}', undefined, { orderId: cafe.uuid() });
    await check('GET /api/v1/orders/{orderId}/guests', undefined, { orderId });
    await check('GET /api/v1/payments/{paymentId}', undefined, { paymentId });
    await cafe.flush();
    for (const path of [
      'orders',
      'payments',
      'floors',
      'store',
      'staff',
      'devices',
      'permissions',
      'menu',
      'menu/categories',
    ]) {
      await check(`GET /api/v1/${path}`);
    }
    for (const path of ['menu/modifier-groups', 'menu/tax-rates', 'menu/stations']) await check(`GET /api/v1/${path}`);
    await check('POST /api/v1/orders', { serviceType: 'nothing' });
    await check('POST /api/v1/devices/codes', {});
    await check('GET /api/v1/staff/{staffId}', undefined, { staffId: cafe.staff('owner') });
    await check('GET /api/v1/tables/{tableId}', undefined, { tableId });
    expect(seen.length).toBe(27);
  });

  test('[HTTP-27] and what does not fit would be seen', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer' } },
      required: ['a'],
      additionalProperties: false,
    };
    expect(misfitsIn(schema)(schema, { a: 1.5 })).toHaveLength(1);
    expect(misfitsIn(schema)(schema, { a: 1, b: 2 })).toHaveLength(1);
    expect(misfitsIn(schema)(schema, {})).toHaveLength(1);
    expect(misfitsIn(schema)(schema, { a: 1 })).toEqual([]);
    expect(refsIn({ a: [{ $ref: '#/b' }] })).toEqual(['#/b']);
  });
});
