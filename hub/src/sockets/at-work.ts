/** What is being done for one connection. */
export interface AtWork {
  /** Counts until the work's own end: the answer was handed over by then. */
  during(work: () => Promise<void>): void;
  /** Resolves when nothing is being done; at once where nothing is. */
  idle(): Promise<void>;
}

export const createAtWork = (): AtWork => {
  let count = 0;
  let waiting: (() => void)[] = [];
  const ended = () => {
    count -= 1;
    if (count > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    during(work) {
      count += 1;
      void work().finally(ended);
    },
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
};
