import { expect, test } from '@jest/globals';
import { countedAsWrong, lockOf, NO_TRIES, notLookedAt, type Tries, wasRight, wasRightOnDevice } from './pin-lock.ts';

const START = Date.parse('2026-11-23T12:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
/** Wrong tries one after another, each as soon as the lock of the one before is over. */
const wrongInARow = (times: number) => {
  let tries: Tries = NO_TRIES;
  let now = 0;
  const locksS: number[] = [];
  for (let n = 0; n < times; n += 1) {
    tries = countedAsWrong(tries, 'x', at(now));
    const lockS = (lockOf(tries, at(now))?.retryAfterMs ?? 0) / 1_000;
    locksS.push(lockS);
    now += lockS;
  }
  return { tries, locksS };
};

test('[USR-22] locks double from a minute to a quarter of an hour', () => {
  expect(wrongInARow(12).locksS).toEqual([0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900, 900]);
});

test('[USR-22] the twentieth within a day asks for a manager, and stays', () => {
  expect(lockOf(wrongInARow(19).tries, at(86_400))).toBeUndefined();
  const { tries } = wrongInARow(20);
  expect(lockOf(tries, at(30 * 86_400))).toEqual({});
});

test('[USR-22] what is older than a day no longer counts towards the twenty', () => {
  let tries: Tries = NO_TRIES;
  for (let n = 0; n < 60; n += 1)
    tries = wasRight(countedAsWrong(countedAsWrong(tries, 'x', at(n * 7_200)), 'y', at(n * 7_200)), 'y', at(n * 7_200));
  expect(tries.needsManager).toBeUndefined();
  expect(tries.wrong).toHaveLength(12);
});

test('[USR-22] a right one breaks the row, but on a person the wrong ones of the day stay', () => {
  const four = wrongInARow(4).tries;
  const right = wasRight(countedAsWrong(four, 'x', at(5)), 'x', at(5));
  expect(right).toEqual({ wrong: four.wrong, streak: 0 });
  expect(wasRightOnDevice(countedAsWrong(four, 'y', at(5)), 'y')).toEqual({ wrong: four.wrong, streak: 0 });
  expect(wasRightOnDevice(countedAsWrong(four, 'x', at(5)), 'x')).toEqual(NO_TRIES);
});

test('[USR-23] what was not looked at is as if it had not been', () => {
  const four = wrongInARow(4).tries;
  expect(notLookedAt(countedAsWrong(four, 'y', at(9)), 'y', at(9))).toEqual(four);
  const six = wrongInARow(6).tries;
  expect(notLookedAt(countedAsWrong(six, 'y', at(500)), 'y', at(500))).toEqual(six);
});
