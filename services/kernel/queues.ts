import type { StreamName } from '@cafe/contract/folds';

/** Who may commit to a stream: one at a time in this process, in the order they came. */
export interface Queues {
  /** Takes a stream if nobody holds it. */
  tryTake(stream: StreamName): boolean;
  /**
   * Waits for several streams, one after another in sorted order, so that two who want the same ones never wait for each
   * other. The asker must hold none. Undefined when all were free at once.
   */
  take(streams: readonly StreamName[]): Promise<void> | undefined;
  /** Gives streams back; the next in line has each before anybody new. */
  release(streams: Iterable<StreamName>): void;
}

/**
 * Queues by stream. Version 8 decided on an unconfirmed 7 would stand on a foreign 7 when ours fails, so one commit of a
 * stream is in flight at a time.
 */
export const createQueues = (): Queues => {
  const held = new Map<StreamName, (() => void)[]>();
  const tryTake = (stream: StreamName): boolean => {
    if (held.has(stream)) return false;
    held.set(stream, []);
    return true;
  };
  const wait = async (streams: readonly StreamName[]): Promise<void> => {
    for (const stream of streams) {
      const line = held.get(stream);
      if (line) await new Promise<void>((resolve) => line.push(resolve));
      else held.set(stream, []);
    }
  };
  const release = (streams: Iterable<StreamName>): void => {
    for (const stream of streams) {
      const next = held.get(stream)?.shift();
      if (next) next();
      else held.delete(stream);
    }
  };
  return {
    tryTake,
    take(streams) {
      if (streams.some((stream) => held.has(stream))) return wait([...streams].sort());
      for (const stream of streams) held.set(stream, []);
      return undefined;
    },
    release,
  };
};
