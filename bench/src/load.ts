import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lane } from './contestant.ts';
import type { LoadResult, Phase } from './measurement.ts';
import { percentile } from './percentile.ts';
import { BILLS } from './plan.ts';
import { dueAtMs, dueCount, type Schedule } from './schedule.ts';
import { createTracker, type Tracker } from './tracker.ts';

/** How long an order may take before it counts as lost. Far above any latency worth a number. */
const PATIENCE_MS = 20_000;

const now = () => performance.now();

/** Sends each order when it is due, those that became due meanwhile at once, and waits for no answer. */
const runAtRate = async (schedule: Schedule, launch: (n: number, dueAt: number) => Promise<void>): Promise<void> => {
  const flights: Promise<void>[] = [];
  const startedAt = now();
  while (flights.length < schedule.orders) {
    const due = dueCount(schedule, now() - startedAt);
    for (let n = flights.length; n < due; n += 1) flights.push(launch(n, startedAt + dueAtMs(schedule, n)));
    // A timer, not a busy loop: the generator shares the machine's cores with whom it measures. Timers are whole
    // milliseconds, so up to one of them is in every contestant's latency alike.
    if (due < schedule.orders) await pause(Math.max(1, startedAt + dueAtMs(schedule, due) - now()));
  }
  await Promise.race([Promise.all(flights), pause(PATIENCE_MS, undefined, { ref: false })]);
};

/** Keeps `inFlight` orders under way until the time is over; the next is due when the one before it is done. */
const runInFlight = async (
  { inFlight, seconds }: { readonly inFlight: number; readonly seconds: number },
  launch: (n: number, dueAt: number) => Promise<void>,
): Promise<void> => {
  const endsAt = now() + seconds * 1000;
  let next = 0;
  const keepSending = async () => {
    while (now() < endsAt) {
      const n = next;
      next += 1;
      await launch(n, now());
    }
  };
  const all = Promise.all(Array.from({ length: inFlight }, keepSending));
  await Promise.race([all, pause(seconds * 1000 + PATIENCE_MS, undefined, { ref: false })]);
};

const summarise = (tracker: Tracker, phase: Phase, clock: { startedAt: number; cpu: NodeJS.CpuUsage }): LoadResult => {
  const { startedAt } = clock;
  const { user, system } = process.cpuUsage(clock.cpu);
  const { sent, failed, firstFailure, underWay, latenciesMs, doneAt } = tracker.tally();
  const endsAt = startedAt + phase.seconds * 1000;
  return {
    sent,
    done: doneAt.length,
    failed,
    lost: underWay,
    firstFailure,
    perSecond: doneAt.filter((at) => at <= endsAt).length / phase.seconds,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    maxMs: percentile(latenciesMs, 1),
    generatorBusy: (user + system) / ((now() - startedAt) * 1000),
  };
};

/**
 * Puts one phase of load on a lane. Resolves when every order is done or has failed, or 20 s after the last was sent;
 * what is then still under way counts as lost.
 */
export const runPhase = async (lane: Lane, phase: Phase): Promise<LoadResult> => {
  const tracker = createTracker(lane.screens, now);
  lane.onHeard(tracker.heard);
  const launch = (n: number, dueAt: number) => {
    const orderId = randomUUID();
    return tracker.fly(orderId, dueAt, () => lane.send(n % BILLS, orderId));
  };
  const cpu = process.cpuUsage();
  const startedAt = now();
  if (phase.kind === 'inFlight') await runInFlight(phase, launch);
  else await runAtRate({ perSecond: phase.perSecond, orders: Math.round(phase.perSecond * phase.seconds) }, launch);
  return summarise(tracker, phase, { startedAt, cpu });
};
