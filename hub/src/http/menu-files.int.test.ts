import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type GivenHttp, givenHttp } from './given-http.suite.ts';

let cafe: GivenHttp;
let manager = '';
beforeAll(async () => {
  cafe = await givenHttp();
  manager = cafe.tokenFor('manager');
});
afterAll(() => cafe.stop());

const CSV = { 'Content-Type': 'text/csv' };
const exported = (format: string) => ask(cafe, `GET /api/v1/menu/export?format=${format}`, { token: manager });
const imported = (body: string, headers: Record<string, string> = {}, key = cafe.uuid()) =>
  ask(cafe, 'POST /api/v1/menu/import', { token: manager, body, headers, key });
const menuVersion = async () => (await ask(cafe, 'GET /api/v1/menu')).body['version'];

describe('the menu as a file', () => {
  test.each(['json', 'csv'])(
    '[HTTP-22] goes out as %s and comes in again without changing anything',
    async (format) => {
      const file = await exported(format);
      expect(file.headers.get('content-disposition')).toBe(`attachment; filename="menu.${format}"`);
      const before = await menuVersion();
      const answer = await imported(file.text, format === 'csv' ? CSV : {});
      expect([answer.status, answer.body]).toEqual([
        200,
        { importId: expect.any(String), commands: expect.any(Number) },
      ]);
      expect(Number(answer.body['commands'])).toBeGreaterThan(60);
      expect(await menuVersion()).toBe(before);
    },
  );

  test('[HTTP-22] is larger than a message may be, and at most 5 MB', async () => {
    const answer = await imported(
      JSON.stringify({ format: 'cafe-menu', version: 1, items: ['x'.repeat(5 * 1024 * 1024)] }),
    );
    expect([answer.status, answer.body['code']]).toEqual([413, 'input.too_large']);
    const padded = await imported(`${' '.repeat(200_000)}{"format":"cafe-menu","version":1}`);
    expect(padded.body['code']).toBe('menu.import_invalid'); // it was read: there is nothing in it
  });

  test('[HTTP-22] with a mistake changes nothing, and every mistake is named', async () => {
    const file = JSON.parse((await exported('json')).text);
    file.items[0].name = 'Something new';
    file.items[1].price = -1;
    file.items[2].categoryId = 'nowhere';
    const before = await menuVersion();
    const answer = await imported(JSON.stringify(file));
    expect([answer.status, answer.body['code']]).toEqual([422, 'menu.import_invalid']);
    expect((answer.body['details'] as { count: number }).count).toBe(2);
    expect(await menuVersion()).toBe(before);
  });

  test('[HTTP-22] with a card number in it changes nothing', async () => {
    const file = JSON.parse((await exported('json')).text);
    file.items[0].description = 'pay with 4111 1111 1111 1111';
    const before = await menuVersion();
    expect((await imported(JSON.stringify(file))).body['code']).toBe('input.card_number');
    expect(await menuVersion()).toBe(before);
  });

  test('[HTTP-22] with the same key changes the menu once', async () => {
    const file = JSON.parse((await exported('json')).text);
    file.items[0].name = 'Renamed once';
    const key = cafe.uuid();
    const before = Number(await menuVersion());
    const answers = [await imported(JSON.stringify(file), {}, key), await imported(JSON.stringify(file), {}, key)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body['importId']).toBe(key);
    expect(await menuVersion()).toBe(before + 1);
  });

  test('[HTTP-22] is for whoever may save items', async () => {
    const asServer = { token: cafe.tokenFor('server'), body: '{}' };
    expect((await ask(cafe, 'POST /api/v1/menu/import', asServer)).body['code']).toBe('actor.forbidden');
    expect((await ask(cafe, 'POST /api/v1/menu/import', { body: '{}' })).body['code']).toBe('auth.required');
  });
});
