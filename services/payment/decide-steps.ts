import type { PaymentStatus } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';

/**
 * What moves a payment: cash in the hand, the provider's own word, the reconciliation that asks the provider, or a
 * success that comes after the payment was given up.
 */
export type Means = 'cash' | 'provider' | 'reconciliation' | 'late';

/** Where a payment can go from each status, and by what means. What is not here does not happen. */
export const PAYMENT_STEPS: Readonly<
  Record<PaymentStatus, Readonly<Partial<Record<PaymentStatus, readonly Means[]>>>>
> = {
  created: { processing: ['provider'], captured: ['cash'], failed: ['provider'], canceled: ['cash', 'provider'] },
  processing: {
    requires_action: ['provider'],
    authorized: ['provider'],
    captured: ['provider'],
    failed: ['provider'],
    canceled: ['provider'],
    unknown: ['provider'],
  },
  requires_action: { processing: ['provider'], failed: ['provider'], canceled: ['provider'], unknown: ['provider'] },
  authorized: { captured: ['provider'], failed: ['provider'], canceled: ['provider'], unknown: ['provider'] },
  captured: {},
  failed: { captured: ['late'] },
  canceled: { captured: ['late'] },
  unknown: { captured: ['reconciliation'], failed: ['reconciliation'], canceled: ['reconciliation'] },
};

/** One step of a payment. */
export interface PaymentStep {
  readonly from: PaymentStatus;
  readonly to: PaymentStatus;
  readonly by: Means;
}

/**
 * [PAY-11] Throws unless the table has the step.
 *
 * @throws {Refusal} `payment.invalid_transition` with `{ from, to, allowed }`
 */
export const assertPaymentStep = ({ from, to, by }: PaymentStep): void => {
  const steps = PAYMENT_STEPS[from];
  if (steps[to]?.includes(by)) return;
  throw new Refusal('payment.invalid_transition', `a payment that is ${from} does not become ${to} by ${by}`, {
    details: { from, to, allowed: Object.keys(steps) },
  });
};
