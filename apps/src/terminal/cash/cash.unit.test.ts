import { describe, expect, test } from '@jest/globals';
import { cashDue, quickAmounts } from './quick-cash.ts';
import { withDigit, withoutDigit } from './typed-amount.ts';

describe('quick keys', () => {
  test.each([
    [360, 'EUR', [400, 500, 1_000, 2_000, 5_000]],
    [2_340, 'EUR', [2_400, 2_500, 3_000, 4_000, 5_000]],
    [2_000, 'EUR', [5_000, 10_000, 20_000, 50_000]],
    [23_000, 'EUR', [24_000, 25_000, 30_000, 40_000, 50_000]],
    [1_180, 'JPY', [1_200, 1_500, 2_000, 5_000, 10_000]],
    [3_250, 'KWD', [4_000, 5_000, 10_000, 20_000, 50_000]],
  ])('[TRM-20] for %d %s are what people hand over', (due, currency, amounts) => {
    expect(quickAmounts(due, currency)).toEqual(amounts);
  });

  test('[TRM-20] the exact amount is what the coins allow', () => {
    expect([cashDue(1_233, 5), cashDue(1_232, 5), cashDue(1_233, 1)]).toEqual([1_235, 1_230, 1_233]);
  });
});

test('[TRM-21] digits come in from the end', () => {
  const typed = [...'1050'].reduce(withDigit, 0);
  expect([typed, withoutDigit(typed), withoutDigit(0)]).toEqual([1_050, 105, 0]);
  expect([...'9'.repeat(20)].reduce(withDigit, 0)).toBe(999_999_999);
});
