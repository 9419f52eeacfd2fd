import { afterEach, describe, expect, test } from '@jest/globals';
import { ask, type GivenHttp, givenHttp } from './given-http.suite.ts';

let cafe: GivenHttp | undefined;
afterEach(() => cafe?.stop());
const start = async (...given: Parameters<typeof givenHttp>): Promise<GivenHttp> => {
  cafe = await givenHttp(...given);
  return cafe;
};
const TOKEN = '3f9c1b7a5e2d4860a1c3e5f7092b4d6f';

describe('how the hub is', () => {
  test('[HTTP-17] alive it says without asking anything else', async () => {
    const hub = await start({ readiness: () => Promise.reject(new Error('no store')) });
    expect((await ask(hub, 'GET /healthz')).body).toEqual({ alive: true });
  });

  test('[HTTP-17] ready it is when every check is, each named', async () => {
    const checks = [
      { name: 'store', ok: true },
      { name: 'open', ok: false, detail: 'draining' },
    ];
    const hub = await start({ readiness: async () => checks });
    const answer = await ask(hub, 'GET /readyz');
    expect([answer.status, answer.body]).toEqual([503, { ready: false, checks }]);
    checks.pop();
    expect((await ask(hub, 'GET /readyz')).body).toEqual({ ready: true, checks });
  });

  test('[HTTP-17] which one it is', async () => {
    const hub = await start();
    expect((await ask(hub, 'GET /version')).body).toEqual({
      name: 'cafe-hub',
      version: '0.0.0-test',
      protocol: 1,
      demo: true,
      store: 'memory',
      role: 'all',
    });
  });
});

describe('the figures', () => {
  test('[HTTP-18] are for this machine, and behind a proxy for nobody', async () => {
    const hub = await start();
    const answer = await ask(hub, 'GET /metrics');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect((await ask(hub, 'GET /metrics', { headers: { 'X-Forwarded-For': '127.0.0.1' } })).status).toBe(401);
  });

  test('[HTTP-18] are for their own token where there is one, and for no other', async () => {
    const hub = await start({}, { METRICS_TOKEN: TOKEN });
    expect((await ask(hub, 'GET /metrics')).body['code']).toBe('auth.required');
    expect((await ask(hub, 'GET /metrics', { token: hub.tokenFor('owner') })).body['code']).toBe('auth.invalid');
    expect((await ask(hub, 'GET /metrics', { token: TOKEN })).status).toBe(200);
  });

  test('[HTTP-19] count commands by outcome and requests by the pattern of their path', async () => {
    const hub = await start();
    const token = hub.tokenFor('server');
    const { body } = await ask(hub, 'POST /api/v1/orders', { token, body: { serviceType: 'takeaway' } });
    await ask(hub, `GET /api/v1/orders/${String(body['id'])}`, { token });
    await ask(hub, `POST /api/v1/orders/${hub.uuid()}/close`, { token });
    await ask(hub, 'GET /wp-login.php');
    const { text } = await ask(hub, 'GET /metrics');
    expect(text).toContain('cafe_commands_total{command="order.open",outcome="ok"} 1');
    expect(text).toContain('cafe_commands_total{command="order.close",outcome="order.not_found"} 1');
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/orders/:orderId",status="200"} 1',
    );
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="other",status="404"} 1');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toContain(String(body['id']));
  });
});

describe('the log', () => {
  test('[HTTP-20] has a line for each request, and nothing in it is a secret', async () => {
    const hub = await start();
    const token = hub.tokenFor('server');
    const answer = await ask(hub, 'GET /api/v1/orders?limit=3', { token });
    await ask(hub, `GET /api/v1/orders?token=${token}`, { token });
    await ask(hub, 'POST /api/v1/auth/password', {
      body: { login: 'ana', password: 'correct horse battery', nextHash: 'a'.repeat(64) },
    });
    const requestId = answer.headers.get('x-request-id');
    const line = hub.lines.map((one) => JSON.parse(one)).find((one) => one.requestId === requestId);
    expect(line).toMatchObject({
      level: 'debug',
      method: 'GET',
      route: '/api/v1/orders',
      status: 200,
      address: '127.0.0.1',
    });
    const all = hub.lines.join('');
    for (const secret of [token, 'correct horse', 'a'.repeat(64)]) expect(all).not.toContain(secret);
  });
});

describe('where a request comes from', () => {
  test('[HTTP-21] is believed of the proxies that are named, and of nobody else', async () => {
    const forged = { 'X-Forwarded-For': '203.0.113.9, 198.51.100.7' };
    const plain = await start();
    await ask(plain, 'GET /healthz', { headers: forged });
    expect(plain.lines.join('')).toContain('"address":"127.0.0.1"');
    await plain.stop();
    const behind = await start({}, { TRUST_PROXY: 'loopback' });
    await ask(behind, 'GET /healthz', { headers: forged });
    expect(behind.lines.join('')).toContain('"address":"198.51.100.7"');
  });
});
