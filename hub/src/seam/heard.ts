import { AsyncLocalStorage } from 'node:async_hooks';
import type { Commit } from '@cafe/contract';
import type { CommitListener } from '@cafe/services/kernel';

/** Collects what was let out by the work on one call, so that its answer can carry it. */
export interface Heard {
  /** Hears every commit of the process; give it to the kernel. */
  readonly listener: CommitListener;
  /** Does some work and resolves with what it came to and the commits it made. */
  during<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly commits: readonly Commit[] }>;
}

/** A commit is let out within the work that appended it: that is how it is known whose it is. */
export const createHeard = (): Heard => {
  const calls = new AsyncLocalStorage<Commit[]>();
  return {
    listener: ({ commit, origin }) => {
      if (origin === 'here') calls.getStore()?.push(commit);
    },
    async during(work) {
      const commits: Commit[] = [];
      const result = await calls.run(commits, work);
      return { result, commits };
    },
  };
};
