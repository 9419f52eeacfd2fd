import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { ROOT } from '../setup/root.mjs';
import { commandOf, settingsOf, stagesOf, wordsOf } from './dockerfile.mjs';
import { ignoredBy } from './ignored.mjs';

/** Runs a command of a stage in its folder. Of this machine it gets the PATH and npm's cache. */
const runInside = async (command, folder, env) => {
  const { PATH, HOME } = process.env;
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { PATH, HOME, npm_config_prefer_offline: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${printed}\nRUN ${command} ended with ${code}`);
};

/** A COPY: of a folder what is in it, of a file the file. */
const copy = async ({ sources, from, target, isIgnored }) => {
  for (const source of sources) {
    const path = join(from, source);
    const isFolder = (await stat(path)).isDirectory();
    const to = isFolder || !target.endsWith('/') ? target : join(target, basename(source));
    await cp(path, to, { recursive: true, filter: (one) => !isIgnored(relative(from, one)) });
  }
};

/** A stage that is not run: what it would build is taken from this checkout, built. */
const builtHere = async (folder) => {
  for (const name of await readdir(ROOT)) {
    const dist = join(ROOT, name, 'dist');
    await cp(dist, join(folder, name, 'dist'), {
      recursive: true,
      filter: (one) => !/\.(test|suite)\./.test(one),
    }).catch((error) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    });
  }
};

const runStage = async (stage, { stages, rootOf, isIgnored, say }) => {
  const root = rootOf(stage.name);
  await mkdir(root, { recursive: true });
  if (stages.some(({ name }) => name === stage.base)) await cp(rootOf(stage.base), root, { recursive: true });
  let { folder = '/', env } = settingsOf(stages, stage.base);
  for (const { name, rest } of stage.instructions) {
    const { from, words } = wordsOf(rest);
    if (name === 'WORKDIR') folder = rest;
    const inside = join(root, folder);
    await mkdir(inside, { recursive: true });
    if (name === 'ENV') env = { ...env, ...Object.fromEntries(words.map((word) => word.split('=', 2))) };
    if (name === 'COPY') {
      const target = words.at(-1).endsWith('/') ? `${resolve(inside, words.at(-1))}/` : resolve(inside, words.at(-1));
      const context = from === undefined ? { from: ROOT, isIgnored } : { from: rootOf(from), isIgnored: () => false };
      await copy({ ...context, sources: words.slice(0, -1), target });
    }
    if (name === 'RUN') {
      say(`${stage.name}: ${commandOf(rest)}`);
      await runInside(commandOf(rest), inside, env);
    }
  }
};

/**
 * Runs the steps of the Dockerfile, each stage in a folder of its own below `folder`. `isShort`: the stage that builds is not
 * run, what it builds is taken from this checkout. Resolves with the last stage's folder and with what holds in it.
 */
export const runSteps = async (folder, { isShort, say }) => {
  const stages = stagesOf(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
  const isIgnored = ignoredBy(await readFile(join(ROOT, '.dockerignore'), 'utf8'));
  const rootOf = (name) => join(folder, name);
  for (const stage of stages) {
    if (isShort && stage.name === 'build') await builtHere(join(rootOf('build'), 'app'));
    else await runStage(stage, { stages, rootOf, isIgnored, say });
  }
  const last = stages.at(-1).name;
  const settings = settingsOf(stages, last);
  return { ...settings, folder: join(rootOf(last), settings.folder) };
};
