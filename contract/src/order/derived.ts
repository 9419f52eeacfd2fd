import { balanceOf, type PaymentPosition, paymentPositionOf } from '../money/position.ts';
import type { Instant, MinorUnits } from '../scalars.ts';
import type { LineState, OrderLine, RunningBill } from './state.ts';
import type { MoneyRules } from './totals.ts';

/** Where the kitchen is with a whole order, derived from its sent lines. */
export type Fulfilment =
  | 'none'
  | 'queued'
  | 'in_progress'
  | 'partially_ready'
  | 'ready'
  | 'partially_served'
  | 'served';

/** States of a line the kitchen still has to do something about. */
const UNFINISHED: ReadonlySet<LineState> = new Set(['held', 'fired', 'preparing']);
export const isUnfinished = (line: OrderLine): boolean => UNFINISHED.has(line.state);

/** Whether a line was sent and still counts. */
export const isOnTheBill = (line: OrderLine): boolean => line.round !== undefined && line.state !== 'voided';

/** Where the kitchen is with the order. */
export const fulfilmentOf = (bill: RunningBill): Fulfilment => {
  const lines = bill.lines.filter(isOnTheBill);
  const count = (state: LineState) => lines.filter((line) => line.state === state).length;
  if (lines.length === 0) return 'none';
  const served = count('served');
  if (served === lines.length) return 'served';
  if (served > 0) return 'partially_served';
  const ready = count('ready');
  if (ready === lines.length) return 'ready';
  if (ready > 0) return 'partially_ready';
  return count('preparing') > 0 ? 'in_progress' : 'queued';
};

/** What the payments hold of the balance: captured, and reserved by those that are on their way. Minor units. */
export const moneyOf = (bill: RunningBill): { captured: MinorUnits; reserved: MinorUnits; refunded: MinorUnits } => {
  let captured = 0;
  let reserved = 0;
  let refunded = 0;
  for (const payment of bill.payments) {
    refunded += payment.refunded;
    if (payment.status === 'captured') captured += payment.amount;
    else if (payment.status !== 'failed' && payment.status !== 'canceled') reserved += payment.amount;
  }
  return { captured, reserved, refunded };
};

/** What is still to be paid, minor units; below 0 the order is overpaid. Reserved amounts are not taken off. */
export const dueOf = (bill: RunningBill): MinorUnits => {
  const { captured, refunded } = moneyOf(bill);
  return balanceOf(bill.totals.total, captured, refunded);
};

/** How the order stands with its money. */
export const positionOf = (bill: RunningBill): PaymentPosition => {
  const { captured, refunded } = moneyOf(bill);
  return paymentPositionOf(bill.totals.total, captured, refunded);
};

/** A payment whose end is not known yet: the order cannot close, void or merge before. */
export const paymentInFlight = (bill: RunningBill): boolean => moneyOf(bill).reserved > 0;

const SHIPPED_RULES: MoneyRules = { rounding: 'half_away', taxRounding: 'per_group' };
/** How the bill is computed, from its opening to its close. */
export const moneyRulesOf = (bill: RunningBill): MoneyRules => bill.money ?? SHIPPED_RULES;

/** How long guests wait to be let in before their order expires (15 minutes), in milliseconds. */
export const WAITING_MS = 15 * 60_000;

/** Whether guests have waited too long to be let in, whether or not a commit says so yet. */
export const waitedTooLong = ({ status, openedAt }: RunningBill, at: Instant): boolean =>
  status === 'waiting' && Date.parse(at) - Date.parse(openedAt) >= WAITING_MS;

/** For how long a served line can come back (30 minutes), in milliseconds. */
export const RECALL_MS = 30 * 60_000;

/**
 * Whether the kitchen's screens follow an order, open or not: a line not yet served, a void nobody acknowledged, or a
 * recall still possible at `nowMs`.
 */
export const concernsKitchen = (bill: RunningBill, nowMs: number): boolean =>
  bill.lines.some((line) => {
    if (line.round === undefined) return false;
    if (line.state === 'voided') return line.void !== undefined && !line.void.acknowledged;
    if (line.state !== 'served') return true;
    return line.servedAt !== undefined && nowMs - Date.parse(line.servedAt) < RECALL_MS;
  });
