import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cashRoundingOf,
  divideRounded,
  exactProduct,
  portionOf,
  type RoundingMode,
  roundToMultiple,
} from './rounding.ts';

const abs = (n: bigint) => (n < 0n ? -n : n);

/** Independent of the code under test: doubles both sides, so that the half is an integer. */
const reference = (numerator: bigint, denominator: bigint, mode: RoundingMode): bigint => {
  const doubled = 2n * abs(numerator);
  const nearest = (doubled + denominator) / (2n * denominator);
  const isTie = (doubled + denominator) % (2n * denominator) === 0n;
  const rounded = mode === 'half_even' && isTie && nearest % 2n === 1n ? nearest - 1n : nearest;
  return numerator < 0n ? -rounded : rounded;
};

const isSafe = (n: bigint) => abs(n) <= BigInt(Number.MAX_SAFE_INTEGER);
const mode = fc.constantFrom<RoundingMode>('half_away', 'half_even');
const positive = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

describe('divideRounded', () => {
  test.each([
    { of: 5, by: 2, away: 3, even: 2 },
    { of: 7, by: 2, away: 4, even: 4 },
    { of: -5, by: 2, away: -3, even: -2 },
    { of: -7, by: 2, away: -4, even: -4 },
    { of: 1, by: 3, away: 0, even: 0 },
    { of: -1, by: 3, away: 0, even: 0 },
    { of: 2, by: 3, away: 1, even: 1 },
    { of: 0, by: 9, away: 0, even: 0 },
    { of: Number.MAX_SAFE_INTEGER, by: 2, away: 2 ** 52, even: 2 ** 52 },
    { of: Number.MAX_SAFE_INTEGER - 2, by: 2, away: 2 ** 52 - 1, even: 2 ** 52 - 2 },
    { of: Number.MAX_SAFE_INTEGER, by: Number.MAX_SAFE_INTEGER, away: 1, even: 1 },
  ])('[MON-2] $of / $by is $away, half to even $even', ({ of, by, away, even }) => {
    expect(divideRounded(of, by, 'half_away')).toBe(away);
    expect(divideRounded(of, by, 'half_even')).toBe(even);
    expect(divideRounded(BigInt(of), by, 'half_away')).toBe(away);
    expect(divideRounded(BigInt(of), by, 'half_even')).toBe(even);
  });

  test('[MON-2] is exact for any safe integers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), positive, mode, (numerator, denominator, how) => {
        const expected = reference(BigInt(numerator), BigInt(denominator), how);
        expect(BigInt(divideRounded(numerator, denominator, how))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('[MON-2] is exact around every half', () => {
    const near = fc.tuple(
      fc.integer({ min: 0, max: 2 ** 26 }),
      fc.integer({ min: 1, max: 2 ** 26 }),
      fc.integer({ min: -1, max: 1 }),
    );
    fc.assert(
      fc.property(near, mode, ([whole, denominator, step], how) => {
        const numerator = whole * denominator + Math.trunc(denominator / 2) + step;
        const expected = reference(BigInt(numerator), BigInt(denominator), how);
        expect(BigInt(divideRounded(numerator, denominator, how))).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('[MON-2] the two modes differ on exact halves only', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1000 }), (numerator, denominator) => {
        const differ =
          divideRounded(numerator, denominator, 'half_away') !== divideRounded(numerator, denominator, 'half_even');
        const isHalf = (2n * abs(BigInt(numerator))) % (2n * BigInt(denominator)) === BigInt(denominator);
        if (differ) expect(isHalf).toBe(true);
      }),
    );
  });

  test('[MON-1] products beyond the safe integers are exact, and a result beyond them is refused', () => {
    fc.assert(
      fc.property(fc.tuple(fc.maxSafeInteger(), fc.maxSafeNat(), positive, mode), ([a, b, denominator, how]) => {
        const expected = reference(BigInt(a) * BigInt(b), BigInt(denominator), how);
        const divide = () => divideRounded(exactProduct(a, b), denominator, how);
        if (isSafe(expected)) expect(BigInt(divide())).toBe(expected);
        else expect(divide).toThrow(RangeError);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [1.5, 2],
    [Number.NaN, 2],
    [Number.POSITIVE_INFINITY, 2],
    [2 ** 53, 2],
    [1, 0],
    [1, -2],
    [1, 0.5],
    [1n, 0],
  ])('[MON-1] refuses %p / %p', (numerator, denominator) => {
    expect(() => divideRounded(numerator, denominator, 'half_away')).toThrow(RangeError);
  });
});

test('[MON-1] refuses a product with a fraction', () => {
  expect(() => exactProduct(0.1, 3)).toThrow(RangeError);
  expect(() => exactProduct(Number.NaN, 3)).toThrow(RangeError);
});

test('[MON-1] refuses a negative rate', () => {
  expect(() => portionOf(100, -1, 'half_away')).toThrow(RangeError);
});

describe('cash rounding', () => {
  test.each([
    [1233, 5, 1235],
    [1232, 5, 1230],
    [1236, 5, 1235],
    [-1233, 5, -1235],
    [1235, 10, 1240],
    [1233, 1, 1233],
    [2, 5, 0],
  ])('[MON-14] %d to %d is %d', (amount, multiple, expected) => {
    expect(roundToMultiple(amount, multiple, 'half_away')).toBe(expected);
    expect(cashRoundingOf(amount, multiple, 'half_away')).toBe(expected - amount);
  });

  test('[MON-14] half to even keeps 1225 to 10 at 1220', () => {
    expect(roundToMultiple(1225, 10, 'half_even')).toBe(1220);
  });

  test('[MON-14] is a multiple, at most half a coin away', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), mode, (due, multiple, how) => {
        expect(Math.abs(roundToMultiple(due, multiple, how) % multiple)).toBe(0);
        expect(2 * Math.abs(cashRoundingOf(due, multiple, how))).toBeLessThanOrEqual(multiple);
      }),
    );
  });

  test('[MON-1] refuses a multiple beyond the safe integers', () => {
    expect(() => roundToMultiple(Number.MAX_SAFE_INTEGER, 16, 'half_away')).toThrow(RangeError);
  });
});
