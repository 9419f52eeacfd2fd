/** One order under way. */
interface Flight {
  readonly dueAt: number;
  heard: number;
  acknowledged: boolean;
  readonly settle: () => void;
}

/** What became of the orders sent since the tracker was made. Latencies are milliseconds from due to the last screen. */
export interface Tally {
  readonly sent: number;
  readonly failed: number;
  readonly firstFailure: string | undefined;
  readonly underWay: number;
  readonly latenciesMs: readonly number[];
  /** When each order was done, on the clock of `now`, in the order of `latenciesMs`. */
  readonly doneAt: readonly number[];
}

/** Follows orders from the moment they were due until every screen shows them and their sender knows. */
export interface Tracker {
  /** Sends one order. Resolves when it is done, or has failed; never rejects. */
  fly(orderId: string, dueAt: number, send: () => Promise<void>): Promise<void>;
  /** To be told each time a screen shows an order; orders of another tracker are none of its business. */
  heard(orderId: string): void;
  tally(): Tally;
}

/**
 * @param screens how many screens must have shown an order: its latency is that of the slowest of them
 * @param now milliseconds on a clock that only goes forward
 */
export const createTracker = (screens: number, now: () => number): Tracker => {
  const flights = new Map<string, Flight>();
  const latenciesMs: number[] = [];
  const doneAt: number[] = [];
  let [sent, failed] = [0, 0];
  let firstFailure: string | undefined;

  const landIfDone = (orderId: string, flight: Flight) => {
    if (flight.heard < screens || !flight.acknowledged) return;
    flights.delete(orderId);
    doneAt.push(now());
    flight.settle();
  };

  const fail = (orderId: string, flight: Flight, error: unknown) => {
    failed += 1;
    firstFailure ??= error instanceof Error ? error.message : String(error);
    flights.delete(orderId);
    flight.settle();
  };

  return {
    fly: (orderId, dueAt, send) =>
      new Promise((settle) => {
        const flight: Flight = { dueAt, heard: 0, acknowledged: false, settle };
        flights.set(orderId, flight);
        sent += 1;
        send().then(
          () => {
            flight.acknowledged = true;
            landIfDone(orderId, flight);
          },
          (error: unknown) => fail(orderId, flight, error),
        );
      }),
    heard(orderId) {
      const flight = flights.get(orderId);
      if (!flight) return;
      flight.heard += 1;
      if (flight.heard === screens) latenciesMs.push(now() - flight.dueAt);
      landIfDone(orderId, flight);
    },
    tally: () => ({ sent, failed, firstFailure, underWay: flights.size, latenciesMs, doneAt }),
  };
};
