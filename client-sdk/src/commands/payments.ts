import type { OrderId, PaymentId } from '@cafe/contract';
import type { ListedPayment, ReadList } from '../lists.ts';
import type { SendOptions } from '../outgoing-pending.ts';
import { type MakeId, numberOf, type Send } from './send.ts';

/** Cash as it is handed over; amounts in minor units of the store's currency. */
export interface CashWish {
  /** What was handed over, at least 1. */
  readonly tendered: number;
  /** What of it is taken, from 1 to what is due; when absent, as much of what is due as it covers. */
  readonly amount?: number;
  /** Somebody looked at what `payment.unusual_amount` asked about: more than 1,000 times what is due. */
  readonly confirmUnusual?: boolean;
  /** Made here when absent. */
  readonly paymentId?: PaymentId;
}

/** Money. Besides what each names it rejects with the codes of {@link Cafe.send}. */
export interface PaymentCommands {
  /**
   * Takes cash for an order, in whole or in part, and resolves when it is durable. What settles the bill is rounded to the
   * store's smallest coin.
   *
   * Repeating it takes cash once more. To repeat it safely, as after a `client.timeout`, name the same `paymentId`, which is
   * refused with `payment.exists` the second time, and the same `options.id`, which answers what was answered.
   *
   * @returns `change` to hand back and what is still `due`, in minor units
   * @throws {CafeError} `payment.nothing_due`, `payment.exceeds_due`, `payment.too_little`, `payment.unusual_amount`,
   *   `payment.exists`, `order.not_found`, `order.closed`, `order.waiting`, `actor.approval_required`
   * @see services/payment/RULES.md, PAY-1 to PAY-8
   * @example
   * const { change } = await cafe.payments.takeCash(orderId, { tendered: 2_000 });
   */
  takeCash(
    orderId: OrderId,
    cash: CashWish,
    options?: SendOptions,
  ): Promise<{ readonly paymentId: PaymentId; readonly change: number; readonly due: number }>;

  /**
   * Every payment of the store, or of one order, the latest first; amounts in minor units. It is read over HTTP, page by
   * page as the loop goes on, from a collection that may be a moment behind what is followed. For staff. Reading it again
   * changes nothing.
   *
   * @throws {CafeError} while it is read: `actor.forbidden`, `command.malformed` (a filter that is none), `auth.required`,
   *   `auth.invalid`, `auth.expired`, `auth.revoked`, `actor.rate_limited`, `hub.internal`, `client.unreachable`,
   *   `client.unreadable`, and whatever `getToken` rejects with
   * @example
   * for await (const { amount, tip } of cafe.payments.list({ orderId })) console.log(amount, tip);
   */
  list(query?: { readonly orderId?: OrderId }): AsyncIterableIterator<ListedPayment>;
}

export const paymentsOn = (send: Send, newId: MakeId, read: ReadList): PaymentCommands => ({
  list: (query = {}) => read('/payments', query),
  async takeCash(orderId, { paymentId = newId<PaymentId>(), ...cash }, options) {
    const receipt = await send({ type: 'payment.takeCash', orderId, paymentId, ...cash }, options);
    return { paymentId, change: numberOf(receipt, 'change'), due: numberOf(receipt, 'due') };
  },
});
