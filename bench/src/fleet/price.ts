import type { Demand } from './demand.ts';

/** What things cost a month, in whatever money. The defaults are placeholders of no vendor: put your own in. */
export interface Prices {
  readonly core: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
}

/** What a fleet costs a month, by what it is for. */
export interface Bill {
  readonly cores: number;
  readonly memory: number;
  readonly disk: number;
  readonly total: number;
}

/** What the demand itself costs, with so much room that no resource is fuller than `fullAt`. Disk is for the days that are kept. */
export const priceOf = (
  demand: Demand,
  prices: Prices,
  { fullAt, daysKept }: { readonly fullAt: number; readonly daysKept: number },
): Bill => {
  const cores = ((demand.hubCores + demand.storeCores) / fullAt) * prices.core;
  const memory = (demand.hubMemoryGiB / fullAt) * prices.memoryGiB;
  const disk = ((demand.storeGiBPerDay * daysKept) / fullAt) * prices.diskGiB;
  return { cores, memory, disk, total: cores + memory + disk };
};
