import type { Part } from './part.ts';

/** What a test may take away from every process of a cluster, to see that its checks notice. */
export const TAKEN_AWAY = ['sweep', 'heads'] as const;
export type TakenAway = (typeof TAKEN_AWAY)[number];

/**
 * What Node is told, so that a process of the hub's own program does without from {@link takeAway} on: where the program asks for
 * the file that does it, it gets one that stands in its way. No configuration can do that, and the hub's code knows nothing of it.
 */
export const without = (...what: readonly TakenAway[]): readonly string[] =>
  what.flatMap((name) => [
    '--import',
    new URL(`../../dist/cluster/without/no-${name}-at-all.js`, import.meta.url).href,
  ]);

/** Takes it away from processes that were started so. */
export const takeAway = (parts: readonly Pick<Part, 'pid'>[]): void => {
  for (const part of parts) {
    const pid = part.pid();
    if (pid !== undefined) process.kill(pid, 'SIGUSR2');
  }
};
