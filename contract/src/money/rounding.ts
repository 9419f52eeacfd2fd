import type { MinorUnits, RatePpm } from '../scalars.ts';
import { assertNatural, assertSafe } from './currency.ts';

/** What becomes of an exact half: away from zero (2.5 → 3, −2.5 → −3), or to the even neighbour (2.5 → 2). A store's setting. */
export type RoundingMode = 'half_away' | 'half_even';

/** Rates are integers in parts per million: 88 750 is 8.875 %. */
export const PPM = 1_000_000;

/** a × b without loss: a number where the product is safe, else a bigint, which costs some fifty times as much. */
export const exactProduct = (a: number, b: number): number | bigint => {
  const product = a * b;
  return Number.isSafeInteger(product) ? product : BigInt(a) * BigInt(b);
};

const divideBig = (numerator: bigint, divisor: number, mode: RoundingMode): MinorUnits => {
  const denominator = BigInt(divisor);
  const magnitude = numerator < 0n ? -numerator : numerator;
  const floor = magnitude / denominator;
  const remainder = magnitude % denominator;
  const toNext = denominator - remainder;
  const up = remainder > toNext || (remainder === toNext && (mode === 'half_away' || floor % 2n === 1n));
  const rounded = Number(up ? floor + 1n : floor);
  return assertSafe(numerator < 0n ? 0 - rounded : rounded, 'a rounded quotient');
};

/**
 * The one rounding of the house: numerator / denominator to the nearest integer, exactly, for any safe integers and any bigint.
 *
 * @param denominator 1 or more
 * @returns minor units; never −0
 * @throws {RangeError} a fraction, a denominator below 1, or a result that is not a safe integer
 * @see RULES.md MON-2
 */
export const divideRounded = (numerator: number | bigint, denominator: number, mode: RoundingMode): MinorUnits => {
  if (!Number.isSafeInteger(denominator) || denominator < 1) {
    throw new RangeError(`${denominator} is not a denominator: it must be a safe integer of 1 or more`);
  }
  if (typeof numerator === 'bigint') return divideBig(numerator, denominator, mode);
  const magnitude = Math.abs(assertSafe(numerator, 'a numerator'));
  // Exact: the float quotient errs by less than magnitude / 2^53 / denominator < 1 / denominator, so it cannot reach the next integer.
  const floor = Math.trunc(magnitude / denominator);
  const remainder = magnitude - floor * denominator;
  const toNext = denominator - remainder; // twice the remainder could be unsafe
  const up = remainder > toNext || (remainder === toNext && (mode === 'half_away' || floor % 2 === 1));
  const rounded = up ? floor + 1 : floor;
  return numerator < 0 ? 0 - rounded : rounded;
};

/**
 * `ratePpm` parts per million of an amount, rounded once: 12.5 % of 4385 is 548.
 *
 * @throws {RangeError} when an input or the result is not a safe integer, or the rate is negative
 * @see RULES.md MON-2
 */
export const portionOf = (amount: MinorUnits, ratePpm: RatePpm, mode: RoundingMode): MinorUnits =>
  divideRounded(exactProduct(amount, assertNatural(ratePpm, 'a rate')), PPM, mode);

/**
 * The nearest multiple: 1233 to 5 is 1235.
 *
 * @param multiple the smallest coin, in minor units; 1 changes nothing
 * @throws {RangeError} when an input or the result is not a safe integer, or the multiple is below 1
 * @see RULES.md MON-14
 */
export const roundToMultiple = (amount: MinorUnits, multiple: MinorUnits, mode: RoundingMode): MinorUnits =>
  assertSafe(divideRounded(amount, multiple, mode) * multiple, 'a rounded amount');

/**
 * What cash rounding adds to the cash that settles `due`: 2 for 1233 to 5, −1 for 1236. A figure of its own, never part of the total.
 *
 * @throws {RangeError} as `roundToMultiple`
 * @see RULES.md MON-14
 */
export const cashRoundingOf = (due: MinorUnits, multiple: MinorUnits, mode: RoundingMode): MinorUnits =>
  roundToMultiple(due, multiple, mode) - due;
