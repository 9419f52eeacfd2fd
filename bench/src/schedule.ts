/**
 * An open loop: when each order is due is settled before the first is sent, whatever the server does meanwhile.
 *
 * A latency that counts from the due moment therefore holds the time an order waited behind a stalled sender, which a
 * loop that sends the next order after the last answer would leave out ("coordinated omission").
 */
export interface Schedule {
  readonly perSecond: number;
  readonly orders: number;
}

/** Milliseconds after the start at which order `n`, counted from 0, is due. */
export const dueAtMs = ({ perSecond }: Schedule, n: number): number => (n * 1000) / perSecond;

/** How many orders are due once `elapsedMs` have passed: an order due at that very moment counts. */
export const dueCount = (schedule: Schedule, elapsedMs: number): number => {
  if (elapsedMs < 0) return 0;
  return Math.min(schedule.orders, Math.floor((elapsedMs * schedule.perSecond) / 1000) + 1);
};
