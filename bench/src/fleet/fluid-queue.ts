/** What became of work that came in minute by minute to something that can do so much of it a minute. */
export interface Queue {
  readonly done: readonly number[];
  /** What still waits at the end of each minute. */
  readonly waiting: readonly number[];
  /** How long what comes last waits, in minutes. */
  readonly longestWaitMinutes: number;
}

/** A queue in which work is a fluid: nothing is lost, and what cannot be done now waits. */
export const runQueue = (arriving: readonly number[], perMinute: number): Queue => {
  const done: number[] = [];
  const waiting: number[] = [];
  let left = 0;
  for (const work of arriving) {
    const now = Math.min(left + work, perMinute);
    left += work - now;
    done.push(now);
    waiting.push(left);
  }
  return { done, waiting, longestWaitMinutes: Math.max(0, ...waiting) / perMinute };
};
