import { createHash } from 'node:crypto';
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

test.each([
  ['full-width digits', '４１１１１１１１１１１１１１１１'],
  ['Arabic digits', '٤١١١ ١١١١ ١١١١ ١١١١'],
  ['Devanagari digits', '४१११११११११११११११'],
  ['dots', '4111.1111.1111.1111'],
  ['commas', '4111,1111,1111,1111'],
  ['line ends', '4111\n1111\r\n1111 \n1111'],
  ['signs that nobody sees', '4111\u200b1111\u00ad1111\u20601111'],
  ['long dashes', '4111 – 1111 — 1111 ‒ 1111'],
  ['letters at both ends', 'card4111111111111111please'],
  ['quantities before it', '2 4111 1111 1111 1111'],
  ['dates behind it', '4111 1111 1111 1111 12/27 123'],
])('[HUB-16] %s do not hide one', (_how, note) => {
  expect(refusal({ type: 'order.addLines', lines: [{ note }] })).toBe('input.card_number');
});

test('[HUB-16] hashes of secrets, dates, telephones and quantities are none', () => {
  for (let count = 0; count < 2_000; count += 1) {
    const secretHash = createHash('sha256').update(String(count)).digest('hex');
    expect(refusal({ type: 'guest.join', secretHash, name: 'Kim' })).toBeUndefined();
  }
  for (const note of ['2 x 300 ml', '2026-11-23 18:30', '+351 912 345 678', 'until 23:59, table 12', '1/2/3 sugars']) {
    expect(refusal({ type: 'order.addLines', lines: [{ note }] })).toBeUndefined();
  }
});

test('[HUB-16] the largest message of digits is looked through without delay', () => {
  const note = '1 '.repeat(250);
  const command = { type: 'order.addLines', lines: Array.from({ length: 120 }, () => ({ note })) };
  const startedAt = performance.now();
  expect(refusal(command)).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(500);
});
