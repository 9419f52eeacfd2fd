import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { percentile, spread } from './percentile.ts';

describe('percentile', () => {
  test.each([
    { share: 0.5, value: 50 },
    { share: 0.99, value: 99 },
    { share: 0.991, value: 100 },
    { share: 1, value: 100 },
    { share: 0, value: 1 },
  ])('of 1 to 100 in any order, the share $share is $value', ({ share, value }) => {
    const values = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);
    expect(percentile(values, share)).toBe(value);
  });

  test('sorts numbers as numbers', () => {
    expect(percentile([10, 9, 100], 1)).toBe(100);
  });

  test('is a measured value which at least the share do not exceed, and fewer do below it', () => {
    const samples = fc.array(fc.integer(), { minLength: 1 });
    const shares = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(samples, shares, (values, share) => {
        const found = percentile(values, share);
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length);
        expect(values.filter((value) => value < found).length).toBeLessThan(share * values.length);
      }),
    );
  });

  test('leaves the values in their order', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  test('of nothing is not a number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('spread', () => {
  test('of an odd count takes the middle one', () => {
    expect(spread([10, 2, 9])).toEqual({ min: 2, median: 9, max: 10 });
  });

  test('of an even count takes the mean of the two in the middle', () => {
    expect(spread([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
  });

  test('of one is that one', () => {
    expect(spread([7])).toEqual({ min: 7, median: 7, max: 7 });
  });
});
