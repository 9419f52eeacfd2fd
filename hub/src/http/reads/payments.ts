import { OrderId, PaymentId } from '@cafe/contract';
import { floorStream, type OrderState, orderStream, type Payment } from '@cafe/contract/folds';
import type { Endpoint } from '../endpoint.ts';
import { versioned } from '../etag.ts';
import { listOf } from '../views/list.ts';
import { PaymentOfOrder, PaymentRow } from '../views/order.ts';
import { shown } from './lists.ts';
import { PAGING, pageOf } from './paging.ts';
import { mustBe, notFound, type ReadPorts, readEndpoint, seesFloor, stateOf } from './read.ts';

const list = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/payments',
    summary: 'Lists payments, the latest first',
    token: 'required',
    query: { orderId: OrderId.optional(), ...PAGING },
    response: listOf(PaymentRow),
    read: async ({ query: { limit, after, ...filter }, actor }) => {
      mustBe(seesFloor(actor), 'the list of payments');
      const asOf = await ports.lists.asOf('payment');
      const found = await ports.lists.payments({ ...filter, before: after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => String(row['at']));
      const items = rows.map((row) => shown(row, 'paymentId'));
      return { status: 200, body: { items, asOf: asOf.toISOString(), ...(next !== undefined && { next }) } };
    },
  });

const paymentIn = (state: OrderState, paymentId: PaymentId): Payment | undefined =>
  state.status === 'none' ? undefined : state.payments.find((payment) => payment.paymentId === paymentId);

/**
 * The bill a payment is on. The collection knows it, a moment later; a payment that was just made is on a running bill, and
 * those are in memory. Either way what is answered comes from the fold.
 */
const orderOf = async (ports: ReadPorts, paymentId: PaymentId): Promise<OrderId | undefined> => {
  const row = await ports.lists.payment(paymentId);
  if (row) return OrderId.parse(row['orderId']);
  const { state: floor } = await stateOf(ports, floorStream(ports.storeId));
  const running = Object.keys(floor.orders) as OrderId[]; // the keys of `orders` are order ids by the state's type
  for (const orderId of running) {
    const { state } = await stateOf(ports, orderStream(orderId));
    if (paymentIn(state, paymentId)) return orderId;
  }
  return undefined;
};

const one = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/payments/:paymentId',
    summary: 'Shows a payment and the bill it is on',
    token: 'required',
    params: { paymentId: PaymentId },
    response: PaymentOfOrder,
    etag: true,
    read: async ({ params: { paymentId }, actor, asked }) => {
      // Whoever sees the floor sees every payment of the store, so nobody learns of one by being refused.
      if (!seesFloor(actor)) throw notFound();
      const orderId = await orderOf(ports, paymentId);
      if (orderId === undefined) throw notFound();
      const { state, version } = await stateOf(ports, orderStream(orderId));
      const payment = paymentIn(state, paymentId);
      if (!payment) throw notFound();
      return versioned(asked, version, { orderId, version, ...payment });
    },
  });

/** Payments, by list and one by one. */
export const paymentReads = (ports: ReadPorts): readonly Endpoint[] => [list(ports), one(ports)];
