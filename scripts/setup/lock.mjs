import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from './root.mjs';

const FILE = join(ROOT, 'data', 'setup.lock');

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

/** Two commands that start at once set up one after the other. A lock whose holder died is taken over. */
export const alone = async (work) => {
  await mkdir(join(ROOT, 'data'), { recursive: true });
  let told = false;
  while (!(await take())) {
    const pid = Number(await readFile(FILE, 'utf8').catch(() => ''));
    if (pid > 0 && !lives(pid)) await rm(FILE, { force: true });
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
