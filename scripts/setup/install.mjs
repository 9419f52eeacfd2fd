import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

const packagesIn = async (file) => {
  const text = await readFile(join(ROOT, file), 'utf8').catch(() => '{}');
  const entries = Object.entries(JSON.parse(text).packages ?? {});
  return new Map(entries.filter(([path, { link }]) => path.startsWith('node_modules/') && !link));
};

/**
 * Whether node_modules is what the lockfile says. npm notes in node_modules/.package-lock.json what it installed, as its last
 * act; a build for another platform is rightly not there.
 */
export const isInstalled = async () => {
  const [wanted, there] = await Promise.all([
    packagesIn('package-lock.json'),
    packagesIn('node_modules/.package-lock.json'),
  ]);
  if ([...there.keys()].some((path) => !wanted.has(path))) return false;
  return [...wanted].every(([path, { version, integrity, optional }]) => {
    const found = there.get(path);
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
};

/** Installs exactly what the lockfile says. No package's install script runs. */
export const install = () => run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
