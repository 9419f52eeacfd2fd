import type { LineId, PricedLine, RequestedLine, Totals } from '@cafe/contract';
import {
  computeOrderTotals,
  type LinePricing,
  type LineQuote,
  menuStream,
  moneyRulesOf,
  type OrderLine,
  priceLine,
  type RunningBill,
  type TotalsInput,
  type TotalsLine,
} from '@cafe/contract/folds';
import type { Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';

/** What a line asks for, whether it comes with a command or lies in the cart. */
export type Asked = Pick<RequestedLine, 'lineId' | 'itemId' | 'variantId' | 'quantity' | 'note' | 'seat'> & {
  readonly modifiers: readonly {
    readonly modifierId: RequestedLine['modifiers'][number]['modifierId'];
    readonly quantity: number;
  }[];
};

/** A line as the menu prices it; keys that say nothing are left out, so that every reader folds the same text. */
const frozen = ({ lineId, itemId, variantId, quantity, note, seat }: Asked, quote: LineQuote): PricedLine => ({
  lineId,
  itemId,
  quantity,
  ...quote,
  ...(variantId !== undefined && { variantId }),
  ...(note !== undefined && { note }),
  ...(seat !== undefined && { seat }),
});

/** A line of the bill without what the bill keeps about it. */
export const pricedOf = (line: OrderLine): PricedLine => {
  const { state: _1, version: _2, addedBy: _3, addedAt: _4, tasks: _5, void: _6, ...rest } = line;
  const { round: _7, sentAt: _8, servedAt: _9, ...priced } = rest;
  return priced;
};

/** Prices the lines of one command by the menu of the moment; the menu is read once. */
export const createPricing = (desk: Desk, bill: Pick<RunningBill, 'serviceType'>) => {
  const menu = desk.fact(menuStream(desk.storeId));
  const occasion = { serviceType: bill.serviceType, at: desk.at };
  return {
    menu,
    /** The line frozen, or why the menu cannot serve it. */
    price(asked: Asked): { readonly ok: true; readonly line: PricedLine } | Extract<LinePricing, { ok: false }> {
      const pricing = priceLine(menu, asked, occasion);
      return pricing.ok ? { ok: true, line: frozen(asked, pricing.line) } : pricing;
    },
    /** [ORD-11] The line frozen. @throws {Refusal} why the menu cannot serve it */
    mustPrice(asked: Asked): PricedLine {
      const pricing = priceLine(menu, asked, occasion);
      if (pricing.ok) return frozen(asked, pricing.line);
      const { code, message, details } = pricing.problem;
      throw new Refusal(code, message, { details: { lineId: asked.lineId, ...details } });
    },
  };
};

/** [ORD-23] The price people compare: one unit with its modifiers, never below 0; minor units. */
export const unitPriceOf = ({ unitPrice, modifiers }: PricedLine): number =>
  Math.max(
    0,
    modifiers.reduce((sum, { price, quantity }) => sum + price * quantity, unitPrice),
  );

/** [ORD-8] How this bill is computed, as `computeTotals` takes it. */
export const totalsInput = (bill: RunningBill, lines: readonly TotalsLine[]): TotalsInput => {
  const { rounding, taxRounding, serviceCharge } = moneyRulesOf(bill);
  return { lines, serviceCharge, settings: { rounding, taxRounding } };
};

/** [ORD-8] What the bill comes to with these sent lines, minor units; voided ones do not count. */
export const totalsOf = (bill: RunningBill, sent: readonly TotalsLine[]): Totals =>
  computeOrderTotals(totalsInput(bill, sent));

export const isSent = (line: OrderLine): boolean => line.round !== undefined;

/** More than any party orders; a bound, because every screen of the floor holds a whole open bill. */
const MAX_LINES = 10_000;

/** Above so many new ids a set of them is faster than the list (Node 20). */
const FEW = 4;

/** One of these ids that a line of the bill has. The few new ids are looked through for each old one: on the path of every round. */
const takenOf = ({ lines }: RunningBill, lineIds: readonly LineId[]): LineId | undefined => {
  if (lineIds.length <= FEW) return lines.find(({ lineId }) => lineIds.includes(lineId))?.lineId;
  const coming = new Set<LineId>(lineIds);
  return lines.find(({ lineId }) => coming.has(lineId))?.lineId;
};

/** [ORD-10] New ids are new, also among themselves, and a bill holds at most 10,000 lines. */
export const requireNewLines = (bill: RunningBill, lineIds: readonly LineId[]): void => {
  if (bill.lines.length + lineIds.length > MAX_LINES) {
    throw new Refusal('order.too_many_lines', `an order holds ${MAX_LINES} lines`, { details: { max: MAX_LINES } });
  }
  const lineId = takenOf(bill, lineIds) ?? lineIds.find((each, index) => lineIds.indexOf(each) !== index);
  if (lineId !== undefined) throw new Refusal('line.exists', `line ${lineId} exists`, { details: { lineId } });
};
