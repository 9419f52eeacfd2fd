import * as z from 'zod';
import { OrderId, PaymentId, Price } from '../scalars.ts';

/**
 * Takes cash for an order. `tendered` is what was handed over; `amount` what of it is applied, by default as much of what
 * is due as it covers; the rest is change. `confirmUnusual` says that somebody looked at a very large amount.
 */
export const TakeCash = z.strictObject({
  type: z.literal('payment.takeCash'),
  orderId: OrderId,
  paymentId: PaymentId,
  tendered: Price.min(1),
  amount: Price.min(1).optional(),
  confirmUnusual: z.boolean().optional(),
});

export const PAYMENT_COMMANDS = [TakeCash] as const;
