import type { Demand, Resource } from './demand.ts';

/** Machines that one has. What each can bear is the reader's to say; the defaults are round numbers and no vendor's. */
export interface Fleet {
  readonly hosts: number;
  readonly coresPerHost: number;
  readonly memoryGiBPerHost: number;
  readonly gbitPerHost: number;
  readonly shards: number;
  readonly coresPerShard: number;
  readonly connectionsPerShard: number;
  readonly diskGiBPerShard: number;
  /** For so many days everything is kept. */
  readonly daysKept: number;
  readonly redisMessages: number;
}

/** How full a resource may get before it counts as too small. Queues grow without end towards 1. */
export const FULL_AT = 0.7;

export const capacityOf = (fleet: Fleet): Demand => ({
  hubCores: fleet.hosts * fleet.coresPerHost,
  hubMemoryGiB: fleet.hosts * fleet.memoryGiBPerHost,
  hubGbit: fleet.hosts * fleet.gbitPerHost,
  storeCores: fleet.shards * fleet.coresPerShard,
  storeConnections: fleet.shards * fleet.connectionsPerShard,
  storeGiBPerDay: (fleet.shards * fleet.diskGiBPerShard) / fleet.daysKept,
  redisMessages: fleet.redisMessages,
});

/** How full each resource is, the fullest first. */
export const fullness = (demand: Demand, fleet: Fleet): readonly (readonly [Resource, number])[] => {
  const capacity = capacityOf(fleet);
  const resources = Object.keys(demand) as Resource[]; // Object.keys forgets that they are
  return resources
    .map((resource) => [resource, demand[resource] / capacity[resource]] as const)
    .sort(([, one], [, other]) => other - one);
};

/** The fewest hosts and shards that bear the demand with no resource fuller than it may be. */
export const fleetFor = (demand: Demand, each: Fleet): Fleet => {
  const single = capacityOf({ ...each, hosts: 1, shards: 1 });
  const wanted = (resources: readonly Resource[]): number =>
    Math.max(1, ...resources.map((resource) => Math.ceil(demand[resource] / (single[resource] * FULL_AT))));
  return {
    ...each,
    hosts: wanted(['hubCores', 'hubMemoryGiB', 'hubGbit']),
    shards: wanted(['storeCores', 'storeConnections', 'storeGiBPerDay']),
  };
};

/** What is too full first when the demand grows, and at how many times of today's. */
export interface Bottleneck {
  readonly resource: Resource;
  readonly atTimes: number;
}

const SMALLEST = 1 / 1024;
const LARGEST = 1024;
const HALVINGS = 40;

/**
 * Finds the first resource that is fuller than it may be as the demand grows, by halving.
 *
 * @param demandAtTimes the demand at so many times the load; it never shrinks as the load grows
 */
export const firstBottleneck = (demandAtTimes: (times: number) => Demand, fleet: Fleet): Bottleneck | undefined => {
  const fullest = (times: number) => fullness(demandAtTimes(times), fleet)[0];
  const isTooFull = (times: number): boolean => (fullest(times)?.[1] ?? 0) > FULL_AT;
  if (!isTooFull(LARGEST)) return undefined;
  let [low, high] = [SMALLEST, LARGEST];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = Math.sqrt(low * high); // as many steps for a thousandth as for a thousand
    if (isTooFull(middle)) high = middle;
    else low = middle;
  }
  const resource = fullest(high)?.[0];
  return resource === undefined ? undefined : { resource, atTimes: high };
};
