import type { OrderId, StationId, TableId, Topic } from '@cafe/contract';
import {
  concernsKitchen,
  kindOf,
  type MenuState,
  orderStream,
  type StaffState,
  type States,
  type StoreState,
  type StreamKind,
  type StreamName,
} from '@cafe/contract/folds';
import type { FollowedFloor, FollowedKitchen, FollowedOrder, FollowedTable } from './followed.ts';
import type { Seen, ViewSource } from './view.ts';

const isOrder = (stream: StreamName): boolean => kindOf(stream) === 'order';

/** Every order that is known, with what is on its way to it, and those that were opened here just now. */
const ordersIn = ({ replica, unsent }: Seen): FollowedOrder[] => {
  const orders: FollowedOrder[] = [];
  for (const [stream, known] of replica.all()) {
    const order = isOrder(stream) ? unsent.orderOf(stream, known) : undefined;
    if (order) orders.push(order);
  }
  return [...orders, ...unsent.opened((stream) => replica.read(stream) !== undefined)];
};

/** The state of the one stream of a kind: a client is of one store. */
const only = <Kind extends StreamKind>({ replica }: Seen, kind: Kind): States[Kind] | undefined => {
  for (const [stream, { state }] of replica.all()) {
    if (kindOf(stream) === kind) return state as States[Kind]; // the stream's kind says which state it is
  }
  return undefined;
};

/** The state of a stream that a store has one of. */
const single = <Kind extends 'menu' | 'store' | 'staff'>(kind: Kind): ViewSource<States[Kind]> => ({
  topic: kind,
  concerns: (stream) => kindOf(stream) === kind,
  derive: (seen) => only(seen, kind),
});

export const menuSource: ViewSource<MenuState> = single('menu');
export const storeSource: ViewSource<StoreState> = single('store');
export const staffSource: ViewSource<StaffState> = single('staff');

export const orderSource = (orderId: OrderId): ViewSource<FollowedOrder> => {
  const stream = orderStream(orderId);
  return {
    topic: stream as Topic, // an order's topic has the name of its stream
    concerns: (changed) => changed === stream,
    derive: ({ replica, unsent }) => {
      const known = replica.read(stream);
      if (known) return unsent.orderOf(stream, known);
      return unsent.opened(() => false).find((order) => order.orderId === orderId);
    },
  };
};

const number = ({ bill }: FollowedOrder): number => bill.displayNumber ?? 0;

export const floorSource: ViewSource<FollowedFloor> = {
  topic: 'floor',
  concerns: (stream) => isOrder(stream) || kindOf(stream) === 'floor',
  derive: (seen) => {
    const floor = only(seen, 'floor');
    const isRunning = ({ bill }: FollowedOrder) => bill.status === 'open' || bill.status === 'waiting';
    const orders = ordersIn(seen).filter(isRunning);
    return floor && { floor, orders: orders.sort((one, other) => number(one) - number(other)) };
  },
};

export const tableSource = (tableId: TableId): ViewSource<FollowedTable> => ({
  topic: `table:${tableId}`,
  concerns: isOrder,
  derive: (seen) => {
    const here = ordersIn(seen).filter(({ bill }) => bill.tableId === tableId);
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
  derive: (seen) => {
    const isHere = ({ bill }: FollowedOrder) =>
      stationId === undefined || bill.lines.some(({ tasks }) => tasks.some((task) => task.stationId === stationId));
    const orders = ordersIn(seen).filter((order) => concernsKitchen(order.bill, now()) && isHere(order));
    return { orders: orders.sort((one, other) => (firstSentAt(one) < firstSentAt(other) ? -1 : 1)) };
  },
});
