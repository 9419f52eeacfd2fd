import { readFile, rm, writeFile } from 'node:fs/promises';
import { clientError } from '../cafe-error.ts';

/** Files that this process has locked. */
const OURS = new Set<string>();

/**
 * When a process began, as the system counts; undefined where it does not say, as on systems without /proc. A number is given
 * to another process some time after its own has ended: with the beginning it is told from that one.
 */
const beganAt = async (pid: number): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold spaces; the beginning is the 20th word after it.
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0); // sends nothing: asks whether it is there
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // what the system throws has a code
  }
};

const isHeld = async (path: string, lock: string): Promise<boolean> => {
  const [pid, began] = (await readFile(lock, 'utf8').catch(() => '')).trim().split(' ');
  const holder = Number(pid);
  // In a container every life has the same number: what has ours and is not ours was left by a life before.
  if (holder === process.pid) return OURS.has(path);
  if (!Number.isSafeInteger(holder) || holder <= 0 || !isThere(holder)) return false;
  const begins = await beganAt(holder);
  return begins === undefined || began === undefined || begins === began;
};

/**
 * Makes a file this process's own until the function it resolves with is called. What a process that is gone had is taken over.
 *
 * @throws {CafeError} `client.outbox_failed` another process has it
 */
export const lockFile = async (path: string): Promise<() => Promise<void>> => {
  const lock = `${path}.lock`;
  if (await isHeld(path, lock)) {
    throw clientError('client.outbox_failed', `another client has ${path} open`, {
      remedy: 'Give each client a file of its own, or stop the other one.',
    });
  }
  await rm(lock, { force: true });
  const began = await beganAt(process.pid);
  await writeFile(lock, `${process.pid}${began ? ` ${began}` : ''}\n`, { flag: 'wx', mode: 0o600 });
  OURS.add(path);
  return async () => {
    OURS.delete(path);
    await rm(lock, { force: true });
  };
};
