import { expect, jest, test } from '@jest/globals';
import { createInOrder, MOST_WAITING } from './in-order.ts';

const later = () => {
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { done, finish };
};

test('[HUB-15] work on one key waits for what came before it, work on another does not', async () => {
  const inOrder = createInOrder();
  const log: string[] = [];
  const first = later();
  const one = inOrder('a', async () => {
    await first.done;
    log.push('a1');
  });
  const two = inOrder('a', async () => void log.push('a2'));
  await inOrder('b', async () => void log.push('b1'));
  expect(log).toEqual(['b1']);
  first.finish();
  await Promise.all([one, two]);
  expect(log).toEqual(['b1', 'a1', 'a2']);
});

test('[HUB-15] what fails does not hold up what comes after it', async () => {
  const inOrder = createInOrder();
  const failing = inOrder('a', () => Promise.reject(new Error('no')));
  const next = inOrder('a', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});

test('[HUB-11] what one connection piles up while nothing is answered is bounded, and whoever waits comes in again', async () => {
  const inOrder = createInOrder();
  const first = later();
  const asked = Array.from({ length: MOST_WAITING }, () => inOrder('a', () => first.done));
  const late = jest.fn(async () => undefined);
  await expect(inOrder('a', late)).rejects.toMatchObject({ code: 'actor.rate_limited', retryable: true });
  await expect(inOrder('b', late)).rejects.toMatchObject({ code: 'actor.rate_limited' });
  expect(late).not.toHaveBeenCalled();
  first.finish();
  await Promise.all(asked);
  await inOrder('a', late);
  expect(late).toHaveBeenCalledTimes(1);
});
