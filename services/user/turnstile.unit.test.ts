import { expect, test } from '@jest/globals';
import { createTurnstile } from './turnstile.ts';

/** Work that ends when it is told to, and a note of how many were inside at once. */
const createWork = () => {
  const ends: (() => void)[] = [];
  const inside = { now: 0, most: 0, began: 0 };
  const work = async (): Promise<number> => {
    inside.now += 1;
    inside.began += 1;
    inside.most = Math.max(inside.most, inside.now);
    const turn = inside.began;
    await new Promise<void>((resolve) => ends.push(resolve));
    inside.now -= 1;
    return turn;
  };
  const endAll = async (): Promise<void> => {
    for (let end = ends.shift(); end; end = ends.shift()) {
      end();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    }
  };
  return { work, inside, endAll };
};

test('two are inside at once, the others wait their turn, and one too many is asked to come again', async () => {
  const inTurn = createTurnstile(2, 3);
  const { work, inside, endAll } = createWork();
  const all = Array.from({ length: 5 }, () => inTurn(work));
  await expect(inTurn(work)).rejects.toMatchObject({ code: 'hub.busy' });
  await endAll();
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5]);
  expect(inside).toEqual({ now: 0, most: 2, began: 5 });
});

test('who leaves makes room, also when their work failed', async () => {
  const inTurn = createTurnstile(1, 0);
  for (let n = 0; n < 3; n += 1) {
    await expect(inTurn(() => Promise.reject(new Error('outage')))).rejects.toThrow('outage');
  }
  expect(await inTurn(async () => 'in')).toBe('in');
});
