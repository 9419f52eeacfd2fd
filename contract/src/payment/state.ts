import type { Instant, MinorUnits, PaymentId } from '../scalars.ts';
import type { PaymentMethod } from './events.ts';

/** Where a payment stands. Cash goes created → captured; the rest is how cards, terminals and late answers go. */
export type PaymentStatus =
  | 'created'
  | 'processing'
  | 'requires_action'
  | 'authorized'
  | 'captured'
  | 'failed'
  | 'canceled'
  | 'unknown';

export interface Payment {
  readonly paymentId: PaymentId;
  readonly method: PaymentMethod;
  readonly status: PaymentStatus;
  /** Since when it is in this status, UTC. */
  readonly at: Instant;
  /** What it takes, or took, of the balance; minor units. */
  readonly amount: MinorUnits;
  readonly tip: MinorUnits;
  readonly rounding: MinorUnits;
  /** Of `amount`, what was given back. */
  readonly refunded: MinorUnits;
}
