import type { LineTax } from '../order/line.ts';
import type { Totals } from '../order/totals.ts';
import type { LineId, MinorUnits, RatePpm } from '../scalars.ts';
import { apportion } from './apportion.ts';
import { type Bill, billOf, sumOf } from './bill.ts';
import { assertSafe } from './currency.ts';
import type { Discount, OrderDiscount } from './discounts.ts';
import { divideRounded, exactProduct, portionOf, type RoundingMode } from './rounding.ts';
import { groupOf, type MoneySettings, taxOf, taxTotalOf } from './tax.ts';

/** What the calculation asks of a line; an order's own line fits as it is. */
export interface TotalsLine {
  readonly lineId: LineId;
  /** Safe integer, 0 or more. */
  readonly quantity: number;
  readonly unitPrice: MinorUnits;
  /** Per unit of the line: two extra shots in each of three cups is quantity 2 here. */
  readonly modifiers?: readonly { readonly price: MinorUnits; readonly quantity: number }[] | undefined;
  /** Absent: not taxed, and in no tax group. */
  readonly tax?: LineTax | undefined;
  readonly discounts?: readonly Discount[] | undefined;
  /** The line's state; `voided` does not count, every other one does. */
  readonly state?: string | undefined;
  /** On the house: stays on the bill and costs 0. */
  readonly comped?: boolean | undefined;
}

/**
 * A charge on the whole bill. `before_tax`: of the discounted lines, and taxed with them, each share at its line's rate.
 * `after_tax`: of the discounted lines and the tax added to them, and itself not taxed.
 */
export interface ServiceCharge {
  readonly ratePpm: RatePpm;
  readonly when: 'before_tax' | 'after_tax';
}

/** Everything that the totals of an order depend on. */
export interface TotalsInput {
  readonly lines: readonly TotalsLine[];
  readonly orderDiscounts?: readonly OrderDiscount[] | undefined;
  readonly serviceCharge?: ServiceCharge | undefined;
  readonly settings: MoneySettings;
}

/** A line's part of the totals. `net + tax` is what the guest pays for it, and these add up to the order's total. */
export interface LineTotals {
  readonly lineId: LineId;
  /** As priced: quantity × (unit + modifiers). */
  readonly gross: MinorUnits;
  /** Its own discounts and its share of the order's. */
  readonly discount: MinorUnits;
  /** Its share of the service charge, as charged. */
  readonly serviceCharge: MinorUnits;
  /** `gross − discount + serviceCharge`, without the tax these contain where the rate is inclusive. */
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
}

/** The totals and each line's part of them, for closing, receipts and refunds. */
export interface TotalsByLine {
  readonly totals: Totals;
  /** The service charge without the tax it contains: what the café earns by it. */
  readonly serviceChargeNet: MinorUnits;
  /** Those that count, in the order given. */
  readonly lines: LineTotals[];
}

/** [MON-7] The charge without its tax: of each inclusive group's tax, as much is the charge's as the charge is of the amount. */
const netOfTax = (charge: MinorUnits, { groups }: Bill, mode: RoundingMode): MinorUnits => {
  let net = charge;
  for (const group of groups) {
    if (group.charge === 0 || !group.rate.inclusive) continue;
    net -= divideRounded(exactProduct(group.tax, group.charge), group.amount, mode);
  }
  return net;
};

const totalsOf = (bill: Bill, { serviceCharge, settings }: TotalsInput): Totals => {
  const subtotal = sumOf(bill.grosses);
  const discounted = sumOf(bill.amounts);
  const taxes = bill.groups.map(taxTotalOf);
  let added = 0;
  for (const { inclusive, tax } of taxes) added += inclusive ? 0 : tax;
  const charge =
    serviceCharge?.when === 'after_tax'
      ? portionOf(discounted + added, serviceCharge.ratePpm, settings.rounding)
      : sumOf(bill.charges ?? []);
  const total = assertSafe(discounted + charge + added, 'the total');
  return { subtotal, discount: subtotal - discounted, serviceCharge: charge, taxes, total };
};

/** [MON-9] What each line carries of its group's tax: apportioned, or its own where tax is rounded by line. */
const lineTaxesOf = ({ lines, amounts, charges, groups }: Bill, settings: MoneySettings): MinorUnits[] => {
  const taxed = amounts.map((amount, index) => amount + (charges?.[index] ?? 0));
  if (settings.taxRounding === 'per_line') {
    return lines.map(({ tax }, index) => (tax === undefined ? 0 : taxOf(taxed[index] ?? 0, tax, settings.rounding)));
  }
  const known = [...groups];
  const groupOfLine = lines.map(({ tax }) => (tax === undefined ? undefined : groupOf(known, tax)));
  const taxes = lines.map(() => 0);
  for (const group of groups) {
    const members = lines.flatMap((_, index) => (groupOfLine[index] === group ? [index] : []));
    const shares = apportion(
      group.tax,
      members.map((index) => taxed[index] ?? 0),
    );
    for (const [place, index] of members.entries()) taxes[index] = shares[place] ?? 0;
  }
  return taxes;
};

const linesOf = (bill: Bill, totals: Totals, settings: MoneySettings): LineTotals[] => {
  const { lines, grosses, amounts } = bill;
  const taxes = lineTaxesOf(bill, settings);
  const inclusive = lines.map(({ tax }) => tax?.inclusive === true);
  const paid = amounts.map((amount, index) => amount + (inclusive[index] ? 0 : (taxes[index] ?? 0)));
  const charges = bill.charges ?? apportion(totals.serviceCharge, paid);
  return lines.map(({ lineId }, index) => {
    const gross = grosses[index] ?? 0;
    const amount = amounts[index] ?? 0;
    const serviceCharge = charges[index] ?? 0;
    const tax = taxes[index] ?? 0;
    const net = amount + serviceCharge - (inclusive[index] ? tax : 0);
    return { lineId, gross, discount: gross - amount, serviceCharge, net, tax };
  });
};

/**
 * What an order comes to, in minor units, without the table of lines: for every event of an order.
 * `total = subtotal − discount + serviceCharge + Σ tax of the exclusive rates`; inclusive taxes are already in the first three, since
 * they are figures as priced. Nothing is negative. Tips and cash rounding belong to payments.
 *
 * Some 7 µs for 200 lines of two rates on an idle core; a service charge before tax adds 10 µs, a discount on the order 15 µs.
 *
 * @param input only the lines that are to count: leave out what was not sent; voided ones are skipped here
 * @throws {RangeError} when an input or a figure is beyond the safe integers, or a quantity, rate or discount is negative
 * @see RULES.md MON-4 to MON-12
 */
export const computeOrderTotals = (input: TotalsInput): Totals => totalsOf(billOf(input), input);

/**
 * What an order comes to and each line's part of it: for closing, receipts and refunds. The totals are those of `computeOrderTotals`.
 *
 * @throws {RangeError} as `computeOrderTotals`
 * @see RULES.md MON-4 to MON-12
 */
export const computeTotals = (input: TotalsInput): TotalsByLine => {
  const bill = billOf(input);
  const totals = totalsOf(bill, input);
  const serviceChargeNet = netOfTax(totals.serviceCharge, bill, input.settings.rounding);
  return { totals, serviceChargeNet, lines: linesOf(bill, totals, input.settings) };
};
