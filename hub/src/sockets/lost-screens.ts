import type { StationId } from '@cafe/contract';
import type { OrderState } from '@cafe/contract/folds';
import type { Kernel } from '@cafe/services/kernel';
import type { Connection } from './connection.ts';
import type { KitchenOrders } from './kitchen-orders.ts';
import type { Tickets } from './tickets.ts';

export interface LostScreensOptions {
  readonly kernel: Pick<Kernel, 'peek'>;
  readonly kitchenOrders: KitchenOrders;
  readonly tickets: Tickets;
  readonly now: () => Date;
}

/** When a station loses its last screen, every line of its that was not begun is watched anew (HUB-14). */
export const createLostScreens =
  ({ kernel, kitchenOrders, tickets, now }: LostScreensOptions) =>
  (gone: Pick<Connection, 'stations'>, left: Iterable<Pick<Connection, 'stations'>>): void => {
    const stations = new Set<StationId>(gone.stations);
    for (const { stations: still } of left) for (const stationId of still) stations.delete(stationId);
    if (stations.size === 0) return;
    const nowMs = now().getTime();
    for (const stream of kitchenOrders.at(nowMs)) {
      const cached = kernel.peek(stream);
      // The kitchen's orders are order streams.
      if (cached) tickets.watch(stream, cached.state as OrderState, { version: cached.version, nowMs, stations });
    }
  };
