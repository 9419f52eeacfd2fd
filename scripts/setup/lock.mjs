import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from './root.mjs';

const FILE = join(ROOT, 'data', 'setup.lock');
/** A guard lives for a moment; one this old was left by a process that was killed in it. */
const GUARD_MS = 10_000;

const lives = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM'; // it lives, and is somebody else's
  }
};

const take = async () => {
  try {
    await writeFile(FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
};

const holder = async () => Number(await readFile(FILE, 'utf8').catch(() => ''));

/**
 * Takes a dead holder's lock away. Only who made the guard may, and looks again: else the second of two who saw the same dead
 * holder would take away the lock that the first has just taken.
 */
const removeStale = async () => {
  const guard = `${FILE}.guard`;
  try {
    await mkdir(guard);
  } catch {
    const { mtimeMs } = await stat(guard).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > GUARD_MS) await rm(guard, { recursive: true, force: true });
    return;
  }
  const pid = await holder();
  if (pid > 0 && !lives(pid)) await rm(FILE, { force: true });
  await rm(guard, { recursive: true, force: true });
};

/** Two commands that start at once set up one after the other. A lock whose holder died is taken over. */
export const alone = async (work) => {
  await mkdir(join(ROOT, 'data'), { recursive: true });
  let told = false;
  while (!(await take())) {
    const pid = await holder();
    if (pid > 0 && !lives(pid)) await removeStale();
    else if (pid > 0 && !told) {
      told = true;
      console.log(`process ${pid} is setting up: waiting for it`);
    }
    await pause(100);
  }
  try {
    return await work();
  } finally {
    await rm(FILE, { force: true });
  }
};
