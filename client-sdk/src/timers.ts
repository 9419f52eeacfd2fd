/** Time and chance as this package uses them; a test puts its own in place. */
export interface Timers {
  /** Milliseconds since 1970, by the clock of this device. */
  now(): number;
  /** Runs a function once, `ms` milliseconds from now, unless what it returns is called before. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to but without 1: spreads the reconnects of many devices. */
  random(): number;
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** A wait that can be cut short. */
export interface Sleeper {
  /** Resolves after `ms` milliseconds, or when it is woken. */
  sleep(ms: number): Promise<void>;
  /** Ends the present sleep, if there is one. */
  wake(): void;
}

export const createSleeper = (timers: Pick<Timers, 'after'>): Sleeper => {
  let wake = () => {};
  return {
    wake: () => wake(),
    sleep: (ms) =>
      new Promise((resolve) => {
        const cancel = timers.after(ms, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      }),
  };
};
