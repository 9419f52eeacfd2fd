import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../percentile.ts';
import type { Crowd } from './crowd.ts';

/** What a crowd went through while its server was gone. Times are milliseconds from the moment a screen lost it. */
export interface OutageResult {
  readonly backP50Ms: number;
  readonly backLastMs: number;
  /** From the loss to the first order that was sent after it and is on the screen. */
  readonly nextShownP50Ms: number;
  readonly nextShownLastMs: number;
  /** Orders acknowledged from the start of the outage on. */
  readonly acknowledged: number;
  /** Of those, how many a screen never got, over all screens. */
  readonly neverShown: number;
  /** The same as a share of all that should have been shown. */
  readonly neverShownShare: number;
  /** Screens that were not back when patience ran out. */
  readonly notBack: number;
}

export interface OutageOptions {
  readonly everyMs: number;
  readonly patienceMs: number;
}

/** How long after the last screen is back the sender stops, and how long everybody then has to show the rest. */
const AFTERWARDS_MS = 1_000;
const SETTLE_MS = 3_000;

interface Trace {
  goneAt?: number;
  backAt?: number;
  nextAt?: number;
}

const now = () => performance.now();

/** Sends one order after another until told to stop; connects again by itself. Resolves with when each acknowledged one was sent. */
const keepSending = async (crowd: Crowd, sentAt: Map<string, number>, { everyMs, signal }: Sending) => {
  const acknowledged: string[] = [];
  while (!signal.aborted) {
    const orderId = randomUUID();
    sentAt.set(orderId, now());
    const { sender } = crowd;
    const sent = sender.send(acknowledged.length, orderId).then(() => true);
    if (await Promise.race([sent, sender.lost.then(() => false)]).catch(() => false)) {
      acknowledged.push(orderId);
      await pause(everyMs);
      continue;
    }
    const next = await crowd.side.connectSender().catch(() => undefined); // it is not there yet: again in a moment
    if (next) crowd.sender = next;
    else await pause(20);
  }
  return acknowledged;
};

interface Sending {
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** Watches every screen: when it lost its server, when it was back, when it showed an order sent since. */
const watchAll = (crowd: Crowd, sentAt: ReadonlyMap<string, number>) => {
  const traces: Trace[] = crowd.seats.map(() => ({}));
  let away = 0;
  let settle = () => {};
  const allBack = new Promise<void>((resolve) => {
    settle = resolve;
  });
  crowd.listen({
    gone(seat) {
      const trace = traces[seat];
      if (!trace || trace.goneAt !== undefined) return;
      trace.goneAt = now();
      away += 1;
    },
    back(seat) {
      const trace = traces[seat];
      if (trace?.goneAt === undefined || trace.backAt !== undefined) return;
      trace.backAt = now();
      away -= 1;
      if (away === 0) settle();
    },
    has(seat, orderId) {
      const trace = traces[seat];
      if (trace?.goneAt === undefined || trace.nextAt !== undefined) return;
      if ((sentAt.get(orderId) ?? 0) > trace.goneAt) trace.nextAt = now();
    },
  });
  return { traces, allBack };
};

const since = (traces: readonly Trace[], field: 'backAt' | 'nextAt'): number[] =>
  traces.flatMap(({ goneAt, [field]: at }) => (goneAt === undefined || at === undefined ? [] : [at - goneAt]));

/** Keeps sending while the server dies and comes back. Resolves when every screen is back, or patience is over. */
export const rideOut = async (crowd: Crowd, { everyMs, patienceMs }: OutageOptions): Promise<OutageResult> => {
  const sentAt = new Map<string, number>();
  const { traces, allBack } = watchAll(crowd, sentAt);
  const stop = new AbortController();
  const sending = keepSending(crowd, sentAt, { everyMs, signal: stop.signal });
  await Promise.race([allBack, pause(patienceMs, undefined, { ref: false })]);
  await pause(AFTERWARDS_MS);
  stop.abort();
  const acknowledged = await sending;
  await pause(SETTLE_MS);
  const [back, next] = [since(traces, 'backAt'), since(traces, 'nextAt')];
  const neverShown = crowd.seats.reduce((sum, { had }) => sum + acknowledged.filter((id) => !had.has(id)).length, 0);
  return {
    backP50Ms: percentile(back, 0.5),
    backLastMs: percentile(back, 1),
    nextShownP50Ms: percentile(next, 0.5),
    nextShownLastMs: percentile(next, 1),
    acknowledged: acknowledged.length,
    neverShown,
    neverShownShare: neverShown / (acknowledged.length * crowd.seats.length),
    notBack: traces.filter(({ goneAt, backAt }) => goneAt !== undefined && backAt === undefined).length,
  };
};
