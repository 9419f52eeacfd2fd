import type { PaymentStatus } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { Refusal } from '../kernel/refusal.ts';
import { assertPaymentStep, type Means, PAYMENT_STEPS } from './decide-steps.ts';
import { billOf, cash, stream } from './given-bill.suite.ts';

/** Every step there is, written down a second time: from, to, by what means. */
const STEPS = `
  created processing provider
  created captured cash
  created failed provider
  created canceled cash
  created canceled provider
  processing requires_action provider
  processing authorized provider
  processing captured provider
  processing failed provider
  processing canceled provider
  processing unknown provider
  requires_action processing provider
  requires_action failed provider
  requires_action canceled provider
  requires_action unknown provider
  authorized captured provider
  authorized failed provider
  authorized canceled provider
  authorized unknown provider
  failed captured late
  canceled captured late
  unknown captured reconciliation
  unknown failed reconciliation
  unknown canceled reconciliation`
  .trim()
  .split(/\n\s*/);

// The table names every status; Object.keys only says string.
const STATUSES = Object.keys(PAYMENT_STEPS) as PaymentStatus[];
const MEANS: readonly Means[] = ['cash', 'provider', 'reconciliation', 'late'];
const every = STATUSES.flatMap((from) => STATUSES.flatMap((to) => MEANS.map((by) => ({ from, to, by }))));

const isTaken = (step: (typeof every)[number]): boolean => {
  try {
    assertPaymentStep(step);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'payment.invalid_transition') return false;
    throw error;
  }
};

describe('the steps of a payment', () => {
  test('[PAY-11] are those of the list and no others', () => {
    expect(STATUSES).toHaveLength(8);
    const taken = every.filter(isTaken).map(({ from, to, by }) => `${from} ${to} ${by}`);
    expect(taken.toSorted()).toEqual(STEPS.toSorted());
  });

  test('[PAY-11] nothing leaves captured, and unknown is left by reconciliation alone', () => {
    expect(every.filter((step) => step.from === 'captured').some(isTaken)).toBe(false);
    expect(every.filter((step) => step.from === 'unknown' && step.by !== 'reconciliation').some(isTaken)).toBe(false);
  });

  test('[PAY-11] a refused step says where it could have gone', () => {
    expect(() => assertPaymentStep({ from: 'failed', to: 'processing', by: 'provider' })).toThrow(
      expect.objectContaining({ details: { from: 'failed', to: 'processing', allowed: ['captured'] } }),
    );
  });

  test('[PAY-11] what cash does is in the table', () => {
    const changes = billOf(1_000).when(cash(1_000));
    if (typeof changes === 'string') throw new Error(changes);
    let bill = billOf(1_000);
    const walked = changes
      .flatMap(({ events }) => events)
      .map((event) => {
        bill = bill.has(stream, [event]);
        const state = bill.state(stream);
        return state.status === 'none' ? undefined : state.payments.at(-1)?.status;
      });
    expect(walked).toEqual(['created', 'captured']);
    expect(isTaken({ from: 'created', to: 'captured', by: 'cash' })).toBe(true);
  });
});
