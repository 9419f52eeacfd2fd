import type { LiveConnection } from './io-server.ts';

/** What is moved, and what it may take. */
export interface DrainOptions {
  /** Over how long the connections are moved, in milliseconds; 0 is all at once. */
  readonly overMs: number;
  /** Resolves after so many milliseconds, or when the signal says that nobody waits any more. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/** Connections that are moved at once at most, and the pause between two such batches, in milliseconds. */
const MOST_AT_ONCE = 200;
const PAUSE_MS = 50;
/** How long those of a batch take to come back, so that the hub they go to is not asked by all of them at once. */
const COME_BACK_WITHIN_MS = 300;
/** What is at work for a connection may take so long before it is closed all the same; its sender asks again, with the same id. */
export const ANSWERED_WITHIN_MS = 3_000;

/** Tells one to come back elsewhere, and closes it when what it had asked for was answered. */
const move = async (connection: LiveConnection, { pause, random }: DrainOptions): Promise<void> => {
  connection.isLeaving = true;
  connection.notice({ kind: 'draining', retryAfterMs: Math.floor(random() * COME_BACK_WITHIN_MS) });
  const answered = new AbortController();
  await Promise.race([connection.atWork.idle(), pause(ANSWERED_WITHIN_MS, answered.signal)]);
  answered.abort();
  // What was answered last has to be on its way.
  await pause(0);
  connection.socket.disconnect(true);
};

/** Cut into batches, none larger than may move at once. */
const batchesOf = <Item>(items: readonly Item[], most: number): (readonly Item[])[] => {
  const count = Math.max(Math.ceil(items.length / MOST_AT_ONCE), Math.min(items.length, most));
  const until = (index: number) => Math.round((index * items.length) / count);
  return Array.from({ length: count }, (_, index) => items.slice(until(index), until(index + 1)));
};

/**
 * Moves every connection to another hub, a batch at a time, so that the others are not overrun. None is closed while
 * something it asked for is at work. Resolves when all are closed.
 */
export const drain = async (connections: readonly LiveConnection[], options: DrainOptions): Promise<void> => {
  const { overMs, pause } = options;
  const moving: Promise<void>[] = [];
  const batches = batchesOf(connections, Math.floor(overMs / PAUSE_MS));
  const betweenMs = Math.max(PAUSE_MS, overMs / Math.max(1, batches.length));
  for (const [index, batch] of batches.entries()) {
    if (index > 0) await pause(betweenMs);
    for (const connection of batch) moving.push(move(connection, options));
  }
  await Promise.all(moving);
};
