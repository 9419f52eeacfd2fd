import { kindOf, type OrderState, type StreamName } from '@cafe/contract/folds';
import { type EventLog, type Kernel, parseKey } from '@cafe/services/kernel';
import type { KitchenOrders } from './kitchen-orders.ts';
import type { Tickets } from './tickets.ts';

/** How far back a starting hub looks for orders that the kitchen still follows, in milliseconds: more than a shift. */
const LOOK_BACK_MS = 24 * 60 * 60 * 1_000;

export interface FindOptions {
  readonly kernel: Pick<Kernel, 'states'>;
  readonly log: Pick<EventLog, 'since'>;
  readonly live: { readonly kitchenOrders: KitchenOrders; readonly tickets: Tickets };
  readonly now: () => Date;
}

/**
 * Finds the orders that kitchen screens follow when the hub starts, and watches anew that their lines are shown: who was
 * told of them, if anybody, is not known any more.
 */
export const findKitchenOrders = async ({ kernel, log, live, now }: FindOptions): Promise<void> => {
  const nowMs = now().getTime();
  const keys = await log.since(new Date(nowMs - LOOK_BACK_MS).toISOString());
  const streams = new Set(keys.map((key) => parseKey(key).stream).filter(isOrder));
  for (const { stream, state, version } of await kernel.states([...streams])) {
    const order = state as OrderState; // only order streams were asked for
    live.kitchenOrders.found(stream, order);
    live.tickets.watch(stream, order, { version, nowMs });
  }
};

const isOrder = (stream: StreamName): boolean => kindOf(stream) === 'order';
