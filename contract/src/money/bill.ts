import type { MinorUnits } from '../scalars.ts';
import { apportion } from './apportion.ts';
import { assertNatural, assertSafe } from './currency.ts';
import { afterOrderDiscounts, leftOf } from './discounts.ts';
import { portionOf } from './rounding.ts';
import { groupOf, type MoneySettings, type TaxGroup, taxOf } from './tax.ts';
import type { TotalsInput, TotalsLine } from './totals.ts';

/** The lines that count, with their figures side by side in arrays of the same length; all in minor units, none negative. */
export interface Bill {
  readonly lines: readonly TotalsLine[];
  /** As priced. */
  readonly grosses: readonly MinorUnits[];
  /** After the discounts of the line and of the order. */
  readonly amounts: readonly MinorUnits[];
  /** Shares of a service charge before tax; absent when there is none. */
  readonly charges: readonly MinorUnits[] | undefined;
  readonly groups: readonly TaxGroup[];
}

/** [MON-4] quantity × (unit + Σ modifiers), a unit never below 0 · [MON-12] nothing when comped */
const grossOf = (line: TotalsLine): MinorUnits => {
  let unit = assertSafe(line.unitPrice, 'a price');
  if (line.modifiers !== undefined) {
    for (const { price, quantity } of line.modifiers) {
      unit = assertSafe(unit + assertSafe(price * quantity, 'a modifier'), 'a price with its modifiers');
    }
  }
  const gross = assertSafe(assertNatural(line.quantity, 'a quantity') * Math.max(0, unit), 'the price of a line');
  return line.comped ? 0 : gross;
};

const isVoided = ({ state }: TotalsLine): boolean => state === 'voided';
const isDiscounted = ({ discounts }: TotalsLine): boolean => discounts !== undefined && discounts.length > 0;

/** Sum of amounts of 0 or more. */
export const sumOf = (amounts: readonly MinorUnits[]): MinorUnits => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return assertSafe(sum, 'a sum');
};

/** [MON-9] one rounding for each rate and kind, or one for each line */
const groupsOf = (
  { lines, amounts, charges }: Omit<Bill, 'groups' | 'grosses'>,
  { rounding, taxRounding }: MoneySettings,
): TaxGroup[] => {
  const groups: TaxGroup[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const tax = lines[index]?.tax;
    if (tax === undefined) continue;
    const group = groupOf(groups, tax);
    const charge = charges === undefined ? 0 : (charges[index] ?? 0);
    const amount = (amounts[index] ?? 0) + charge;
    group.amount += amount;
    group.charge += charge;
    if (taxRounding === 'per_line') group.tax += taxOf(amount, tax, rounding);
  }
  if (taxRounding === 'per_group') for (const group of groups) group.tax = taxOf(group.amount, group.rate, rounding);
  return groups;
};

/**
 * The first steps of every total: prices, discounts of lines, discounts of the order, a service charge before tax, taxes by group.
 *
 * @throws {RangeError} when an input or a figure is beyond the safe integers
 * @see RULES.md MON-4
 */
export const billOf = ({ lines: all, orderDiscounts, serviceCharge, settings }: TotalsInput): Bill => {
  const { rounding } = settings;
  const lines = all.some(isVoided) ? all.filter((line) => !isVoided(line)) : all;
  const grosses = lines.map(grossOf);
  const priced = lines.some(isDiscounted)
    ? lines.map(({ discounts = [] }, index) => leftOf(grosses[index] ?? 0, discounts, rounding))
    : grosses;
  const amounts = orderDiscounts?.length
    ? afterOrderDiscounts({ lines, amounts: priced }, orderDiscounts, rounding)
    : priced;
  const charges =
    serviceCharge?.when === 'before_tax'
      ? apportion(portionOf(sumOf(amounts), serviceCharge.ratePpm, rounding), amounts)
      : undefined;
  return { lines, grosses, amounts, charges, groups: groupsOf({ lines, amounts, charges }, settings) };
};
