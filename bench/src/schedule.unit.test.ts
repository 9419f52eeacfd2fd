import { describe, expect, test } from '@jest/globals';
import { dueAtMs, dueCount } from './schedule.ts';

const schedule = { perSecond: 200, orders: 10 };

describe('the open loop', () => {
  test('orders are due at equal distances from the start on', () => {
    expect([0, 1, 2, 9].map((n) => dueAtMs(schedule, n))).toEqual([0, 5, 10, 45]);
  });

  test.each([
    { elapsedMs: -1, due: 0 },
    { elapsedMs: 0, due: 1 },
    { elapsedMs: 4.9, due: 1 },
    { elapsedMs: 5, due: 2 },
    { elapsedMs: 44.9, due: 9 },
    { elapsedMs: 45, due: 10 },
    { elapsedMs: 10_000, due: 10 },
  ])('after $elapsedMs ms $due are due', ({ elapsedMs, due }) => {
    expect(dueCount(schedule, elapsedMs)).toBe(due);
  });

  test('an order is due at its own moment and not before, at rates that do not divide a second too', () => {
    const odd = { perSecond: 1000 / 7, orders: 1000 };
    for (let n = 0; n < odd.orders; n += 1) {
      expect(dueCount(odd, dueAtMs(odd, n) + 1e-6)).toBe(n + 1);
      expect(dueCount(odd, dueAtMs(odd, n) - 1e-6)).toBe(n);
    }
  });
});
