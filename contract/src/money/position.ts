import type { MinorUnits } from '../scalars.ts';
import { assertNatural } from './currency.ts';

/** How an order stands with money. Derived, never stored. */
export type PaymentPosition = 'unpaid' | 'partially_paid' | 'paid' | 'overpaid' | 'partially_refunded' | 'refunded';

/**
 * What an order still owes; below 0 it was overpaid.
 *
 * @param total the order's total
 * @param captured what its payments applied to it: without tips, rounding and change
 * @param refunded what was given back of that: without tips and goodwill, which reduce no total
 * @throws {RangeError} a negative or unsafe amount, or more refunded than captured (I3)
 * @see RULES.md MON-17
 */
export const balanceOf = (total: MinorUnits, captured: MinorUnits, refunded: MinorUnits): MinorUnits => {
  if (assertNatural(refunded, 'the refunds') > assertNatural(captured, 'the captures')) {
    throw new RangeError(`refunds of ${refunded} exceed captures of ${captured}`);
  }
  return assertNatural(total, 'the total') - (captured - refunded);
};

/**
 * The position of the money, from the same three amounts as `balanceOf`. An order of 0 without a payment is `unpaid` and owes nothing.
 *
 * @throws {RangeError} as `balanceOf`
 * @see RULES.md MON-18
 */
export const paymentPositionOf = (total: MinorUnits, captured: MinorUnits, refunded: MinorUnits): PaymentPosition => {
  const balance = balanceOf(total, captured, refunded);
  if (captured === 0) return 'unpaid';
  if (captured === refunded) return 'refunded';
  if (balance < 0) return 'overpaid';
  if (balance > 0) return 'partially_paid';
  return refunded > 0 ? 'partially_refunded' : 'paid';
};
