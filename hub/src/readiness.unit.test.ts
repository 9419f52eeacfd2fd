import { expect, test } from '@jest/globals';
import { followsLog, storeAnswers } from './readiness.ts';

type Asked = Parameters<typeof storeAnswers>[0];
const storeThat = (command: () => Promise<unknown>): Asked => ({ db: { command } }) as unknown as Asked;

test.each([
  ['answers', () => Promise.resolve({ ok: 1 }), true],
  ['refuses', () => Promise.reject(new Error('away')), false],
  ['says nothing', () => new Promise(() => undefined), false],
])('[HTTP-17] a store that %s is looked at in time', async (_what, command, ok) => {
  expect(await storeAnswers(storeThat(command))).toEqual({ name: 'store', ok });
});

test('[HTTP-17] a log that was read on a moment ago is followed, one that was not is not', () => {
  const at = (ms: number) => followsLog({ sweptAt: 0 }, new Date(ms));
  expect([at(0), at(7_999), at(8_000)].map(({ ok }) => ok)).toEqual([true, true, false]);
});
