/** The least, the middle and the greatest of several repetitions. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/**
 * Nearest-rank percentile: the smallest value that at least `share` of all values do not exceed.
 *
 * It is always a value that was measured, never one between two. NaN for no values.
 *
 * @param share 0 to 1; 0.99 is p99
 */
export const percentile = (values: readonly number[], share: number): number => {
  const rank = Math.max(1, Math.ceil(share * values.length));
  return ascending(values)[rank - 1] ?? Number.NaN;
};

/** Min, median and max. With an even count the median is the mean of the two in the middle. NaN for no values. */
export const spread = (values: readonly number[]): Spread => {
  const sorted = ascending(values);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { min: sorted[0] ?? Number.NaN, median: (lower + upper) / 2, max: sorted.at(-1) ?? Number.NaN };
};
