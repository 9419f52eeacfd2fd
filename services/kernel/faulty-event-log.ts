import type { EventLog, InsertOutcome } from './event-log.ts';

/**
 * How one insert of a batch goes wrong. `kept`: written, but nobody hears so. `lost`: not written, and nobody hears so.
 * `half`: the first half is written, and nothing is known of any. `hangs`: no answer until `release`, then it goes on.
 */
export type Fault = 'kept' | 'lost' | 'half' | 'hangs';

/** A log that fails as it is told to, for tests of what must survive. */
export interface FaultyEventLog extends EventLog {
  /** The next inserts fail so, one after another; then all is well again. */
  fail(...faults: readonly Fault[]): void;
  /** Reads reject until it is called with false. */
  refuseReads(refuse: boolean): void;
  /** Lets an insert that hangs go on. */
  release(): void;
  /** How many inserts were asked for. */
  readonly inserts: number;
}

/** Puts faults between a kernel and a log that works. */
export const createFaultyEventLog = (log: EventLog): FaultyEventLog => {
  const faults: Fault[] = [];
  const hanging: (() => void)[] = [];
  let readsRefused = false;
  let inserts = 0;
  const reads = async <T>(read: () => Promise<T>): Promise<T> => {
    if (readsRefused) throw new Error('the log cannot be read');
    return read();
  };
  return {
    storeId: log.storeId,
    async insert(commits) {
      inserts += 1;
      const fault = faults.shift();
      const unknown = (): readonly InsertOutcome[] => commits.map(() => 'unknown');
      if (fault === 'hangs') await new Promise<void>((resolve) => hanging.push(resolve));
      if (fault === undefined || fault === 'hangs') return log.insert(commits);
      if (fault === 'kept') await log.insert(commits);
      if (fault === 'half') await log.insert(commits.slice(0, Math.ceil(commits.length / 2)));
      return unknown();
    },
    byCommand: (ids) => reads(() => log.byCommand(ids)),
    byKeys: (keys) => reads(() => log.byKeys(keys)),
    since: (at, before) => reads(() => log.since(at, before)),
    heads: () => reads(() => log.heads()),
    fail: (...next) => void faults.push(...next),
    refuseReads: (refuse) => {
      readsRefused = refuse;
    },
    release: () => {
      for (const resolve of hanging.splice(0)) resolve();
    },
    get inserts() {
      return inserts;
    },
  };
};
