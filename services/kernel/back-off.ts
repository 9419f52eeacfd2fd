const FIRST_MS = 50;
const LONGEST_MS = 2_000;

/**
 * How long to wait before trying again: doubling from 50 ms to 2 s, each half of it left to chance, so that many who
 * failed together do not come back together.
 *
 * @param tries how often it failed, from 1
 * @param random 0 ≤ x < 1
 */
export const backOffMs = (tries: number, random: () => number): number =>
  Math.min(FIRST_MS * 2 ** Math.min(tries - 1, 10), LONGEST_MS) * (0.5 + random() / 2);
