import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Kills a child with SIGKILL. Resolves when it is gone. */
export const killChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

/** The process id of a child that was started. */
export const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error('the process was never started');
  return pid;
};
