import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from './source-facts.ts';

/** How a command ended, and all it printed. */
export interface Ended {
  readonly code: number | null;
  readonly printed: string;
}

/** Runs a program to its end. */
export const ending = async (child: ChildProcess): Promise<Ended> => {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += String(chunk)));
  const [code] = await once(child, 'close');
  return { code, printed };
};

/** Does as npm: notes each call, and installs TypeScript as the one package there is. */
const FAKE_NPM = `#!/bin/sh
echo "$@" >> npm-calls
rm -rf node_modules
mkdir -p node_modules
ln -s '${join(ROOT, 'node_modules/typescript')}' node_modules/typescript
cp package-lock.json node_modules/.package-lock.json
`;

const TSCONFIG = {
  extends: '../tsconfig.base.json',
  compilerOptions: { rootDir: 'src', outDir: 'dist', types: [] },
  include: ['src'],
};

/** A small checkout of its own with the real scripts, a hub that prints one line, and an npm that needs no network. */
export interface Checkout {
  readonly folder: string;
  /** Runs `node scripts/start.mjs` in it. */
  readonly start: () => Promise<Ended>;
  readonly write: (path: string, content: string) => Promise<void>;
  /** What npm was called with, one line a call. */
  readonly npmCalls: () => Promise<string[]>;
  readonly remove: () => Promise<void>;
}

const lockOf = (version: string): string =>
  JSON.stringify({ packages: { '': {}, 'node_modules/typescript': { version, integrity: 'sha512-x' } } });

/** The lockfile of a checkout, naming another version than before. */
export const changedLock = lockOf('2.0.0');

export const createCheckout = async (): Promise<Checkout> => {
  const folder = await mkdtemp(join(tmpdir(), 'cafe-checkout-'));
  const write = (path: string, content: string) => writeFile(join(folder, path), content);
  await cp(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  await mkdir(join(folder, 'hub/src'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await write('bin/npm', FAKE_NPM);
  await chmod(join(folder, 'bin/npm'), 0o755);
  await write('package-lock.json', lockOf('1.0.0'));
  await write('tsconfig.json', JSON.stringify({ files: [], references: [{ path: './hub' }] }));
  await cp(join(ROOT, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  await write('hub/tsconfig.json', JSON.stringify(TSCONFIG));
  await write('hub/package.json', JSON.stringify({ type: 'module' }));
  await write(
    'hub/src/main.ts',
    `declare const console: { log(line: string): void };\nconsole.log('the hub runs');\nexport {};\n`,
  );
  return {
    folder,
    write,
    start: () => {
      const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` };
      return ending(spawn(process.execPath, [join(folder, 'scripts/start.mjs')], { cwd: folder, env }));
    },
    npmCalls: async () =>
      (await readFile(join(folder, 'npm-calls'), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
