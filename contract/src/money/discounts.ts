import type { LineId, MinorUnits, RatePpm } from '../scalars.ts';
import { apportion } from './apportion.ts';
import { assertNatural } from './currency.ts';
import { portionOf, type RoundingMode } from './rounding.ts';

/** Something off: parts per million of the price, or an amount in minor units. Neither is negative. */
export type Discount =
  | { readonly kind: 'percent'; readonly ratePpm: RatePpm }
  | { readonly kind: 'fixed'; readonly amount: MinorUnits };

/** A discount on the order, or on those of its lines that are eligible. */
export type OrderDiscount = Discount & { readonly lineIds?: readonly LineId[] | undefined };

/** Percentages first, then amounts, whatever order they were given in: it matters where discounts differ in eligible lines. */
const inOrder = <D extends Discount>(discounts: readonly D[]): D[] => [
  ...discounts.filter(({ kind }) => kind === 'percent'),
  ...discounts.filter(({ kind }) => kind === 'fixed'),
];

const offBy = (discount: Discount, base: MinorUnits, mode: RoundingMode): MinorUnits =>
  discount.kind === 'percent' ? portionOf(base, discount.ratePpm, mode) : assertNatural(discount.amount, 'a discount');

/**
 * What is left of a line's price after its discounts: never below 0. Each percentage is of the price itself, so they do not
 * compound, and it is as if all came before the amounts.
 *
 * @param price what the line costs, 0 or more
 * @throws {RangeError} a negative discount, or one that is not a safe integer
 * @see RULES.md MON-5
 */
export const leftOf = (price: MinorUnits, discounts: readonly Discount[], mode: RoundingMode): MinorUnits => {
  let left = price;
  for (const discount of discounts) left -= Math.min(left, offBy(discount, price, mode));
  return left;
};

/**
 * The lines' amounts after the discounts on the order. Each percentage is of the amounts given; each discount is apportioned over what is left of
 * its eligible lines, so no line falls below 0.
 *
 * @param bill the lines and, in the same order, what each costs after its own discounts
 * @throws {RangeError} as `leftOf`
 * @see RULES.md MON-6
 */
export const afterOrderDiscounts = (
  {
    lines,
    amounts,
  }: { readonly lines: readonly { readonly lineId: LineId }[]; readonly amounts: readonly MinorUnits[] },
  discounts: readonly OrderDiscount[],
  mode: RoundingMode,
): MinorUnits[] => {
  let left = [...amounts];
  for (const discount of inOrder(discounts)) {
    const eligible = discount.lineIds && new Set(discount.lineIds);
    const covers = lines.map(({ lineId }) => eligible === undefined || eligible.has(lineId));
    const covered = (all: readonly MinorUnits[]) => all.map((amount, index) => (covers[index] ? amount : 0));
    const sumOf = (all: readonly MinorUnits[]) => covered(all).reduce((sum, amount) => sum + amount, 0);
    const off = Math.min(sumOf(left), offBy(discount, sumOf(amounts), mode));
    if (off === 0) continue;
    const shares = apportion(off, covered(left));
    left = left.map((amount, index) => amount - (shares[index] ?? 0));
  }
  return left;
};
