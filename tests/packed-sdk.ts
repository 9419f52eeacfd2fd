import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT, textOf } from './source-facts.ts';

export const execute = promisify(execFile);

/** The SDK as a user installs it, in a project that knows nothing of this repository but what is linked into it. */
export interface PackedSdk {
  readonly project: string;
  readonly tarball: string;
  /** Where it is unpacked. */
  readonly installed: string;
  readonly entries: readonly string[];
  /** Unpacks `@cafe/testing`, packed with it, beside it. */
  installTesting(): Promise<void>;
  /** The present report of its public surface. */
  report(): Promise<string>;
  /** The code of one entry with all of ours in it, minified, as an app's bundler makes it. */
  bundled(entry: string): Promise<string>;
  remove(): Promise<void>;
}

/** What the package names as its own or its users' dependencies. */
const BESIDE = ['socket.io-client', 'react', '@types/react', 'preact', '@preact/signals', '@types/node'];

/** Links packages of this repository into a project. */
const link = async (project: string, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const place = join(project, 'node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), place);
  }
};

const unpack = async (tarball: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  await execute('tar', ['-xzf', tarball, '-C', to, '--strip-components', '1']);
};

// In a process of its own: the packer's native part does not take objects of a test's context.
const packInto = async (folder: string): Promise<string> =>
  (await execute(process.execPath, [join(ROOT, 'scripts/pack.mjs'), folder])).stdout.trim();

/** How long another suite's packing is waited for, in milliseconds. */
const PATIENCE_MS = 100_000;

/** Packs once for all suites of a run, whoever comes first; where they share no folder, for this one alone. */
const packOnce = async (own: string): Promise<{ readonly packed: string; readonly tarball: string }> => {
  const shared = process.env['TEST_SHARED_DIR'];
  const packed = join(shared ?? own, 'packed');
  if (shared === undefined) return { packed, tarball: await packInto(packed) };
  const done = join(shared, 'packed.done');
  const isFirst = await mkdir(packed).then(
    () => true,
    () => false,
  );
  if (isFirst) await writeFile(`${done}.part`, await packInto(packed)).then(() => rename(`${done}.part`, done));
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
    const tarball = await readFile(done, 'utf8').catch(() => undefined);
    if (tarball !== undefined) return { packed, tarball };
  }
  throw new Error('the suite that was to pack the SDK did not');
};

/** Packs the SDK, from what the last build left, and unpacks it into a project of its own. */
export const packSdk = async (): Promise<PackedSdk> => {
  const folder = await mkdtemp(join(tmpdir(), 'cafe-sdk-'));
  const project = join(folder, 'project');
  const { packed, tarball } = await packOnce(folder);
  const installed = join(project, 'node_modules/@cafe/client-sdk');
  await unpack(tarball, installed);
  await link(project, BESIDE);
  const { exports }: { exports: object } = JSON.parse(textOf('client-sdk/package.json'));
  return {
    project,
    tarball,
    installed,
    entries: Object.keys(exports).map((path) => (path === '.' ? 'index' : path.slice(2))),
    async installTesting() {
      const to = join(project, 'node_modules/@cafe/testing');
      await unpack(tarball.replace('client-sdk', 'testing'), to);
      const { dependencies }: { dependencies: object } = JSON.parse(await readFile(join(to, 'package.json'), 'utf8'));
      await link(project, Object.keys(dependencies));
    },
    report: () => readFile(join(packed, 'api.md'), 'utf8'),
    async bundled(entry) {
      const files = await readdir(join(packed, 'bundled', entry));
      const code = files.filter((name) => /\.m?js$/.test(name)).map((name) => join(packed, 'bundled', entry, name));
      return (await Promise.all(code.map((file) => readFile(file, 'utf8')))).join('\n');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
