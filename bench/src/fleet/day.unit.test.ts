import { describe, expect, test } from '@jest/globals';
import { ASSUMPTIONS } from './assumptions.ts';
import { simulateDay } from './day.ts';
import { loadCurve } from './load-curve.ts';
import { poissonOf, seededRandom } from './random.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const small = { cafes: 40, seed: 7, load: 1 };

describe('a day', () => {
  test('[SIM-1] is the same for the same seed, and another for another', () => {
    const day = simulateDay(small, ASSUMPTIONS);
    expect(simulateDay(small, ASSUMPTIONS)).toEqual(day);
    expect(simulateDay({ ...small, seed: 8 }, ASSUMPTIONS).commands).not.toEqual(day.commands);
  });

  test('[SIM-2] closes every bill that it opened, and counts each of its commands once', () => {
    const { bills, closes, commands } = simulateDay(small, ASSUMPTIONS);
    expect(bills).toBeGreaterThan(0);
    expect(sum(closes)).toBe(bills);
    expect(sum(commands)).toBe(bills * ASSUMPTIONS.bill.length);
  });

  test('[SIM-2] lets each command be heard by the screens of its café and the phones of its bill', () => {
    const [kind] = [{ name: 'one', share: 1, billsPerDay: 200, screens: 5, phonesPerBill: 2 }];
    const { bills, deliveries } = simulateDay(small, { ...ASSUMPTIONS, classes: [kind] });
    expect(sum(deliveries)).toBe(bills * ASSUMPTIONS.bill.length * 7);
  });

  test('[SIM-2] has as many bills as its cafés are expected to have, and twice as many at twice the load', () => {
    const expected = sum(ASSUMPTIONS.classes.map(({ share, billsPerDay }) => share * billsPerDay));
    const days = [1, 2].map((load) => simulateDay({ cafes: 400, seed: 3, load }, ASSUMPTIONS).bills / 400);
    expect(Math.abs((days[0] ?? 0) / expected - 1)).toBeLessThan(0.15); // which cafés there are is drawn too
    expect(Math.abs((days[1] ?? 0) / (days[0] ?? 1) - 2)).toBeLessThan(0.05);
  });
});

describe('what it is drawn from', () => {
  test('[SIM-2] a curve is a whole day, and highest in a rush', () => {
    const curve = loadCurve(ASSUMPTIONS.rushes);
    expect(sum(curve)).toBeCloseTo(1, 9);
    expect(Math.abs(curve.indexOf(Math.max(...curve)) - 765)).toBeLessThan(10);
  });

  test.each([0.2, 3, 40, 500])('[SIM-1] as many come as are expected: %d', (mean) => {
    const random = seededRandom(11);
    const draw = poissonOf(mean);
    const draws = Array.from({ length: 4_000 }, () => draw(random));
    const average = sum(draws) / draws.length;
    const variance = sum(draws.map((draw) => (draw - average) ** 2)) / draws.length;
    expect(Math.abs(average / mean - 1)).toBeLessThan(0.05);
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.1);
  });
});
