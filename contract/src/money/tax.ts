import type { LineTax } from '../order/line.ts';
import type { TaxTotal } from '../order/totals.ts';
import type { MinorUnits } from '../scalars.ts';
import { assertNatural } from './currency.ts';
import { divideRounded, exactProduct, PPM, portionOf, type RoundingMode } from './rounding.ts';

/** `per_group`: rounded once for all lines of one rate and kind. `per_line`: rounded for each line. A store's setting. */
export type TaxRounding = 'per_group' | 'per_line';

/** How a calculation rounds: the store's settings. */
export interface MoneySettings {
  readonly rounding: RoundingMode;
  readonly taxRounding: TaxRounding;
}

/**
 * The tax of one amount, rounded once. Inclusive: what the amount contains, amount × r / (1 + r). Exclusive: what comes on top, amount × r.
 *
 * @throws {RangeError} when an input or the result is not a safe integer
 * @see RULES.md MON-10
 */
export const taxOf = (
  amount: MinorUnits,
  { ratePpm, inclusive }: Pick<LineTax, 'ratePpm' | 'inclusive'>,
  mode: RoundingMode,
): MinorUnits =>
  inclusive
    ? divideRounded(exactProduct(amount, ratePpm), PPM + assertNatural(ratePpm, 'a rate'), mode)
    : portionOf(amount, ratePpm, mode);

/** The lines of one rate and kind while they are added up; lives only inside one calculation, hence it may change. */
export interface TaxGroup {
  readonly rate: LineTax;
  /** Σ of the lines after discounts, with their shares of a taxed service charge; an inclusive tax is still in it. */
  amount: MinorUnits;
  /** The part of `amount` that is service charge. */
  charge: MinorUnits;
  /** Of its lines, `per_line`; of the whole, `per_group`, once all lines are in. */
  tax: MinorUnits;
}

/** The group of a rate, made when absent. A handful at most, so a walk beats a map and its keys. */
export const groupOf = (groups: TaxGroup[], rate: LineTax): TaxGroup => {
  for (const group of groups) {
    const { ratePpm, inclusive, taxRateId } = group.rate;
    // The rate itself belongs to the key: after an edit of the rate one bill has lines of both.
    if (ratePpm === rate.ratePpm && inclusive === rate.inclusive && taxRateId === rate.taxRateId) return group;
  }
  const made: TaxGroup = { rate, amount: 0, charge: 0, tax: 0 };
  groups.push(made);
  return made;
};

/** The figure that goes into the totals; its base is what the tax was taken of, with an inclusive tax still in it. */
export const taxTotalOf = ({ rate: { taxRateId, ratePpm, inclusive }, amount, tax }: TaxGroup): TaxTotal => ({
  taxRateId,
  ratePpm,
  inclusive,
  base: amount,
  tax,
});
