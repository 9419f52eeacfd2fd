import { CAPACITY_LOADS, type CapacityLoad } from '../scale/capacity-loads.ts';
import { medianOf } from '../scale/scale-report.ts';
import type { ScaleResults } from '../scale/scale-results.ts';
import { fitCost, type Observation } from './fit-cost.ts';
import type { Check, Fitted } from './fitted.ts';
import { cpuMicrosPerSecond, type ProcessCost, type ProcessLoad } from './process-cost.ts';

/** The trials that the model takes numbers from. */
export const FITTED_TO = ['capacity', 'fan-out', 'weigh'] as const;

type Part = Check['part'];

/** The middle of what our side had in the rounds of a trial. Throws where it was not measured. */
const measured = (results: ScaleResults, trial: string, key: string): number => {
  const value = medianOf(results[trial]?.rounds ?? [], 'ours', key);
  if (value === undefined) throw new Error(`${key} of ${trial} was not measured; run npm run bench:scale`);
  return value;
};

/** The screens hear every commit, and so does the one kitchen screen that is always there; the terminal hears its answers. */
const ALWAYS_THERE = 2;

const loadOf = (results: ScaleResults, { name, screens }: CapacityLoad, part: Part): ProcessLoad => {
  const commandsPerSecond = measured(results, 'capacity', `${name}CommandsPerSecond`);
  // The store knows nothing of sockets.
  if (part === 'store') return { sockets: 0, listeners: 0, commandsPerSecond };
  return { sockets: screens + ALWAYS_THERE, listeners: screens + 1, commandsPerSecond };
};

const FIGURE: Readonly<Record<Part, string>> = { hub: 'HubMicrosPerSecond', store: 'StoreMicrosPerSecond' };

const observe = (results: ScaleResults, part: Part, fitted: boolean): (Observation & { readonly name: string })[] =>
  CAPACITY_LOADS.filter((load) => load.fitted === fitted).map((load) => ({
    name: load.name,
    load: loadOf(results, load, part),
    cpuMicros: measured(results, 'capacity', `${load.name}${FIGURE[part]}`) - ownOf(results, part),
  }));

/** What the store takes without a hub is a shard's own, and no hub's. */
const ownOf = (results: ScaleResults, part: Part): number =>
  part === 'store' ? measured(results, 'capacity', 'storeAloneMicrosPerSecond') : 0;

const checksOf = (results: ScaleResults, part: Part, cost: ProcessCost): Check[] =>
  observe(results, part, false).map(({ name, load, cpuMicros }) => ({
    load: name,
    part,
    measuredMicros: cpuMicros,
    predictedMicros: cpuMicrosPerSecond(cost, load),
  }));

const KIB = 1024;

/** The numbers of the model out of measured runs: the same results give the same numbers. */
export const fitResults = (results: ScaleResults): Fitted => {
  const hub = fitCost(observe(results, 'hub', true));
  const store = fitCost(observe(results, 'store', true));
  const weighed = (key: string) => measured(results, 'weigh', key);
  return {
    hub,
    store,
    memory: {
      processBytes: measured(results, 'fan-out', 'emptyRssMiB') * KIB * KIB,
      socketBytes: measured(results, 'fan-out', 'rssPerScreenKiB') * KIB,
    },
    bytes: {
      documentsPerBill: weighed('allBytes'),
      indexesPerBill: weighed('allIndexes'),
      perDelivery: measured(results, 'fan-out', 'frameBytes'),
    },
    measuredUpTo: Math.max(...observe(results, 'hub', true).map(({ load }) => load.commandsPerSecond)),
    commitsPerCommand: weighed('commits.count') / weighed('commandsPerBill'),
    checks: [...checksOf(results, 'hub', hub), ...checksOf(results, 'store', store)],
  };
};
