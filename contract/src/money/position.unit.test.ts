import { describe, expect, test } from '@jest/globals';
import { balanceOf, paymentPositionOf } from './position.ts';

describe('balance and position', () => {
  test.each([
    { total: 0, captured: 0, refunded: 0, balance: 0, position: 'unpaid' },
    { total: 900, captured: 0, refunded: 0, balance: 900, position: 'unpaid' },
    { total: 900, captured: 400, refunded: 0, balance: 500, position: 'partially_paid' },
    { total: 900, captured: 900, refunded: 0, balance: 0, position: 'paid' },
    { total: 600, captured: 900, refunded: 0, balance: -300, position: 'overpaid' },
    { total: 600, captured: 900, refunded: 100, balance: -200, position: 'overpaid' },
    { total: 600, captured: 900, refunded: 300, balance: 0, position: 'partially_refunded' },
    { total: 900, captured: 900, refunded: 300, balance: 300, position: 'partially_paid' },
    { total: 0, captured: 900, refunded: 900, balance: 0, position: 'refunded' },
    { total: 900, captured: 900, refunded: 900, balance: 900, position: 'refunded' },
  ])('[MON-18] $captured captured, $refunded refunded of $total is $position', (row) => {
    expect(paymentPositionOf(row.total, row.captured, row.refunded)).toBe(row.position);
    expect(balanceOf(row.total, row.captured, row.refunded)).toBe(row.balance);
  });

  test('[MON-17] refunds beyond the captures are refused, and so is what is no amount', () => {
    expect(() => balanceOf(900, 300, 301)).toThrow(RangeError);
    expect(() => balanceOf(-1, 0, 0)).toThrow(RangeError);
    expect(() => balanceOf(0.5, 0, 0)).toThrow(RangeError);
    expect(() => paymentPositionOf(900, -1, -1)).toThrow(RangeError);
  });
});
