import type { LetOut } from '@cafe/services/kernel';
import type { Metrics } from './metrics/metrics.ts';

/** Counts payments by how they were made and where they stand, as their commits are let out. */
export const countPayments =
  (metrics: Pick<Metrics, 'paid'>) =>
  ({ parts }: LetOut): void => {
    for (const { part, after } of parts) {
      for (const event of part.events) {
        if (event.type !== 'payment.captured' || !('payments' in after)) continue;
        const payment = after.payments.find(({ paymentId }) => paymentId === event.paymentId);
        if (payment) metrics.paid(payment.method.kind, payment.status);
      }
    }
  };
