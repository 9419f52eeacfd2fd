import { CafeError } from '@cafe/client-sdk';
import { sayRefusal } from '../session/say-refusal.ts';
import { say } from './words.ts';

/** Refusals that people at a till meet, in their words. What is not here is said in the hub's. */
const WORDS = {
  'actor.forbidden': 'refusedForbidden',
  'auth.wrong_credentials': 'refusedPin',
  'auth.locked': 'refusedLocked',
  'client.needs_connection': 'refusedOffline',
  'client.unreachable': 'refusedOffline',
  'client.timeout': 'refusedTimeout',
  'floor.table_taken': 'refusedTableTaken',
  'line.changed': 'refusedLineChanged',
  'line.invalid_transition': 'refusedLineMoved',
  'line.not_found': 'refusedLineGone',
  'menu.invalid_modifiers': 'refusedModifiers',
  'menu.not_found': 'refusedNotOnMenu',
  'menu.sold_out': 'refusedSoldOut',
  'menu.variant_required': 'refusedModifiers',
  'order.balance_due': 'refusedBalance',
  'order.closed': 'refusedClosed',
  'order.has_payments': 'refusedHasPayments',
  'order.not_served': 'refusedNotServed',
  'order.not_voided': 'refusedNotVoided',
  'order.nothing_to_send': 'refusedNothingToSend',
  'order.unsent_lines': 'refusedUnsent',
  'order.waiting': 'refusedWaiting',
  'payment.exceeds_due': 'refusedExceeds',
  'payment.nothing_due': 'refusedNothingDue',
  'payment.unusual_amount': 'refusedUnusual',
  'table.invalid_transition': 'refusedTableState',
} as const;

const isWorded = (code: string): code is keyof typeof WORDS => Object.hasOwn(WORDS, code);

/** Why the hub said no to a code of its table, in the language of the page; undefined where only the hub has words for it. */
export const reasonOfCode = (code: string): string | undefined => (isWorded(code) ? say(WORDS[code]) : undefined);

/** Why something was not done, in the language of the page. */
export const reasonOf = (thrown: unknown): string => {
  const known = thrown instanceof CafeError ? reasonOfCode(thrown.code) : undefined;
  return known ?? sayRefusal(thrown);
};
