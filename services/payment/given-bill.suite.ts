import {
  BusinessDay,
  type CommandOf,
  type DomainEvent,
  ItemId,
  LineId,
  OrderId,
  PaymentId,
  StationId,
  StoreId,
  TaxRateId,
} from '@cafe/contract';
import { orderStream, storeStream } from '@cafe/contract/folds';
import { GIVEN_AT, given } from '../kernel/given.ts';
import { decide } from './decide.ts';

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

export const storeId = StoreId.parse(uuid(1));
export const orderId = OrderId.parse(uuid(2));
export const paymentId = (n = 0) => PaymentId.parse(uuid(100 + n));
export const stream = orderStream(orderId);
const taxRateId = TaxRateId.parse(uuid(3));
const businessDay = BusinessDay.parse(GIVEN_AT.slice(0, 10));

export const opened = (waiting = false): DomainEvent => ({
  type: 'order.opened',
  waiting,
  serviceType: 'counter',
  businessDay,
});

/** One line of that price, sent. */
export const sent = (total: number): DomainEvent => ({
  type: 'order.linesSent',
  round: 1,
  lines: [
    {
      lineId: LineId.parse(uuid(4)),
      itemId: ItemId.parse(uuid(5)),
      name: 'Lunch',
      quantity: 1,
      unitPrice: total,
      modifiers: [],
      tax: { taxRateId, ratePpm: 0, inclusive: true },
      stationIds: [StationId.parse(uuid(6))],
      allergens: [],
    },
  ],
  totals: { subtotal: total, discount: 0, serviceCharge: 0, taxes: [], total },
});

export const closed = (): DomainEvent => ({
  type: 'order.closed',
  receiptNumber: 1,
  totals: { subtotal: 0, discount: 0, serviceCharge: 0, taxes: [], total: 0 },
  lines: [],
  entries: [],
  epoch: 2,
});

/** A store whose smallest coin is `cashRounding`, and an open order that comes to `total`. */
export const billOf = (total: number, cashRounding = 1) =>
  given(decide, storeId)
    .has(storeStream(storeId), [{ type: 'store.configured', cashRounding }])
    .has(stream, [opened(), sent(total)]);

/** A payment on its way: what a card's will be, without its provider. */
export const onItsWay = (amount: number): DomainEvent => ({
  type: 'payment.created',
  paymentId: paymentId(99),
  method: { kind: 'cash', tendered: amount, change: 0 },
  amount,
});

export const cash = (tendered: number, more: Partial<CommandOf<'payment.takeCash'>> = {}) =>
  ({ type: 'payment.takeCash', orderId, paymentId: paymentId(), tendered, ...more }) as const;
