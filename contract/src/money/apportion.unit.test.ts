import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apportion, splitEqually } from './apportion.ts';

const exactSum = (parts: readonly number[]) => parts.reduce((sum, part) => sum + BigInt(part), 0n);

/** Any total over 1 to 40 weights whose sum is safe: small ones with many ties, and huge ones. */
const weights = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 1, maxLength: 40 }),
);

/** The textbook: floors, then one more for the largest remainders, sorted, earlier first. All in bigints. */
const reference = (total: number, parts: readonly number[]): bigint[] => {
  const sum = exactSum(parts);
  const magnitude = BigInt(Math.abs(total));
  const rows = parts.map((weight, index) => ({
    index,
    share: (magnitude * BigInt(weight)) / sum,
    remainder: (magnitude * BigInt(weight)) % sum,
  }));
  const left = Number(magnitude - rows.reduce((all, { share }) => all + share, 0n));
  const largest = [...rows].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const lucky = new Set(largest.slice(0, left).map(({ index }) => index));
  const shares = rows.map(({ index, share }) => share + (lucky.has(index) ? 1n : 0n));
  return total < 0 ? shares.map((share) => -share) : shares;
};

describe('apportion', () => {
  test.each([
    { total: 500, over: [1250, 350, 899], parts: [250, 70, 180] },
    { total: 1000, over: [1, 1, 1], parts: [334, 333, 333] },
    { total: -1000, over: [1, 1, 1], parts: [-334, -333, -333] },
    { total: 2, over: [1, 1, 1, 1], parts: [1, 1, 0, 0] },
    { total: 5, over: [0, 0, 0], parts: [2, 2, 1] },
    { total: 5, over: [0, 3, 0], parts: [0, 5, 0] },
    { total: 0, over: [3, 4], parts: [0, 0] },
    { total: 0, over: [], parts: [] },
  ])('[MON-8] $total over $over is $parts', ({ total, over, parts }) => {
    expect(apportion(total, over)).toEqual(parts);
  });

  test('[MON-8] the parts add up to the whole, for any integers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), weights, (total, over) => {
        expect(exactSum(apportion(total, over))).toBe(BigInt(total));
      }),
      { numRuns: 1000 },
    );
  });

  test('[MON-8] is the largest remainder, ties by order, exactly', () => {
    const some = weights.filter((over) => over.some((weight) => weight > 0));
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -50, max: 50 })), some, (total, over) => {
        expect(apportion(total, over).map(BigInt)).toEqual(reference(total, over));
      }),
      { numRuns: 1000 },
    );
  });

  test('[MON-8] no part exceeds its weight while the whole does not exceed their sum', () => {
    const upToTheSum = weights.chain((over) =>
      fc.tuple(fc.constant(over), fc.integer({ min: 0, max: Number(exactSum(over)) })),
    );
    fc.assert(
      fc.property(upToTheSum, ([over, total]) => {
        expect(apportion(total, over).every((part, index) => part <= (over[index] ?? 0))).toBe(true);
      }),
    );
  });

  test.each([
    { total: 1, over: [] },
    { total: 1, over: [1, -1] },
    { total: 1, over: [0.5] },
    { total: 0.5, over: [1] },
    { total: 2 ** 53, over: [1] },
    { total: 1, over: [Number.MAX_SAFE_INTEGER, 1] },
  ])('[MON-1] refuses $total over $over', ({ total, over }) => {
    expect(() => apportion(total, over)).toThrow(RangeError);
  });
});

describe('splitEqually', () => {
  test('[MON-13] 1000 / 3 is 334, 333, 333', () => {
    expect(splitEqually(1000, 3)).toEqual([334, 333, 333]);
  });

  test('[MON-13] shares add up, differ by at most 1, and the larger come first', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 50 }), (balance, n) => {
        const shares = splitEqually(balance, n);
        expect(exactSum(shares)).toBe(BigInt(balance));
        expect(shares.map(Math.abs)).toEqual(shares.map(Math.abs).sort((a, b) => b - a));
        expect(Math.abs((shares[0] ?? 0) - (shares.at(-1) ?? 0))).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('[MON-13] a changed balance is split over the shares that are left, and all add up', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 2, max: 20 }), (total, added, n) => {
        const [paid = 0] = splitEqually(total, n);
        const left = splitEqually(total - paid + added, n - 1);
        expect(exactSum([paid, ...left])).toBe(BigInt(total + added));
      }),
    );
  });

  test('[MON-1] refuses 0 shares and fractions', () => {
    expect(() => splitEqually(10, 0)).toThrow(RangeError);
    expect(() => splitEqually(10, 1.5)).toThrow(RangeError);
    expect(() => splitEqually(0.5, 2)).toThrow(RangeError);
  });
});
