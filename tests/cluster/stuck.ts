import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '@cafe/testing/cluster';
import type { Cast } from './cast.ts';
import type { Journal } from './journal.ts';

/** Longer than the worst fault of `npm test` takes, and shorter than its test waits, in milliseconds. */
const PATIENCE_MS = 80_000;

/** Everybody who may be waited for. */
interface Waited {
  readonly cluster: Cluster;
  readonly cast: Cast;
  readonly journal: Journal;
}

/** How every part, every screen and every open command stands: one line each. */
const standing = async ({ cluster, cast, journal }: Waited): Promise<readonly string[]> => {
  const parts = cluster.parts.map(async ({ name, port }) => {
    const answer = fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    return `${name}: ${await answer.then((is) => is.text()).catch(String)}`;
  });
  const open = journal.entries.filter(({ ackAt, refused }) => ackAt === undefined && refused === undefined);
  return [
    `store: process ${cluster.store.running.pid()}`,
    ...(await Promise.all(parts)),
    ...cast.screens.map((screen) => `${screen.name}: ${screen.standing()}`),
    ...open.map(({ by, type, id, again }) => `not answered: ${type} ${id} of ${by}, asked ${again + 1} times`),
  ];
};

/**
 * Resolves as the work does. Work that takes `awayMs` and 80 s rejects with who stands how: it is not known otherwise who was waited
 * for once the test is over.
 */
export const unlessStuck = async <T>(work: Promise<T>, awayMs: number, waited: Waited): Promise<T> => {
  const done = new AbortController();
  const stuck = async (): Promise<never> => {
    await pause(PATIENCE_MS + awayMs, undefined, { signal: done.signal });
    throw new Error(['this does not end, and stands so:', ...(await standing(waited))].join('\n'));
  };
  try {
    return await Promise.race([work, stuck()]);
  } finally {
    done.abort();
  }
};
