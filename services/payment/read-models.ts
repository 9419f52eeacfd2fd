import { idOf, kindOf, type OrderState, type Payment } from '@cafe/contract/folds';
import type { ReadModel, Row } from '../kernel/definition.ts';

const rowOf = (orderId: string, payment: Payment): Row => {
  const { paymentId, method, status, at, amount, tip, rounding, refunded } = payment;
  const { kind, ...handed } = method;
  return {
    _id: paymentId,
    source: payment,
    fields: { orderId, method: kind, ...handed, status, at, amount, tip, rounding, refunded },
  };
};

/** [PAY-12] One row for each payment of each order, amounts in minor units, for lists and reports. */
export const paymentsModel: ReadModel<'order'> = {
  collection: 'payments',
  kind: 'order',
  rows: (stream, state) => {
    if (kindOf(stream) !== 'order') return [];
    const order = state as OrderState; // a stream's state is of its kind
    return order.status === 'none' ? [] : order.payments.map((payment) => rowOf(idOf(stream), payment));
  },
};
