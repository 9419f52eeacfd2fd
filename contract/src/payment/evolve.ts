import type { EventMeta } from '../fold.ts';
import type { RunningBill } from '../order/state.ts';
import { unreachable } from '../unreachable.ts';
import type { PaymentEvent } from './events.ts';
import type { Payment } from './state.ts';

/** The bill after one event of its payments. */
export const evolvePayment = (bill: RunningBill, event: PaymentEvent, { at }: EventMeta): RunningBill => {
  switch (event.type) {
    case 'payment.created': {
      const { paymentId, method, amount } = event;
      const payment: Payment = { paymentId, method, status: 'created', at, amount, tip: 0, rounding: 0, refunded: 0 };
      return { ...bill, payments: [...bill.payments, payment] };
    }
    case 'payment.captured': {
      const { paymentId, amount, tip, rounding } = event;
      const captured = (payment: Payment): Payment => ({ ...payment, status: 'captured', at, amount, tip, rounding });
      return {
        ...bill,
        payments: bill.payments.map((payment) => (payment.paymentId === paymentId ? captured(payment) : payment)),
      };
    }
    default:
      return unreachable(event);
  }
};
