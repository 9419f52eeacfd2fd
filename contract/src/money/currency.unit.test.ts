import { describe, expect, test } from '@jest/globals';
import { assertNatural, assertSafe, isCurrency, minorUnitDigits, minorUnitFactor } from './currency.ts';

describe('currency', () => {
  test.each([
    ['JPY', 1],
    ['KRW', 1],
    ['ISK', 1],
    ['EUR', 100],
    ['USD', 100],
    ['MGA', 100],
    ['KWD', 1000],
    ['TND', 1000],
    ['CLF', 10_000],
  ])('[MON-3] %s has %d minor units', (code, factor) => {
    expect(minorUnitFactor(code)).toBe(factor);
  });

  test('[MON-3] names all 17 currencies of ISO 4217 without a minor unit, all 7 of thousandths and both of ten-thousandths', () => {
    const zero = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
    const three = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
    const known = [...new Set([...Intl.supportedValuesOf('currency'), ...zero, ...three, 'CLF', 'UYW'])].filter(
      isCurrency,
    );
    const withDigits = (digits: number) => known.filter((code) => minorUnitDigits(code) === digits).sort();
    expect(withDigits(0)).toEqual(zero);
    expect(withDigits(3)).toEqual(three);
    expect(withDigits(4)).toEqual(['CLF', 'UYW']);
    expect(withDigits(2).length).toBeGreaterThan(100);
  });

  test.each(['XAU', 'XXX', 'XDR', 'XSU', 'eur', 'EURO', 'QQQ', ''])('[MON-3] %p is no currency', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => minorUnitFactor(code)).toThrow(RangeError);
  });
});

describe('amounts', () => {
  test.each([0, 1, -1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])('[MON-1] %d is an amount', (amount) => {
    expect(assertSafe(amount, 'it')).toBe(amount);
  });

  test.each([0.5, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY])('[MON-1] %d is none', (amount) => {
    expect(() => assertSafe(amount, 'it')).toThrow(RangeError);
    expect(() => assertNatural(amount, 'it')).toThrow(RangeError);
  });

  test('[MON-1] what cannot be negative is not', () => {
    expect(assertNatural(0, 'it')).toBe(0);
    expect(() => assertNatural(-1, 'it')).toThrow(RangeError);
  });
});
