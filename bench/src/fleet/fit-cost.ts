import { featuresOf, type ProcessCost, type ProcessLoad } from './process-cost.ts';

/** A load that was put on a process, and the CPU that it took: microseconds per second. */
export interface Observation {
  readonly load: ProcessLoad;
  readonly cpuMicros: number;
}

/** One equation: features, and what they should come to. */
interface Row {
  readonly features: readonly number[];
  readonly wanted: number;
}

const SWEEPS = 20_000;

/** Weights of at least 0 that come closest in the sense of least squares, by going round one weight at a time. */
export const fitNonNegative = (rows: readonly Row[]): readonly number[] => {
  const width = rows[0]?.features.length ?? 0;
  const weights = Array.from({ length: width }, () => 0);
  const left = rows.map(({ wanted }) => wanted); // what is not yet explained
  for (let step = 0; step < SWEEPS * width; step += 1) {
    const n = step % width;
    let [along, size] = [0, 0];
    for (const [row, { features }] of rows.entries()) {
      along += (features[n] ?? 0) * (left[row] ?? 0);
      size += (features[n] ?? 0) ** 2;
    }
    if (size === 0) continue;
    const before = weights[n] ?? 0;
    const after = Math.max(0, before + along / size);
    weights[n] = after;
    for (const [row, { features }] of rows.entries())
      left[row] = (left[row] ?? 0) - (after - before) * (features[n] ?? 0);
  }
  return weights;
};

/** Every row is weighed by what it came to, so that a quiet café counts as much as a full hub. */
const rowOf =
  (batchSeconds: number) =>
  ({ load, cpuMicros }: Observation): Row => ({
    features: featuresOf(load, batchSeconds).map((feature) => feature / cpuMicros),
    wanted: 1,
  });

const errorOf = (rows: readonly Row[], weights: readonly number[]): number =>
  rows.reduce((sum, { features, wanted }) => {
    const got = features.reduce((total, feature, n) => total + feature * (weights[n] ?? 0), 0);
    return sum + (got - wanted) ** 2;
  }, 0);

/** How long an insert may be under way, in seconds: the fit takes whichever explains the observations best. */
const BATCH_SECONDS = [0, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05];

/** The cost of a process that explains what was observed. */
export const fitCost = (observations: readonly Observation[]): ProcessCost => {
  const fits = BATCH_SECONDS.map((batchSeconds) => {
    const rows = observations.map(rowOf(batchSeconds));
    const weights = fitNonNegative(rows);
    return { batchSeconds, weights, error: errorOf(rows, weights) };
  });
  const best = fits.reduce((one, other) => (other.error < one.error ? other : one));
  const [idleMicros = 0, socketMicros = 0, commandMicros = 0, batchMicros = 0, frameMicros = 0] = best.weights;
  return { idleMicros, socketMicros, commandMicros, batchMicros, frameMicros, batchSeconds: best.batchSeconds };
};
