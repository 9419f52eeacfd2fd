import type { Memory } from '../process-figures.ts';

/** One side's server in a process of its own, at an address that stays. */
export interface Stand {
  readonly url: string;
  /** What the crowd must know to be let in; empty where nobody asks. */
  readonly access: string;
  /** User and system time of the process since it started, in microseconds. */
  cpuMicros(): Promise<number>;
  /** What it takes once garbage is collected. */
  memory(): Promise<Memory>;
  readonly pid: number;
  /** Kills the process with SIGKILL: nothing is said, nothing is written. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again at the same address, on the same store. Resolves when it listens. */
  restart(): Promise<void>;
  /** Resolves when it has ended and what it kept is gone. */
  stop(): Promise<void>;
}
