import { describe, expect, test } from '@jest/globals';
import { orderId, otherOrderId } from './given-table.suite.ts';
import { digitsOf, isSamePin } from './pin-digits.ts';

const KEY = 'k'.repeat(32);

describe('the six digits', () => {
  test('[GST-10] are the same for the same key, order and renewal, and six', () => {
    const digits = digitsOf(KEY, { orderId, pinEpoch: 1 });
    expect(digits).toMatch(/^\d{6}$/);
    expect(digitsOf(KEY, { orderId, pinEpoch: 1 })).toBe(digits);
  });

  test('[GST-10] are others for another key, order or renewal', () => {
    const all = [
      digitsOf(KEY, { orderId, pinEpoch: 1 }),
      digitsOf(KEY, { orderId, pinEpoch: 2 }),
      digitsOf(KEY, { orderId: otherOrderId, pinEpoch: 1 }),
      digitsOf('another key'.repeat(3), { orderId, pinEpoch: 1 }),
    ];
    expect(new Set(all).size).toBe(4);
  });

  test('[GST-10] begin with every digit, zeros too, about as often', () => {
    const first = new Array<number>(10).fill(0);
    for (let pinEpoch = 1; pinEpoch <= 2_000; pinEpoch += 1) {
      const digit = Number(digitsOf(KEY, { orderId, pinEpoch })[0]);
      first[digit] = (first[digit] ?? 0) + 1;
    }
    expect(Math.min(...first)).toBeGreaterThan(140);
  });

  test('[GST-11] are compared whole', () => {
    expect(isSamePin('012345', '012345')).toBe(true);
    expect(isSamePin('012345', '012346')).toBe(false);
    expect(isSamePin('012345', '12345')).toBe(false);
  });
});
