import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** What the pages are made of: their own files, and the sources of the SDK, which they take as they are. */
const MADE_OF = ['apps/src', 'apps/public', 'client-sdk/src', 'contract/src'];
const SETTINGS = ['package-lock.json', 'apps/vite.config.mjs', 'apps/tsconfig.json', 'tsconfig.base.json'];
const STAMP = join(ROOT, 'node_modules/.cache/cafe-built-pages');
const BUILT = join(ROOT, 'apps/dist/www/terminal/index.html');

const filesUnder = async (folder) => {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

/** Names, sizes and times of all that the pages are made of, hashed. */
const fingerprint = async () => {
  const files = (await Promise.all(MADE_OF.map(filesUnder))).flat();
  const hash = createHash('sha256');
  for (const file of [...files, ...SETTINGS.map((name) => join(ROOT, name))].sort()) {
    const { mtimeMs, size } = await stat(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
};

/** Whether the last build of the pages was of these very sources; a checkout without the apps has none to build. */
export const arePagesBuilt = async () => {
  if (!existsSync(join(ROOT, 'apps'))) return true;
  return existsSync(BUILT) && (await readFile(STAMP, 'utf8').catch(() => '')) === (await fingerprint());
};

/** Builds the pages into apps/dist/www. Types are not checked here: `tsc --build` does that. */
export const buildPages = async () => {
  const now = await fingerprint(); // before: what changes meanwhile is built the next time
  await rm(STAMP, { force: true });
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  await run(process.execPath, [vite, 'build', '--config', join(ROOT, 'apps/vite.config.mjs')]);
  await mkdir(join(STAMP, '..'), { recursive: true });
  await writeFile(STAMP, now);
};
