import * as z from 'zod';
import { MinorUnits, PaymentId, Price } from '../scalars.ts';
import { Entry } from './entry.ts';

/** How a payment is made. Cash has no drawer until drawers exist; a further way to pay is a further member. */
export const PaymentMethod = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cash'), tendered: Price, change: Price }),
]);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** A payment was begun: its amount is reserved of the balance, so that two devices cannot take the same money. */
export const PaymentCreated = z.object({
  type: z.literal('payment.created'),
  paymentId: PaymentId,
  method: PaymentMethod,
  /** What it takes of the balance, without tip, minor units. */
  amount: Price,
});

/** The money is there. `rounding` is what cash rounding added to (or took off) the balance; `entries` add up to 0. */
export const PaymentCaptured = z.object({
  type: z.literal('payment.captured'),
  paymentId: PaymentId,
  amount: Price,
  tip: Price,
  rounding: MinorUnits,
  /** What the order still owes after it, as the one who took it was told; below 0 it is overpaid. */
  due: MinorUnits,
  entries: z.array(Entry).min(2),
});

export const PAYMENT_EVENTS = [PaymentCreated, PaymentCaptured] as const;
export type PaymentEvent = z.infer<(typeof PAYMENT_EVENTS)[number]>;
