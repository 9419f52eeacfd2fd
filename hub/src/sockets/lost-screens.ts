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
  /** Whether a screen at another hub shows a station. */
  readonly hasScreenElsewhere: (station: StationId) => boolean;
}

/** Watches anew every line of these stations that was not begun: whoever showed it may be gone (HUB-14). */
export const createWatchAnew =
  ({ kernel, kitchenOrders, tickets, now }: Omit<LostScreensOptions, 'hasScreenElsewhere'>) =>
  (stations: ReadonlySet<StationId>): void => {
    const nowMs = now().getTime();
    for (const stream of kitchenOrders.at(nowMs)) {
      const cached = kernel.peek(stream);
      // The kitchen's orders are order streams.
      if (cached) tickets.watch(stream, cached.state as OrderState, { version: cached.version, nowMs, stations });
    }
  };

/** The stations that a connection shows and nobody else does, here or at another hub, lose their last screen with it. */
export const createLostScreens = (options: LostScreensOptions) => {
  const watchAnew = createWatchAnew(options);
  return (gone: Pick<Connection, 'stations'>, left: Iterable<Pick<Connection, 'stations'>>): void => {
    const stations = new Set<StationId>(gone.stations);
    for (const { stations: still } of left) for (const stationId of still) stations.delete(stationId);
    for (const stationId of stations) if (options.hasScreenElsewhere(stationId)) stations.delete(stationId);
    if (stations.size > 0) watchAnew(stations);
  };
};
