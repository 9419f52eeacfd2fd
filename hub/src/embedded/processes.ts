import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How one command is run; a command that outlives `timeoutMs` is killed. */
export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a command to its end and resolves with what it printed. Rejects with its last words when it fails or takes too long. */
export const run = async (command: string, args: readonly string[], options: RunOptions): Promise<string> => {
  const { timeoutMs, signal } = options;
  try {
    const done = await promisify(execFile)(command, [...args], {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    });
    return done.stdout;
  } catch (error) {
    throw new Error(`${command} ${args[0] ?? ''}: ${lastWords(error, timeoutMs)}`, { cause: error });
  }
};

const lastWords = (error: unknown, timeoutMs: number): string => {
  if (!(error instanceof Error)) return String(error);
  if ('killed' in error && error.killed === true) return `no end after ${timeoutMs} ms`;
  const printed = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  return printed.trim().split('\n').at(-1) || error.message;
};

/** The first executable file of this name on a PATH, as a whole path; undefined when there is none. */
export const onPath = async (path: string, name: string): Promise<string | undefined> => {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
};

/**
 * When a process was born, in its system's own words: with the pid it names one process for ever, where a pid alone comes
 * again. Resolves with undefined when there is no such process; one that has died and was not yet reaped is none.
 */
export const bornOf = async (pid: number): Promise<string | undefined> => {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold spaces
    return fields[0] === 'Z' ? undefined : `${boot.trim()} ${fields[19]}`; // proc(5): field 3 is the state, field 22 the start
  } catch {
    return onLinux() ? undefined : bornElsewhere(pid);
  }
};

const onLinux = (): boolean => process.platform === 'linux';

const bornElsewhere = async (pid: number): Promise<string | undefined> => {
  const line = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { timeoutMs: 2_000 }).catch(() => '');
  return line.trim() === '' || line.trim().startsWith('Z') ? undefined : line.trim().replace(/^\S+\s+/, '');
};

/** The command line of a process, words parted by spaces; empty when there is none. */
export const commandOf = async (pid: number): Promise<string> => {
  if (!onLinux()) return run('ps', ['-o', 'args=', '-p', String(pid)], { timeoutMs: 2_000 }).catch(() => '');
  return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (text) => text.replaceAll('\0', ' '),
    () => '',
  );
};

/** Ends a process: asks it first, kills it after `graceMs`. Resolves when it is gone; repeating is safe. */
export const endProcess = async (pid: number, graceMs: number): Promise<void> => {
  const born = await bornOf(pid);
  const alive = async () => born !== undefined && (await bornOf(pid)) === born;
  const send = (signal: 'SIGTERM' | 'SIGKILL') => {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended in between: what was wanted.
    }
  };
  if (await alive()) send('SIGTERM');
  const patienceEnds = performance.now() + graceMs;
  while ((await alive()) && performance.now() < patienceEnds) await pause(25);
  if (await alive()) send('SIGKILL');
  while (await alive()) await pause(25);
};
