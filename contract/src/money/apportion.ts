import type { MinorUnits } from '../scalars.ts';
import { assertNatural, assertSafe } from './currency.ts';
import { exactProduct } from './rounding.ts';

/**
 * Splits an amount into n parts that differ by at most one minor unit, the larger ones first: 1000 / 3 is 334, 333, 333.
 * After any change of a bill, split the new balance over the shares that are left.
 *
 * @param balance any sign; a negative one is split as its opposite, then negated
 * @param n 1 or more
 * @throws {RangeError} n below 1, or an input that is not a safe integer
 * @see RULES.md MON-13
 */
export const splitEqually = (balance: MinorUnits, n: number): MinorUnits[] => {
  if (assertNatural(n, 'the number of shares') === 0) throw new RangeError('a split needs at least one share');
  const magnitude = Math.abs(assertSafe(balance, 'the balance'));
  const larger = magnitude % n;
  const share = (magnitude - larger) / n;
  return Array.from({ length: n }, (_, index) => {
    const part = index < larger ? share + 1 : share;
    return balance < 0 ? 0 - part : part;
  });
};

/** Whole times the divisor fits; exact for safe numbers (see divideRounded) and for bigints. */
const divideDown = (dividend: number | bigint, divisor: number): number =>
  typeof dividend === 'bigint' ? Number(dividend / BigInt(divisor)) : Math.trunc(dividend / divisor);

const remainderOf = (dividend: number | bigint, quotient: number, divisor: number): number =>
  typeof dividend === 'bigint' ? Number(dividend % BigInt(divisor)) : dividend - quotient * divisor;

const sumOf = (weights: readonly number[]): number => {
  let sum = 0;
  for (const weight of weights) sum += assertNatural(weight, 'a weight');
  return assertSafe(sum, 'the sum of the weights');
};

/** One unit more for each of the `left` largest remainders, the earlier first among equals. */
const giveOut = (shares: MinorUnits[], remainders: Float64Array, left: number): void => {
  // Numeric sort of a typed array and a threshold: several times faster than sorting indices by a comparison.
  const ascending = remainders.slice().sort();
  const threshold = ascending[ascending.length - left] ?? 0;
  let equals = left;
  for (let index = ascending.length - 1; (ascending[index] ?? 0) > threshold; index -= 1) equals -= 1;
  for (let index = 0; index < shares.length; index += 1) {
    const remainder = remainders[index] ?? 0;
    if (remainder < threshold || (remainder === threshold && equals === 0)) continue;
    if (remainder === threshold) equals -= 1;
    shares[index] = (shares[index] ?? 0) + 1;
  }
};

/**
 * Divides an amount by weights, by largest remainder, ties by order: 500 over 1250, 350, 899 is 250, 70, 180.
 * The parts always add up to the whole. A part is never larger than its weight while |total| ≤ Σ weights.
 *
 * @param total any sign; a negative one is divided as its opposite, then negated
 * @param weights safe integers of 0 or more, their sum safe too; all 0 divides equally
 * @returns one part for each weight, in their order
 * @throws {RangeError} inputs beyond that, or something to divide over no weights
 * @see RULES.md MON-8
 */
export const apportion = (total: MinorUnits, weights: readonly number[]): MinorUnits[] => {
  const sum = sumOf(weights);
  if (weights.length === 0 && total === 0) return [];
  if (sum === 0) return splitEqually(total, weights.length);
  const magnitude = Math.abs(assertSafe(total, 'the amount to divide'));
  const shares: MinorUnits[] = [];
  const remainders = new Float64Array(weights.length);
  let left = magnitude;
  for (const weight of weights) {
    const product = exactProduct(magnitude, weight);
    const share = divideDown(product, sum);
    remainders[shares.length] = remainderOf(product, share, sum);
    shares.push(share);
    left -= share;
  }
  if (left > 0) giveOut(shares, remainders, left);
  return total < 0 ? shares.map((share) => 0 - share) : shares;
};
