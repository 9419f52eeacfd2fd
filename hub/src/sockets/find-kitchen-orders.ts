import type { OrderId, StoreId } from '@cafe/contract';
import {
  type FloorState,
  floorStream,
  kindOf,
  type OrderState,
  orderStream,
  type StreamName,
} from '@cafe/contract/folds';
import { type EventLog, type Kernel, parseKey } from '@cafe/services/kernel';
import type { KitchenOrders } from './kitchen-orders.ts';
import type { Tickets } from './tickets.ts';

/** How far back a starting hub looks for bills that ended and that the kitchen still follows: four hours, in milliseconds. */
const LOOK_BACK_MS = 4 * 60 * 60 * 1_000;
/** So many orders are read at once: all commits of a busy day together would not fit into memory. */
const ORDERS_AT_ONCE = 32;

export interface FindOptions {
  readonly kernel: Pick<Kernel, 'state' | 'states'>;
  readonly log: Pick<EventLog, 'since'>;
  readonly storeId: StoreId;
  readonly live: { readonly kitchenOrders: KitchenOrders; readonly tickets: Tickets };
  readonly now: () => Date;
}

/**
 * Finds the orders that kitchen screens follow when the hub starts, and watches anew that their lines are shown: who was
 * told of them, if anybody, is not known any more. Those that run are found however long nothing happened on them.
 */
export const findKitchenOrders = async ({ kernel, log, storeId, live, now }: FindOptions): Promise<void> => {
  const nowMs = now().getTime();
  const keys = await log.since(new Date(nowMs - LOOK_BACK_MS).toISOString());
  const floor = (await kernel.state(floorStream(storeId))).state as FloorState; // the floor's own stream
  // Keys of `orders` are order ids by the state's type.
  const running = (Object.keys(floor.orders) as OrderId[]).map(orderStream);
  const streams = [...new Set([...running, ...keys.map((key) => parseKey(key).stream).filter(isOrder)])];
  for (let from = 0; from < streams.length; from += ORDERS_AT_ONCE) {
    for (const { stream, state, version } of await kernel.states(streams.slice(from, from + ORDERS_AT_ONCE))) {
      const order = state as OrderState; // only order streams were asked for
      live.kitchenOrders.found(stream, order);
      live.tickets.watch(stream, order, { version, nowMs });
    }
  }
};

const isOrder = (stream: StreamName): boolean => kindOf(stream) === 'order';
