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

/** What is installed from PyPI into a virtual environment of its own. */
export interface Tool {
  /** The folder's name under the tools. */
  readonly name: string;
  /** For people. */
  readonly called: string;
  /** With the exact version of everything it brings. */
  readonly pinned: readonly string[];
}

const SECANTUS: Tool = { name: 'secantusdb', called: 'SecantusDB', pinned: PINNED };

/**
 * The folder of a private virtual environment under `toolsDir` with a tool in it, which is made once (about ten seconds, and
 * needs pypi.org); later calls find it. Two processes at once make one. Rejects with the reason when it cannot be made.
 */
export const installTool = async (tool: Tool, { path, toolsDir, log, signal }: Surroundings): Promise<string> => {
  const { name, called, pinned } = tool;
  await mkdir(toolsDir, { recursive: true });
  const folder = join(await realpath(toolsDir), name);
  // A virtual environment holds its own path: one that was moved does not run.
  const stamp = `${folder}\n${pinned.join('\n')}\n`;
  const installed = async () => (await readFile(join(folder, 'installed.txt'), 'utf8').catch(() => '')) === stamp;
  if (await installed()) return folder;

  const python = await onPath(path, 'python3');
  if (python === undefined) throw new Error('there is no python3 on the PATH');
  const lock = await waitForLock(`${folder}.lock`, (pid) =>
    log(`waiting for process ${pid}, which installs ${called}`),
  );
  try {
    if (await installed()) return folder;
    log(`installing ${called} from PyPI, once`);
    await rm(folder, { recursive: true, force: true });
    await run(python, ['-m', 'venv', folder], { timeoutMs: INSTALL_MS, signal });
    await run(join(folder, 'bin', 'python3'), [...PIP, ...NETWORK, ...pinned], { timeoutMs: INSTALL_MS, signal });
    await writeFile(join(folder, 'installed.txt'), stamp);
    return folder;
  } finally {
    await lock.release();
  }
};

/** The command `secantusd-py` of an environment of its own. Rejects with the reason when it cannot be had. */
export const installSecantus = async (around: Surroundings): Promise<string> =>
  join(await installTool(SECANTUS, around), 'bin', 'secantusd-py');
