import type { CommandOf, MinorUnits } from '@cafe/contract';
import {
  cashRoundingOf,
  dueOf,
  entriesOfCashPayment,
  moneyOf,
  type OrderState,
  orderStream,
  type RunningBill,
  type StoreState,
  storeStream,
} from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { assertPaymentStep } from './decide-steps.ts';

type TakeCash = CommandOf<'payment.takeCash'>;

/** More than so many times what is due is asked about: two zeros too many, or a table's number typed as an amount. */
const UNUSUAL_FACTOR = 1_000;

/** [PAY-1] an open order · [PAY-2] a new payment id, whatever has become of the order since */
const billToPay = ({ orderId, paymentId }: TakeCash, order: OrderState): RunningBill => {
  if (order.status === 'none') throw new Refusal('order.not_found', `there is no order ${orderId}`);
  const payment = order.payments.find((one) => one.paymentId === paymentId);
  if (payment) {
    throw new Refusal('payment.exists', `${paymentId} was taken before`, { details: { status: payment.status } });
  }
  if (order.status === 'waiting') throw new Refusal('order.waiting', `${orderId} waits for staff`);
  if (order.status !== 'open') {
    throw new Refusal('order.closed', `${orderId} is ${order.status}`, { details: { status: order.status } });
  }
  return order;
};

/** What becomes of cash: of it `applied + rounding` stays, `change` goes back. Minor units. */
interface Cash {
  readonly applied: MinorUnits;
  readonly rounding: MinorUnits;
  readonly change: MinorUnits;
}

/** [PAY-3] at most what is due · [PAY-4] covered, the rest is change · [PAY-5] what settles the rest is rounded */
const cashOf = ({ tendered, amount }: TakeCash, due: MinorUnits, store: StoreState): Cash => {
  if (amount !== undefined && amount > due) {
    throw new Refusal('payment.exceeds_due', `${amount} is more than the ${due} that is due`, { details: { due } });
  }
  const coins = cashRoundingOf(due, store.cashRounding, store.rounding);
  const applied = amount ?? (tendered >= due + coins ? due : Math.min(tendered, due));
  const rounding = applied === due ? coins : 0;
  const needed = applied + rounding;
  if (tendered < needed) {
    throw new Refusal('payment.too_little', `${tendered} does not cover ${needed}`, { details: { due, needed } });
  }
  return { applied, rounding, change: tendered - needed };
};

/** [PAY-6] */
const assertUsual = ({ tendered, confirmUnusual }: TakeCash, due: MinorUnits): void => {
  if (confirmUnusual || tendered / UNUSUAL_FACTOR <= due) return;
  throw new Refusal('payment.unusual_amount', `${tendered} for ${due} looks like a slip`, {
    remedy: 'Check the amount; send it with `confirmUnusual` if it is right.',
    details: { due, tendered },
  });
};

/**
 * What a command about payments does to an order, or a Refusal. Pure.
 *
 * @see services/payment/RULES.md
 */
export const decide = (command: TakeCash, desk: Desk): readonly Change[] => {
  const { orderId, paymentId, tendered } = command;
  const stream = orderStream(orderId);
  const bill = billToPay(command, desk.state(stream));
  const due = dueOf(bill) - moneyOf(bill).reserved; // [PAY-7] what others have reserved is theirs to pay
  if (due <= 0) throw new Refusal('payment.nothing_due', `${orderId} owes nothing more`, { details: { due } });

  const { applied, rounding, change } = cashOf(command, due, desk.fact(storeStream(desk.storeId)));
  assertUsual(command, due);
  assertPaymentStep({ from: 'created', to: 'captured', by: 'cash' });
  const method = { kind: 'cash', tendered, change } as const;
  return [
    {
      stream,
      events: [
        { type: 'payment.created', paymentId, method, amount: applied },
        {
          type: 'payment.captured',
          paymentId,
          amount: applied,
          tip: 0,
          rounding,
          due: dueOf(bill) - applied,
          entries: entriesOfCashPayment({ orderId, applied, rounding, change }),
        },
      ],
    },
  ];
};

/** [PAY-8] `change` to hand back and what is still `due`, minor units: what the commit itself says. */
export const resultOf = (_command: TakeCash, changes: readonly Change[]): Readonly<Record<string, unknown>> => {
  const events = changes.flatMap((change) => change.events);
  const created = events.find((event) => event.type === 'payment.created');
  const captured = events.find((event) => event.type === 'payment.captured');
  return { change: created?.method.change, due: captured?.due };
};
