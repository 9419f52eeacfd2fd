import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refuseCardNumbers } from './card-numbers.ts';

/** A number of 13–19 digits with its check digit, as ISO/IEC 7812-1 makes it. */
const cardNumber = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 }).map((digits) => {
  const sum = digits
    .toReversed()
    .map((digit, index) => (index % 2 === 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit))
    .reduce((total, digit) => total + digit, 0);
  return [...digits, (10 - (sum % 10)) % 10].join('');
});
const spelling = fc.constantFrom('', ' ', '-');
const spelt = fc
  .tuple(cardNumber, spelling)
  .map(([digits, separator]) => (digits.match(/.{1,4}/g) ?? []).join(separator));

const refusal = (command: unknown): string | undefined => {
  try {
    refuseCardNumbers(command);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code; // a Refusal, or the test fails on its code
  }
};

test('[HUB-16] a card number is refused in any text, however it is spelt', () => {
  fc.assert(
    fc.property(spelt, fc.string({ maxLength: 20 }), (number, words) => {
      const note = `${words.replace(/[0-9A-Za-z-]/g, '')} ${number}!`;
      expect(refusal({ type: 'order.addLines', lines: [{ note }] })).toBe('input.card_number');
    }),
    { numRuns: 1_000 },
  );
});

test('[HUB-16] nor does it help to split it over two fields', () => {
  fc.assert(
    fc.property(cardNumber, fc.integer({ min: 4, max: 9 }), (number, at) => {
      expect(refusal({ tabName: number.slice(0, at), note: number.slice(at) })).toBe('input.card_number');
    }),
    { numRuns: 500 },
  );
});

test('[HUB-16] ids, prices and telephone numbers are none', () => {
  const command = {
    type: 'order.open',
    orderId: '01893d4f-1234-7890-8123-123456789012',
    tabName: 'Table 12, +49 30 1234567',
    amount: 4111111111111111,
  };
  expect(refusal(command)).toBeUndefined();
});
