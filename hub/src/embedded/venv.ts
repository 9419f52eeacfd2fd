import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Surroundings } from './engines.ts';
import { waitForLock } from './lock.ts';
import { onPath, run } from './processes.ts';

/** SecantusDB and everything it brings, pinned: what was measured is what is installed. Only wheels, so nothing is compiled. */
const PINNED = [
  'secantusdb==0.7.0b3',
  'dnspython==2.9.2',
  'future==1.0.0',
  'numpy==2.4.6',
  'pymongo==4.20.0',
  'python-dateutil==4.0.0',
  's2sphere==0.2.5',
  'shapely==2.2.0',
  'tzdata==2026.6',
];
const PIP = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--only-binary', ':all:'];
const NETWORK = ['--retries', '1', '--timeout', '10'];
const INSTALL_MS = 5 * 60_000;

/**
 * The command `secantusd-py` of a private virtual environment under `toolsDir`, which is made once (about ten seconds, and
 * needs pypi.org); later calls find it. Two processes at once make one. Rejects with the reason when it cannot be made.
 */
export const installSecantus = async ({ path, toolsDir, log, signal }: Surroundings): Promise<string> => {
  await mkdir(toolsDir, { recursive: true });
  const folder = join(await realpath(toolsDir), 'secantusdb');
  const command = join(folder, 'bin', 'secantusd-py');
  // A virtual environment holds its own path: one that was moved does not run.
  const stamp = `${folder}\n${PINNED.join('\n')}\n`;
  const installed = async () => (await readFile(join(folder, 'installed.txt'), 'utf8').catch(() => '')) === stamp;
  if (await installed()) return command;

  const python = await onPath(path, 'python3');
  if (python === undefined) throw new Error('there is no python3 on the PATH');
  const lock = await waitForLock(`${folder}.lock`, (pid) =>
    log(`waiting for process ${pid}, which installs SecantusDB`),
  );
  try {
    if (await installed()) return command;
    log('installing SecantusDB from PyPI, once');
    await rm(folder, { recursive: true, force: true });
    await run(python, ['-m', 'venv', folder], { timeoutMs: INSTALL_MS, signal });
    await run(join(folder, 'bin', 'python3'), [...PIP, ...NETWORK, ...PINNED], { timeoutMs: INSTALL_MS, signal });
    await writeFile(join(folder, 'installed.txt'), stamp);
    return command;
  } finally {
    await lock.release();
  }
};
