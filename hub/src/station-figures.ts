import type { StationId } from '@cafe/contract';
import type { MenuState, OrderState } from '@cafe/contract/folds';
import type { LiveFigures } from './metrics/live-figures.ts';

interface Waiting {
  readonly orders: number;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
}

/** When a bill's first unfinished line came to each station. */
const unfinished = (order: OrderState): ReadonlyMap<StationId, number> => {
  const sinceMs = new Map<StationId, number>();
  if (order.status === 'none') return sinceMs;
  for (const line of order.lines) {
    if (line.sentAt === undefined || (line.state !== 'fired' && line.state !== 'preparing')) continue;
    const sentMs = Date.parse(line.sentAt);
    for (const { stationId, state } of line.tasks) {
      if (state !== 'ready') sinceMs.set(stationId, Math.min(sentMs, sinceMs.get(stationId) ?? sentMs));
    }
  }
  return sinceMs;
};

/** What each station of the menu has to do, by its name: those without anything too, so that a graph falls to 0. */
export const stationFigures = (
  orders: readonly OrderState[],
  { stations }: Pick<MenuState, 'stations'>,
  nowMs: number,
): LiveFigures['stations'] => {
  const waiting = new Map<StationId, Waiting>();
  for (const [stationId, sinceMs] of orders.flatMap((order) => [...unfinished(order)])) {
    const known = waiting.get(stationId) ?? { orders: 0, sinceMs };
    waiting.set(stationId, { orders: known.orders + 1, sinceMs: Math.min(sinceMs, known.sinceMs) });
  }
  return Object.values(stations).map(({ stationId, name }) => {
    const { orders: count, sinceMs } = waiting.get(stationId) ?? { orders: 0, sinceMs: nowMs };
    return { station: name, orders: count, oldestSeconds: Math.max(0, (nowMs - sinceMs) / 1_000) };
  });
};
