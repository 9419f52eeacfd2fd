import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bornOf } from './processes.ts';

/** Who holds a lock. `born` tells a living holder from another process that got its pid later. */
interface Holder {
  readonly pid: number;
  readonly born: string;
}

/** A lock on a file name, held by this process until it lets go or ends, however it ends. */
export interface Lock {
  /** Lets go. Repeating is safe. */
  readonly release: () => Promise<void>;
}

/** Another living process holds the lock; `pid` is who. */
export class LockBusy extends Error {
  override readonly name = 'LockBusy';
  readonly pid: number;
  readonly path: string;

  constructor(path: string, pid: number) {
    super(`process ${pid} holds ${path}`);
    this.path = path;
    this.pid = pid;
  }
}

const readHolder = async (path: string): Promise<{ text: string; holder?: Holder } | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { pid, born }: Record<string, unknown> = JSON.parse(text);
    return typeof pid === 'number' && typeof born === 'string' ? { text, holder: { pid, born } } : { text };
  } catch {
    return { text }; // cut short by a power failure: whoever wrote it is gone
  }
};

const lives = async ({ pid, born }: Holder): Promise<boolean> => (await bornOf(pid)) === born;

/** Puts a whole file at a path where there is none: a hard link is atomic. Resolves with false when there is one. */
const linkIfNone = (file: string, path: string): Promise<boolean> =>
  link(file, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

/**
 * Takes a dead holder's lock away. Only one at a time may, who holds the guard, and looks again: else the second of two who saw
 * the same dead holder would take away the lock that the first has just taken.
 */
const removeStale = async (path: string, own: string): Promise<void> => {
  const guard = `${path}.guard`;
  if (await linkIfNone(own, guard)) {
    try {
      if (await holderIsGone(path)) await rm(path, { force: true });
    } finally {
      await rm(guard, { force: true });
    }
  } else if (await holderIsGone(guard)) {
    await rm(guard, { force: true });
  }
};

/** There is a file, and whoever wrote it is gone. */
const holderIsGone = async (path: string): Promise<boolean> => {
  const found = await readHolder(path);
  return found !== undefined && !(found.holder && (await lives(found.holder)));
};

let taken = 0;

/**
 * Takes a lock: the file at `path` comes into being whole or not at all (a hard link is atomic). A dead holder's lock is taken
 * over. Rejects with {@link LockBusy} when a living process holds it, this one included.
 */
export const takeLock = async (path: string): Promise<Lock> => {
  taken += 1;
  const own = `${path}.${process.pid}.${taken}`;
  const text = JSON.stringify({ pid: process.pid, born: (await bornOf(process.pid)) ?? '', n: taken });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(own, text);
  try {
    for (;;) {
      if (await linkIfNone(own, path)) return { release: () => removeOwn(path, text) };
      const found = await readHolder(path);
      if (found?.holder && (await lives(found.holder))) throw new LockBusy(path, found.holder.pid);
      if (found) await removeStale(path, own);
    }
  } finally {
    await rm(own, { force: true });
  }
};

const removeOwn = async (path: string, text: string): Promise<void> => {
  if ((await readHolder(path))?.text === text) await rm(path, { force: true });
};

/** The pid of the living process that holds this lock; undefined when nobody does. */
export const whoHolds = async (path: string): Promise<number | undefined> => {
  const holder = (await readHolder(path))?.holder;
  return holder && (await lives(holder)) ? holder.pid : undefined;
};

/** Takes a lock, waiting while another process holds it. `onWait` hears once whom it waits for. */
export const waitForLock = async (path: string, onWait: (pid: number) => void): Promise<Lock> => {
  for (let waits = 0; ; waits += 1) {
    try {
      return await takeLock(path);
    } catch (error) {
      if (!(error instanceof LockBusy)) throw error;
      if (waits === 0) onWait(error.pid);
      await pause(200);
    }
  }
};
