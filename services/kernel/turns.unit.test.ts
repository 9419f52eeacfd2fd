import { expect, test } from '@jest/globals';
import { createTurns } from './turns.ts';

const later = () => {
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { done, finish };
};

test('work on one key waits for what came before it, work on another does not', async () => {
  const inTurn = createTurns<number>();
  const log: string[] = [];
  const first = later();
  const one = inTurn(1, async () => {
    await first.done;
    log.push('first');
  });
  const two = inTurn(1, async () => void log.push('second'));
  const three = inTurn(1, async () => void log.push('third'));
  await inTurn(2, async () => void log.push('elsewhere'));
  expect(log).toEqual(['elsewhere']);
  first.finish();
  await Promise.all([one, two, three]);
  expect(log).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('what fails is told to whoever asked for it, and does not hold up what comes after it', async () => {
  const inTurn = createTurns<string>();
  const failing = inTurn('a', () => Promise.reject(new Error('no')));
  const next = inTurn('a', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
