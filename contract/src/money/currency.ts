import type { MinorUnits } from '../scalars.ts';

/**
 * Digits after the point of every currency that has not two. Source: ISO 4217, list one, column "minor unit".
 * (Intl's own digits are CLDR's: what people write, not what the standard says. ISK and UGX differ in old versions.)
 */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** Codes of ISO 4217 whose minor unit is "N.A.": metals, baskets of currencies, codes for tests. Nobody pays with them. */
const NOT_MONEY: ReadonlySet<string> = new Set('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' '));

let known: ReadonlySet<string> | undefined;

/** The codes a store may choose: those the runtime knows and those of the table above. Made at the first call. */
const knownCodes = (): ReadonlySet<string> => {
  known ??= new Set([...Intl.supportedValuesOf('currency'), ...DIGITS.keys()].filter((code) => !NOT_MONEY.has(code)));
  return known;
};

/** Whether this is a currency a store can trade in: three capital letters of ISO 4217, and it has a minor unit. */
export const isCurrency = (code: string): boolean => knownCodes().has(code);

/**
 * Digits after the point: JPY 0, EUR 2, KWD 3.
 *
 * @throws {RangeError} an unknown code, or one without a minor unit (XAU)
 * @see RULES.md MON-3
 */
export const minorUnitDigits = (code: string): number => {
  if (!isCurrency(code)) throw new RangeError(`${code} is not a currency with a minor unit`);
  return DIGITS.get(code) ?? 2;
};

/**
 * How many minor units make one unit: JPY 1, EUR 100, KWD 1000.
 *
 * @throws {RangeError} an unknown code, or one without a minor unit (XAU)
 * @see RULES.md MON-3
 */
export const minorUnitFactor = (code: string): number => 10 ** minorUnitDigits(code);

/**
 * Gives the amount back if it is a safe integer (signed, |amount| < 2^53).
 *
 * A product or sum of safe integers that passes was computed exactly: past 2^53 floats never come back below it.
 *
 * @param what names the amount in the error
 * @throws {RangeError} a fraction, NaN, or an amount that floats cannot hold exactly
 * @see RULES.md MON-1
 */
export const assertSafe = (amount: number, what: string): MinorUnits => {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${what} is not a safe integer: ${amount}`);
  return amount;
};

/**
 * As `assertSafe`, for what cannot be negative: quantities, weights, rates, discounts.
 *
 * @throws {RangeError} as `assertSafe`, and a negative one
 * @see RULES.md MON-1
 */
export const assertNatural = (amount: number, what: string): MinorUnits => {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`${what} is not a safe integer of 0 or more: ${amount}`);
  }
  return amount;
};
