import type { OrderId, StationId, TableId, Topic } from '@cafe/contract';
import {
  concernsKitchen,
  idOf,
  kindOf,
  type MenuState,
  type OrderState,
  orderStream,
  type StaffState,
  type States,
  type StoreState,
  type StreamKind,
  type StreamName,
} from '@cafe/contract/folds';
import type { FollowedFloor, FollowedKitchen, FollowedOrder, FollowedTable } from './followed.ts';
import type { Replica } from './replica.ts';
import type { Known } from './replica-known.ts';
import type { ViewSource } from './view.ts';

const ORDERS_SEEN = new WeakMap<Known, FollowedOrder>();

/** An order as views show it: the same object for the same version. */
const orderOf = (stream: StreamName, known: Known): FollowedOrder | undefined => {
  const seen = ORDERS_SEEN.get(known);
  if (seen) return seen;
  const bill = known.state as OrderState; // only asked for orders' streams
  if (bill.status === 'none') return undefined;
  // The id in an order's stream name is its order id.
  const order = { orderId: idOf(stream) as OrderId, version: known.version, bill };
  ORDERS_SEEN.set(known, order);
  return order;
};

const isOrder = (stream: StreamName): boolean => kindOf(stream) === 'order';

const ordersIn = (replica: Replica): FollowedOrder[] => {
  const orders: FollowedOrder[] = [];
  for (const [stream, known] of replica.all()) {
    const order = isOrder(stream) ? orderOf(stream, known) : undefined;
    if (order) orders.push(order);
  }
  return orders;
};

/** The state of the one stream of a kind: a client is of one store. */
const only = <Kind extends StreamKind>(replica: Replica, kind: Kind): States[Kind] | undefined => {
  for (const [stream, { state }] of replica.all()) {
    if (kindOf(stream) === kind) return state as States[Kind]; // the stream's kind says which state it is
  }
  return undefined;
};

/** The state of a stream that a store has one of. */
const single = <Kind extends 'menu' | 'store' | 'staff'>(kind: Kind): ViewSource<States[Kind]> => ({
  topic: kind,
  concerns: (stream) => kindOf(stream) === kind,
  derive: (replica) => only(replica, kind),
});

export const menuSource: ViewSource<MenuState> = single('menu');
export const storeSource: ViewSource<StoreState> = single('store');
export const staffSource: ViewSource<StaffState> = single('staff');

export const orderSource = (orderId: OrderId): ViewSource<FollowedOrder> => {
  const stream = orderStream(orderId);
  return {
    topic: stream as Topic, // an order's topic has the name of its stream
    concerns: (changed) => changed === stream,
    derive: (replica) => {
      const known = replica.read(stream);
      return known && orderOf(stream, known);
    },
  };
};

const number = ({ bill }: FollowedOrder): number => bill.displayNumber ?? 0;

export const floorSource: ViewSource<FollowedFloor> = {
  topic: 'floor',
  concerns: (stream) => isOrder(stream) || kindOf(stream) === 'floor',
  derive: (replica) => {
    const floor = only(replica, 'floor');
    const isRunning = ({ bill }: FollowedOrder) => bill.status === 'open' || bill.status === 'waiting';
    const orders = ordersIn(replica).filter(isRunning);
    return floor && { floor, orders: orders.sort((one, other) => number(one) - number(other)) };
  },
};

export const tableSource = (tableId: TableId): ViewSource<FollowedTable> => ({
  topic: `table:${tableId}`,
  concerns: isOrder,
  derive: (replica) => {
    const here = ordersIn(replica).filter(({ bill }) => bill.tableId === tableId);
    return {
      open: here.find(({ bill }) => bill.status === 'open'),
      waiting: here.find(({ bill }) => bill.status === 'waiting'),
    };
  },
});

const firstSentAt = ({ bill }: FollowedOrder): string =>
  bill.lines.find((line) => line.sentAt !== undefined)?.sentAt ?? '';

/**
 * Orders the kitchen has to do with: something of them is not served, a void was not seen, or could still come back.
 *
 * @param stationId only those of which a line is made at that station
 * @param now the hub's clock, milliseconds since 1970
 */
export const kitchenSource = (stationId: StationId | undefined, now: () => number): ViewSource<FollowedKitchen> => ({
  topic: 'kitchen',
  concerns: isOrder,
  derive: (replica) => {
    const isHere = ({ bill }: FollowedOrder) =>
      stationId === undefined || bill.lines.some(({ tasks }) => tasks.some((task) => task.stationId === stationId));
    const orders = ordersIn(replica).filter((order) => concernsKitchen(order.bill, now()) && isHere(order));
    return { orders: orders.sort((one, other) => (firstSentAt(one) < firstSentAt(other) ? -1 : 1)) };
  },
});
