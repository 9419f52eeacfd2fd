/** Chance from a seed: the same seed gives the same numbers. 0 ≤ x < 1. */
export type Random = () => number;

/** Drawn ten million times for a day, and what is global is found slowly where modules are loaded for tests. */
const { imul } = Math;

/** Mulberry32: small, fast, and even enough for drawing loads; nothing secret is made with it. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Draws how many came when so many were expected: by inversion, from the probability of none, which is e to the minus mean. */
const invert = (mean: number, none: number, random: Random): number => {
  let left = random() - none;
  if (left < 0) return 0; // nearly always: a café opens few bills in a minute
  let count = 0;
  let probability = none;
  while (left >= 0 && count < MOST) {
    count += 1;
    probability *= mean / count;
    left -= probability;
  }
  return count;
};

/** A mean up to this is drawn at once; e to the minus more would become nothing, and is drawn in parts. */
const LARGEST_MEAN = 50;
/** Rounding may leave a rest that no count uses up. */
const MOST = 10 * LARGEST_MEAN;
/** So little never comes: one in a million cafés' nights. */
const NOTHING = 1e-6;

/** Makes something that draws from the Poisson distribution of a mean, again and again. */
export const poissonOf = (mean: number): ((random: Random) => number) => {
  if (mean < NOTHING) return () => 0;
  const parts = Math.ceil(mean / LARGEST_MEAN);
  const each = mean / parts;
  const none = Math.exp(-each);
  if (parts === 1) return (random) => invert(each, none, random);
  return (random) => Array.from({ length: parts }, () => invert(each, none, random)).reduce((sum, n) => sum + n, 0);
};
