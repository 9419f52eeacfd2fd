import { ASSUMPTIONS } from './assumptions.ts';
import { type Day, simulateDay } from './day.ts';
import { type Demand, demandAt, type Model, peakDemand, processesOf } from './demand.ts';
import type { Fitted } from './fitted.ts';
import { type Bottleneck, capacityOf, type Fleet, FULL_AT, firstBottleneck, fleetFor, fullness } from './fleet.ts';
import type { FleetOptions } from './fleet-options.ts';
import { runQueue } from './fluid-queue.ts';
import { type Bill, priceOf } from './price.ts';

/** Everything that a simulation says. */
export interface Outlook {
  readonly day: Day;
  readonly model: Model;
  readonly processes: number;
  readonly peak: Demand;
  /** Cores that the processes take while no command comes and nobody is connected. */
  readonly idleHubCores: number;
  /** The minute of the day, in UTC, in which most commands come. */
  readonly peakMinute: number;
  readonly peakCommandsPerSecond: number;
  readonly fleet: Fleet;
  readonly full: ReturnType<typeof fullness>;
  /** Every café gets so many times as many bills, on this fleet. */
  readonly asCafesGetBusier: Bottleneck | undefined;
  /** So many times as many cafés come, on this fleet. */
  readonly asCafesAreAdded: Bottleneck | undefined;
  /** The highest load that one process was measured under, as so many times the busiest minute of the busiest café. */
  readonly busiestCafeTimes: number;
  /** How long what comes last waits for a core of this fleet's hosts, in minutes; 0 where they are enough all day. */
  readonly waitMinutes: number;
  readonly bill: Bill;
}

const scaled = (day: Day, times: number): Day => {
  const more = (values: readonly number[]) => values.map((value) => value * times);
  return { ...day, bills: day.bills * times, commands: more(day.commands), deliveries: more(day.deliveries) };
};

/** As many cafés of the same kinds: everything grows alike. */
const withCafes = (day: Day, times: number): Day => ({
  ...scaled(day, times),
  cafes: Math.ceil(day.cafes * times),
  sockets: day.sockets.map((sockets) => sockets * times),
});

const highestMinute = (day: Day): number => day.commands.indexOf(Math.max(...day.commands));

/**
 * Simulates a day and looks at it from every side. The same options and the same measurements give the same outlook.
 *
 * @param day of the same options, where it was simulated before
 */
export const lookAhead = (
  options: FleetOptions,
  fitted: Fitted,
  day: Day = simulateDay(options, ASSUMPTIONS),
): Outlook => {
  const { layout, prices } = options;
  const model = { fitted, layout };
  const peak = peakDemand(day, model);
  const needed = fleetFor(peak, options.fleet);
  const { hosts, shards } = options.fleet;
  const fleet = { ...options.fleet, hosts: hosts || needed.hosts, shards: shards || needed.shards };
  const minuteDemands = day.commands.map((_, minute) => demandAt(day, minute, model).hubCores);
  return {
    day,
    model,
    processes: processesOf(day.cafes, layout),
    peak,
    idleHubCores: (processesOf(day.cafes, layout) * fitted.hub.idleMicros) / 1_000_000,
    peakMinute: highestMinute(day),
    peakCommandsPerSecond: Math.max(...day.commands) / 60,
    fleet,
    full: fullness(peak, fleet),
    asCafesGetBusier: firstBottleneck((times) => peakDemand(scaled(day, times), model), fleet),
    asCafesAreAdded: firstBottleneck((times) => peakDemand(withCafes(day, times), model), fleet),
    busiestCafeTimes: fitted.measuredUpTo / (day.busiestCafeMinute / 60),
    waitMinutes: runQueue(minuteDemands, capacityOf(fleet).hubCores).longestWaitMinutes,
    bill: priceOf(peak, prices, { fullAt: FULL_AT, daysKept: fleet.daysKept }),
  };
};
