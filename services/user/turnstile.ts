import { Refusal } from '../kernel/refusal.ts';

/**
 * Lets so many pieces of work in at once, in the order they came, and so many wait.
 *
 * @throws {Refusal} `hub.busy` who comes when all places to wait are taken
 */
export const createTurnstile = (atOnce: number, waiting: number) => {
  let inside = 0;
  const queue: (() => void)[] = [];
  const enter = (): Promise<void> => {
    if (inside < atOnce) {
      inside += 1;
      return Promise.resolve();
    }
    if (queue.length >= waiting) return Promise.reject(new Refusal('hub.busy', 'too many are signing in at once'));
    return new Promise((resolve) => queue.push(resolve));
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else inside -= 1;
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
};
