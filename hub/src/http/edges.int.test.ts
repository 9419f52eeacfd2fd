import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type GivenHttp, givenHttp } from './given-http.suite.ts';

let cafe: GivenHttp;
let server = '';
beforeAll(async () => {
  cafe = await givenHttp();
  server = cafe.tokenFor('server');
});
afterAll(() => cafe.stop());

const ORDERS = 'POST /api/v1/orders';
const codeOf = async (answer: ReturnType<typeof ask>) => {
  const { status, body } = await answer;
  return [status, body['code']];
};

describe('a request that is none', () => {
  test.each([
    ['no JSON', '{"serviceType":', 400, 'command.malformed'],
    ['a bare text', '"takeaway"', 400, 'command.malformed'],
    ['the word null', 'null', 400, 'command.malformed'],
    ['5,000 brackets', '['.repeat(5_000), 400, 'command.malformed'],
    ['5,000 brackets that close', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 400, 'command.malformed'],
    ['nine levels', '{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}', 400, 'command.malformed'],
    [
      '201 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`k${i}`, 1]))),
      400,
      'command.malformed',
    ],
    ['more than 64 KB', JSON.stringify({ tabName: 'x'.repeat(65 * 1024) }), 413, 'input.too_large'],
  ])('[HTTP-11] (%s) is refused by its code', async (_what, body, ...expected) => {
    expect(await codeOf(ask(cafe, ORDERS, { token: server, body }))).toEqual(expected);
  });

  test.each([
    ['text/plain', 'hello'],
    ['application/x-www-form-urlencoded', 'serviceType=takeaway'],
    ['text/csv', 'a,b'],
    ['multipart/form-data; boundary=x', '--x--'],
  ])('[HTTP-6] of the media type %s is told which one to send', async (type, body) => {
    const answer = await ask(cafe, ORDERS, { token: server, body, headers: { 'Content-Type': type } });
    expect([answer.status, answer.body['code'], answer.headers.get('accept')]).toEqual([
      415,
      'command.malformed',
      'application/json',
    ]);
  });

  test('[HTTP-11] that is compressed is not opened', async () => {
    const bomb = gzipSync(JSON.stringify({ tabName: 'x'.repeat(60_000) }));
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    expect(await codeOf(ask(cafe, ORDERS, { token: server, body: bomb, headers }))).toEqual([415, 'command.malformed']);
  });

  test('[HTTP-6] to an address where nothing is, says so', async () => {
    const answer = await ask(cafe, 'GET /api/v1/nothing');
    expect([answer.status, answer.body['code']]).toEqual([404, 'actor.not_found']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await codeOf(ask(cafe, 'GET /%E0%A4%A'))).toEqual([404, 'actor.not_found']);
    expect(await codeOf(ask(cafe, 'GET /api/v1/orders/%E0%A4%A', { token: server }))).toEqual([
      400,
      'command.malformed',
    ]);
  });

  test('[HTTP-6] with a method that its path does not take, hears which it does', async () => {
    const answer = await ask(cafe, 'DELETE /api/v1/orders', { token: server });
    expect([answer.status, answer.body['code'], answer.headers.get('allow')]).toEqual([
      405,
      'command.unknown',
      'POST, GET, HEAD',
    ]);
  });

  test('[HTTP-6] HEAD is GET without a body', async () => {
    const answer = await ask(cafe, 'HEAD /api/v1/menu');
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  test('[HTTP-30] that reads is answered compressed, where it is long and its sender takes that; one that writes never is', async () => {
    const codingOf = async (what: string, init: RequestInit = {}) => {
      const [method, path] = what.split(' ');
      const headers = { 'Accept-Encoding': 'gzip', Authorization: `Bearer ${server}`, ...init.headers };
      const answer = await fetch(cafe.base + path, { ...init, method: method ?? '', headers });
      await answer.arrayBuffer();
      return [
        answer.status,
        answer.headers.get('content-encoding'),
        answer.headers.get('vary')?.includes('Accept-Encoding'),
      ];
    };
    expect(await codingOf('GET /api/v1/menu')).toEqual([200, 'gzip', true]);
    expect(await codingOf('GET /api/v1/menu', { headers: { 'Accept-Encoding': 'identity' } })).toEqual([
      200,
      null,
      true,
    ]);
    expect(await codingOf('GET /api/v1/floors')).toEqual([200, null, true]); // short
    const body = JSON.stringify({ serviceType: 'counter', tabName: 'x'.repeat(40) });
    const post = { body, headers: { 'Content-Type': 'application/json' } };
    expect(await codingOf(ORDERS, post)).toEqual([201, null, undefined]);
  });

  test('[HTTP-11] in broken HTTP ends its own connection and nothing else', async () => {
    const { port, hostname } = new URL(cafe.base);
    const socket = connect(Number(port), hostname);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write('BREW /coffee HTCPCP/1.0\r\n\u0000\r\n\r\n');
    socket.resume();
    await closed;
    expect((await ask(cafe, 'GET /healthz')).status).toBe(200);
  });
});

describe('a token', () => {
  test.each(['/orders?token=abc', '/orders?access_token=abc', '/menu?token=abc'])(
    '[HTTP-12] in the address is refused: %s',
    async (path) => {
      expect(await codeOf(ask(cafe, `GET /api/v1${path}`, { token: server }))).toEqual([401, 'auth.invalid']);
    },
  );

  test('[HTTP-12] in a cookie is not looked at', async () => {
    const headers = { Cookie: `token=${server}; Authorization=Bearer ${server}` };
    expect(await codeOf(ask(cafe, 'GET /api/v1/orders', { headers }))).toEqual([401, 'auth.required']);
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'bearer not.a.token', `Bearer ${'x'.repeat(5_000)}`])(
    '[HTTP-12] that is none is refused: %s',
    async (authorization) => {
      const headers = { Authorization: authorization };
      expect(await codeOf(ask(cafe, 'GET /api/v1/orders', { headers }))).toEqual([401, 'auth.invalid']);
    },
  );

  test('[HTTP-12] that is wrong does not stand in the way where none is asked for', async () => {
    const headers = { Authorization: 'Bearer expired.long.ago' };
    const { body: tables } = await ask(cafe, 'GET /api/v1/tables', { token: server });
    const [table] = tables['items'] as { code: string }[];
    const scanned = await ask(cafe, 'POST /api/v1/guests/scan', { headers, body: { code: table?.code } });
    expect(scanned.status).toBe(200);
  });

  test('[HTTP-13] is asked for by a request that needs one, and its fields are looked at before anything else', async () => {
    expect(await codeOf(ask(cafe, 'POST /api/v1/auth/pin', { body: {} }))).toEqual([401, 'auth.required']);
    expect(await codeOf(ask(cafe, 'POST /api/v1/auth/password', { body: { login: { $gt: '' } } }))).toEqual([
      400,
      'command.malformed',
    ]);
    expect(await codeOf(ask(cafe, 'POST /api/v1/guests/scan', { body: { code: '22222222', extra: 1 } }))).toEqual([
      400,
      'command.malformed',
    ]);
    const people = await ask(cafe, 'GET /api/v1/auth/people?x=1', { token: server });
    expect([people.status, people.body['code']]).toEqual([400, 'command.malformed']);
  });

  test('[HTTP-13] what is answered to a request is kept by nobody', async () => {
    const code = (await ask(cafe, 'GET /api/v1/tables', { token: server })).body['items'] as { code: string }[];
    const answer = await ask(cafe, 'POST /api/v1/guests/scan', { body: { code: code[0]?.code } });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});

describe('a browser', () => {
  test.each([
    'https://evil.example',
    'https://app.example.evil',
    'http://app.example',
    'https://app.example:8443',
    'null',
  ])('[HTTP-14] whose page is of %s is turned away', async (origin) => {
    const answer = await ask(cafe, 'GET /api/v1/menu', { headers: { Origin: origin } });
    expect([answer.status, answer.body['code']]).toEqual([403, 'actor.forbidden']);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('[HTTP-14] whose page is of an origin of the list is let in, without cookies', async () => {
    const headers = { Origin: 'https://app.example' };
    const answer = await ask(cafe, 'GET /api/v1/menu', { headers });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example']);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag/);
    const asked = await ask(cafe, 'OPTIONS /api/v1/orders', {
      headers: {
        ...headers,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'idempotency-key',
      },
    });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringMatching(/Idempotency-Key/),
    ]);
  });

  test('[HTTP-15] is told to run no script but ours, in no frame', async () => {
    const { headers } = await ask(cafe, 'GET /api/v1/menu');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split(';')).toContain(part);
    }
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('too many requests', () => {
  let narrow: GivenHttp | undefined;
  afterEach(() => narrow?.stop());

  test('[HTTP-16] of one sender are refused with the time to wait; another one is served', async () => {
    narrow = await givenHttp({}, { RATE_STAFF: '1/3' });
    const token = narrow.tokenFor('server');
    const answers = [];
    for (let count = 0; count < 6; count += 1) answers.push(await ask(narrow, 'GET /api/v1/orders', { token }));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({
      code: 'actor.rate_limited',
      retryable: true,
      details: { retryAfterMs: expect.any(Number) },
    });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await ask(narrow, 'GET /api/v1/orders', { token: narrow.tokenFor('manager') })).status).toBe(200);
    expect(await narrow.metrics.text()).toMatch(/cafe_ratelimited_total\{scope="staff"\} [1-9]/);
  });
});

describe('a bug', () => {
  let broken: GivenHttp | undefined;
  afterEach(() => broken?.stop());

  test('[HTTP-4] is answered without saying what it was, and reported', async () => {
    broken = await givenHttp({
      streams: {
        state: () => Promise.reject(new TypeError('the secret table of /home/ana is undefined')),
      },
    });
    const answer = await ask(broken, 'GET /api/v1/menu');
    expect([answer.status, answer.body['code'], answer.body['retryable']]).toEqual([500, 'hub.internal', true]);
    expect(answer.text).not.toMatch(/home|TypeError|undefined| at /);
    expect(broken.lines.join('')).toContain('TypeError');
    expect(await broken.metrics.text()).toContain('cafe_unexpected_errors_total 1');
  });
});

test('[HTTP-11] no bug was found by all of the above', async () => {
  expect(await cafe.metrics.text()).toContain('cafe_unexpected_errors_total 0');
});
