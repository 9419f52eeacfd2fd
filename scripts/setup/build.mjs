import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'data']);
const stampOf = (target) => join(ROOT, 'node_modules', '.cache', `cafe-built-${target === '.' ? 'all' : target}`);

/** The folders that a build of this one covers: itself and, by its tsconfig's references, what it stands on. */
const covered = async (target, seen = new Set()) => {
  if (seen.has(target)) return seen;
  seen.add(target);
  const { references = [] } = JSON.parse(await readFile(join(ROOT, target, 'tsconfig.json'), 'utf8'));
  for (const { path } of references) await covered(normalize(join(target, path)), seen);
  return seen;
};

const filesUnder = async (folder) => {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries
    .filter(({ name }) => !NOT_SOURCES.has(name))
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return /\.tsx?$|^(tsconfig.*|package)\.json$/.test(entry.name) ? [path] : [];
    });
  return (await Promise.all(nested)).flat();
};

/** Names, sizes and times of all sources, hashed: cheap, and different whenever a build could be. */
const fingerprint = async (folders) => {
  const workspaces = [...folders].filter((folder) => folder !== '.').map((folder) => join(ROOT, folder));
  const files = (await Promise.all(workspaces.map(filesUnder))).flat();
  const shared = ['package-lock.json', 'tsconfig.json', 'tsconfig.base.json'].map((name) => join(ROOT, name));
  const hash = createHash('sha256');
  for (const file of [...files, ...shared].sort()) {
    const { mtimeMs, size } = await stat(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
};

const outputsExist = (folders) =>
  [...folders].every((folder) => folder === '.' || existsSync(join(ROOT, folder, 'dist', 'tsconfig.tsbuildinfo')));

/** Whether the last build of this workspace ('.' is all), or of everything, was of these very sources. */
export const isBuilt = async (target) => {
  const folders = await covered(target);
  if (!outputsExist(folders)) return false;
  const now = await fingerprint(folders);
  const builds = target === '.' ? [target] : [target, '.'];
  const lines = await Promise.all(builds.map((one) => readFile(stampOf(one), 'utf8').catch(() => '')));
  return lines.some((line) => line.split('\n').includes(`${target} ${now}`));
};

/** Builds a workspace and what it stands on, as far as they changed. Type errors reject. */
export const build = async (target) => {
  // Taken before: what changes meanwhile is built the next time.
  const folders = [target, ...(await covered(target))];
  const stamps = await Promise.all(folders.map(async (one) => `${one} ${await fingerprint(await covered(one))}`));
  await rm(stampOf(target), { force: true });
  await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--build', '--pretty', target]);
  await mkdir(join(stampOf(target), '..'), { recursive: true });
  await writeFile(stampOf(target), stamps.join('\n'));
};
