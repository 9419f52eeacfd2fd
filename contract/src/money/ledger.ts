import type { Entry } from '../payment/entry.ts';
import type { MinorUnits, OrderId, TaxRateId } from '../scalars.ts';
import { assertSafe } from './currency.ts';
import type { TotalsByLine } from './totals.ts';

/** The accounts of the ledger: whose money it is. `cash` names no drawer while a store has none. Amounts: debit above 0, credit below. */
export type Account =
  | `receivable:${string}`
  | `tax:${string}`
  | MoneyAccount
  | 'sales'
  | 'service_charge'
  | 'tips'
  | 'rounding'
  | 'goodwill';

/** An account that guests' money comes into and goes back from. */
export type MoneyAccount = 'cash' | `cash:${string}` | `card:${string}`;

export const receivableAccount = (orderId: OrderId): Account => `receivable:${orderId}`;
export const taxAccount = (taxRateId: TaxRateId): Account => `tax:${taxRateId}`;
export const cashAccount = (drawerId?: string): MoneyAccount => (drawerId === undefined ? 'cash' : `cash:${drawerId}`);
export const cardAccount = (provider: string): MoneyAccount => `card:${provider}`;

/**
 * Throws unless the entries sum to 0 (I1 of the ledger).
 *
 * @throws {RangeError} they do not, or an amount or a running sum is not a safe integer
 * @see RULES.md MON-15
 */
export const assertBalanced = (entries: readonly Entry[]): void => {
  let sum = 0;
  for (const { account, amount } of entries)
    sum = assertSafe(sum + assertSafe(amount, account), 'the sum of the entries');
  if (sum !== 0) throw new RangeError(`the entries do not balance: they sum to ${sum}`);
};

const booked = (...sides: readonly (Entry & { readonly account: Account })[]): Entry[] => {
  const entries = sides.filter(({ amount }) => amount !== 0);
  assertBalanced(entries);
  return entries;
};

const natural = (amount: MinorUnits, what: string): MinorUnits => {
  if (amount < 0) throw new RangeError(`${what} is negative: ${amount}`);
  return amount;
};

/** What every payment says. `applied` reduces what the order owes; `tip` is on top and never revenue. Neither is negative. */
export interface PaymentAmounts {
  readonly orderId: OrderId;
  readonly applied: MinorUnits;
  readonly tip?: MinorUnits | undefined;
}

/** A payment in cash. The guest hands over `applied + tip + rounding + change`. */
export interface CashPaymentAmounts extends PaymentAmounts {
  readonly drawerId?: string | undefined;
  /** Handed back, 0 or more. */
  readonly change?: MinorUnits | undefined;
  /** What cash rounding added to what was due; below 0 when it took away. */
  readonly rounding?: MinorUnits | undefined;
}

/**
 * Entries of cash taken: into the drawer what was handed over, out of it the change.
 *
 * @throws {RangeError} a negative amount (but `rounding`), or one beyond the safe integers
 * @see RULES.md MON-16
 */
export const entriesOfCashPayment = (payment: CashPaymentAmounts): Entry[] => {
  const { orderId, applied, tip = 0, change = 0, rounding = 0 } = payment;
  const cash = cashAccount(payment.drawerId);
  return booked(
    { account: cash, amount: natural(applied + tip + rounding + natural(change, 'the change'), 'the cash') },
    { account: cash, amount: -change },
    { account: receivableAccount(orderId), amount: -natural(applied, 'what a payment pays') },
    { account: 'tips', amount: -natural(tip, 'the tip') },
    { account: 'rounding', amount: -rounding },
  );
};

/**
 * Entries of a captured card payment. No change and no rounding: both are of cash alone.
 *
 * @throws {RangeError} a negative amount, or one beyond the safe integers
 * @see RULES.md MON-16
 */
export const entriesOfCardPayment = (payment: PaymentAmounts & { readonly provider: string }): Entry[] => {
  const { orderId, applied, tip = 0, provider } = payment;
  return booked(
    { account: cardAccount(provider), amount: applied + tip },
    { account: receivableAccount(orderId), amount: -natural(applied, 'what a payment pays') },
    { account: 'tips', amount: -natural(tip, 'the tip') },
  );
};

/** What closing books: the results of `computeTotals`, and whose they are. */
export interface ClosingAmounts extends Pick<TotalsByLine, 'totals' | 'serviceChargeNet'> {
  readonly orderId: OrderId;
}

/**
 * Entries of closing an order: the guest owes its total, and the café has sold. Until then payments stand as the guest's credit.
 *
 * @see RULES.md MON-16
 */
export const entriesOfClose = ({ orderId, totals: { total, taxes }, serviceChargeNet }: ClosingAmounts): Entry[] => {
  const tax = taxes.reduce((sum, group) => sum + group.tax, 0);
  return booked(
    { account: receivableAccount(orderId), amount: total },
    { account: 'sales', amount: tax + serviceChargeNet - total },
    { account: 'service_charge', amount: -serviceChargeNet },
    ...taxes.map((group) => ({ account: taxAccount(group.taxRateId), amount: -group.tax })),
  );
};

/** Money given back. What pairs with a smaller total goes to the order, what is a gift to `goodwill`, a tip to `tips`. */
export interface RefundAmounts {
  readonly orderId: OrderId;
  /** Where the money goes out of; it may differ from where it came in. */
  readonly from: MoneyAccount;
  /** Pairs with a reduction of the order's total. */
  readonly applied?: MinorUnits | undefined;
  readonly goodwill?: MinorUnits | undefined;
  readonly tip?: MinorUnits | undefined;
  /** What cash rounding added to what is given back; below 0 when it took away. */
  readonly rounding?: MinorUnits | undefined;
}

/**
 * Entries of a refund that succeeded. The smaller total has entries of its own: `entriesReversing` of the close and a new close, or of the part.
 *
 * @throws {RangeError} a negative amount (but `rounding`), or one beyond the safe integers
 * @see RULES.md MON-16
 */
export const entriesOfRefund = (refund: RefundAmounts): Entry[] => {
  const { orderId, from, applied = 0, goodwill = 0, tip = 0, rounding = 0 } = refund;
  return booked(
    { account: receivableAccount(orderId), amount: natural(applied, 'a refund') },
    { account: 'goodwill', amount: natural(goodwill, 'a refund') },
    { account: 'tips', amount: natural(tip, 'a refunded tip') },
    { account: 'rounding', amount: rounding },
    { account: from, amount: -natural(applied + goodwill + tip + rounding, 'the money given back') },
  );
};

/**
 * The entries that undo others, as when a closed order is opened again: the ledger is appended to, never changed.
 *
 * @see RULES.md MON-15
 */
export const entriesReversing = (entries: readonly Entry[]): Entry[] =>
  entries.map(({ account, amount }) => ({ account, amount: 0 - amount }));
