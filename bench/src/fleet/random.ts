/** Chance from a seed: the same seed gives the same numbers. 0 ≤ x < 1. */
export type Random = () => number;

/** Mulberry32: small, fast, and even enough for drawing loads; nothing secret is made with it. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Above so many expected, one draw is made of two halves: e to the minus mean would become nothing. */
const LARGE_MEAN = 50;

/** So little never comes: one in a million cafés' nights. */
const NOTHING = 1e-6;

/** How many came when so many were expected: a Poisson draw by inversion. */
export const drawPoisson = (mean: number, random: Random): number => {
  if (mean < NOTHING) return 0;
  if (mean > LARGE_MEAN) return drawPoisson(mean / 2, random) + drawPoisson(mean / 2, random);
  let count = 0;
  let probability = Math.exp(-mean);
  let left = random() - probability;
  while (left >= 0 && count < 10 * LARGE_MEAN) {
    count += 1;
    probability *= mean / count;
    left -= probability;
  }
  return count;
};
