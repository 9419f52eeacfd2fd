import { table, threeDigits } from '../format.ts';
import type { Demand, Resource } from './demand.ts';
import { type Check, errorOf, type Fitted } from './fitted.ts';
import { type Bottleneck, capacityOf, FULL_AT } from './fleet.ts';
import type { Outlook } from './outlook.ts';

const RESOURCES: Readonly<Record<Resource, string>> = {
  hubCores: 'cores of hub processes',
  hubMemoryGiB: 'memory of hub processes, GiB',
  hubGbit: 'network of hub hosts, Gbit/s',
  storeCores: 'cores of the store',
  storeConnections: 'connections to the store',
  storeGiBPerDay: 'disk of the store, GiB a day',
  redisMessages: 'messages through Redis a second',
};

/** Whether it is the name of a resource. */
export const isResource = (name: unknown): name is Resource => typeof name === 'string' && name in RESOURCES;

/** A resource in words. */
export const wordsOf = (resource: Resource): string => RESOURCES[resource];

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')} UTC`;

const percent = (share: number): string => `${threeDigits(share * 100)} %`;

const demandTable = ({ peak, fleet, full }: Outlook): string => {
  const capacity: Demand = capacityOf(fleet);
  return table(
    ['', 'needed at the height of the day', 'there is', 'full'],
    full.map(([resource, share]) => [
      RESOURCES[resource],
      threeDigits(peak[resource]),
      threeDigits(capacity[resource]),
      percent(share),
    ]),
  );
};

const bottleneckLine = (what: string, found: Bottleneck | undefined): string =>
  found
    ? `* ${what}: **${RESOURCES[found.resource]}**, at ${threeDigits(found.atTimes)} times this load`
    : `* ${what}: nothing, whatever comes`;

/** How far the model is from loads that it was not fitted to. */
export const checkTable = (checks: readonly Check[]): string =>
  table(
    ['load kept from the fit', 'part', 'measured, µs of CPU a second', 'predicted', 'off by'],
    checks.map((check) => [
      check.load,
      check.part,
      threeDigits(check.measuredMicros),
      threeDigits(check.predictedMicros),
      percent(errorOf(check)),
    ]),
  );

const costTable = ({ hub, store }: Fitted): string =>
  table(
    ['fitted', 'hub process', 'store, for each hub process'],
    [
      ['idle, µs a second', threeDigits(hub.idleMicros), threeDigits(store.idleMicros)],
      ['each open socket, µs a second', threeDigits(hub.socketMicros), '–'],
      ['each command, µs', threeDigits(hub.commandMicros), threeDigits(store.commandMicros)],
      ['each insert (shared by commands that meet), µs', threeDigits(hub.batchMicros), threeDigits(store.batchMicros)],
      ['each frame to a socket, µs', threeDigits(hub.frameMicros), '–'],
      ['an insert is under way, ms', threeDigits(hub.batchSeconds * 1000), threeDigits(store.batchSeconds * 1000)],
    ],
  );

const summary = ({ day, model, processes, ...rest }: Outlook): string => {
  const { layout } = model;
  return `* ${day.cafes.toLocaleString('en-US')} cafés, ${threeDigits(day.bills)} bills a day, ${processes.toLocaleString('en-US')} hub processes (${layout.cafesPerProcess} café each, ${layout.copies} copies)
* The height of the day is at ${clock(rest.peakMinute)}: ${threeDigits(rest.peakCommandsPerSecond)} commands a second in all
* The busiest café has ${day.busiestCafeMinute} commands in its busiest minute; one process was measured under ${threeDigits(rest.busiestCafeTimes)} times that
* The fleet: ${rest.fleet.hosts} hosts of ${rest.fleet.coresPerHost} cores and ${rest.fleet.memoryGiBPerHost} GiB, ${rest.fleet.shards} shards of ${rest.fleet.coresPerShard} cores; where none were named, as few as leave nothing fuller than ${percent(FULL_AT)}. What comes last waits ${threeDigits(rest.waitMinutes)} minutes for a core`;
};

/** What a simulation says, in Markdown. */
export const fleetReport = (outlook: Outlook): string => {
  const { bill, day, fleet, model } = outlook;
  return `${summary(outlook)}

${demandTable(outlook)}

The first bottleneck:

${bottleneckLine('every café gets busier', outlook.asCafesGetBusier)}
${bottleneckLine('more cafés come', outlook.asCafesAreAdded)}

A month of it, at the prices that were given (placeholders of no vendor unless you gave your own) and ${fleet.daysKept} days kept: ${threeDigits(bill.cores)} for cores, ${threeDigits(bill.memory)} for memory, ${threeDigits(bill.disk)} for disk; ${threeDigits(bill.total)} in all, ${threeDigits(bill.total / day.cafes)} a café.

${costTable(model.fitted)}

${checkTable(model.fitted.checks)}
`;
};
