import { BusinessDay, OrderId, TableId } from '@cafe/contract';
import { dueOf, fulfilmentOf, moneyOf, orderStream, positionOf, type RunningBill } from '@cafe/contract/folds';
import type { Actor } from '../../policy.ts';
import { stateAsSeenBy } from '../../redact/as-seen-by.ts';
import type { Endpoint } from '../endpoint.ts';
import { versioned } from '../etag.ts';
import { listOf } from '../views/list.ts';
import { GuestsView, OrderRow, OrderStatus, OrderView } from '../views/order.ts';
import { shown } from './lists.ts';
import { PAGING, pageOf } from './paging.ts';
import { audienceFor, mayRead, mustBe, notFound, type ReadPorts, readEndpoint, seesFloor, stateOf } from './read.ts';

/** What is paid and due; the kitchen is shown no payments, so of the money it is told nothing rather than something wrong. */
const moneyFor = (actor: Actor | undefined, bill: RunningBill) => {
  if (audienceFor(actor) === 'kitchen') return {};
  const { captured, refunded } = moneyOf(bill);
  return { payment: positionOf(bill), paid: captured - refunded, due: dueOf(bill) };
};

/** A bill as whoever asks may see it. Loaded before it is judged, so that absent and forbidden take the same steps. */
const billFor = async (ports: ReadPorts, actor: Actor | undefined, orderId: OrderId) => {
  const stream = orderStream(orderId);
  const { state, version } = await stateOf(ports, stream);
  if (state.status === 'none' || !mayRead(actor, { stream, state, nowMs: ports.now().getTime() })) throw notFound();
  // The redaction of a bill is a bill.
  return { version, bill: stateAsSeenBy(audienceFor(actor), stream, state) as RunningBill, whole: state };
};

const one = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/orders/:orderId',
    summary: 'Shows a bill',
    token: 'required',
    params: { orderId: OrderId },
    response: OrderView,
    etag: true,
    read: async ({ params: { orderId }, actor, asked }) => {
      const { version, bill, whole } = await billFor(ports, actor, orderId);
      return versioned(asked, version, {
        orderId,
        version,
        ...bill,
        fulfilment: fulfilmentOf(bill),
        ...moneyFor(actor, whole),
      });
    },
  });

const guests = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/orders/:orderId/guests',
    summary: 'Lists who sits at a bill by phone',
    token: 'required',
    params: { orderId: OrderId },
    response: GuestsView,
    etag: true,
    read: async ({ params: { orderId }, actor, asked }) => {
      const { version, bill } = await billFor(ports, actor, orderId);
      return versioned(asked, version, { orderId, version, items: bill.guests });
    },
  });

const list = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/orders',
    summary: 'Lists bills, the latest opened first',
    token: 'required',
    query: {
      status: OrderStatus.optional(),
      businessDay: BusinessDay.optional(),
      tableId: TableId.optional(),
      ...PAGING,
    },
    response: listOf(OrderRow),
    read: async ({ query: { limit, after, ...filter }, actor }) => {
      mustBe(seesFloor(actor), 'the list of orders');
      const asOf = await ports.lists.asOf('order');
      const found = await ports.lists.orders({ ...filter, openedBefore: after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => String(row['openedAt']));
      const items = rows.map((row) => shown(row, 'orderId'));
      return { status: 200, body: { items, asOf: asOf.toISOString(), ...(next !== undefined && { next }) } };
    },
  });

/** Bills, by list and one by one. */
export const orderReads = (ports: ReadPorts): readonly Endpoint[] => [list(ports), one(ports), guests(ports)];
