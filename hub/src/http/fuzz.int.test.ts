import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { endpointsFor } from '../docs/given-endpoints.suite.ts';
import { ask, type GivenHttp, givenHttp } from './given-http.suite.ts';

let cafe: GivenHttp;
beforeAll(async () => {
  cafe = await givenHttp();
});
afterAll(() => cafe.stop());

/** Values people who mean harm send where a text or a number belongs. */
const nasty = fc.constantFrom<unknown>(
  null,
  -1,
  1e21,
  0.1,
  '',
  '\u0000',
  '{"$gt":""}',
  { $ne: null },
  { $where: 'sleep(1000)' },
  ['a', 'b'],
  '__proto__',
  '../../etc/passwd',
  '\u202e<script>',
  'x'.repeat(3_000),
  true,
);
const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }));
const paths = endpointsFor().map(({ method, path }) => `${method} ${path}`);
const names = [
  'lines',
  'lineIds',
  'approval',
  'session',
  'orderId',
  'itemId',
  'secretHash',
  'code',
  'pin',
  'name',
  '__proto__',
];
const text = (maxLength: number) => fc.string({ maxLength });
const request = fc.record({
  where: fc.constantFrom(...paths),
  body: fc.oneof(value, fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 })),
  param: fc.oneof(fc.constant('0193a1b2-0000-7000-8000-000000000001'), text(20)),
  query: fc.option(fc.dictionary(text(8), text(8), { maxKeys: 3 }), { nil: undefined }),
  key: fc.option(fc.stringMatching(/^[!-~]([ -~]{0,138}[!-~])?$/), { nil: undefined }),
});

test('[HTTP-11] whatever is sent to whatever path is answered, and nothing of it is a bug', async () => {
  const token = cafe.tokenFor('owner');
  const property = fc.asyncProperty(request, async ({ where, body, param, query, key }) => {
    const [method, path = ''] = where.split(' ');
    const real = path.replaceAll(/:\w+/g, () => encodeURIComponent(param === '' ? '-' : param));
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const answer = await ask(cafe, `${method} /api/v1${real}${search}`, {
      token,
      ...(method === 'POST' && { body: JSON.stringify(body) ?? 'null' }),
      ...(key !== undefined && { key }),
    });
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400)
      expect(answer.body).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
  });
  await fc.assert(property, { numRuns: 600 });
  expect(await cafe.metrics.text()).toContain('cafe_unexpected_errors_total 0');
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 120_000);
