/**
 * `npm run compat`: installs the packed SDK with npm, as a new user would, into a project of each kind, and runs the ten lines
 * of its README there against a hub: Node as a module and by `require`, Vite, Bun and Deno. It asks the registry for them, so
 * it is not a part of `npm test`; a short form of it, without a registry, is. Ends with 1 if one of them failed.
 * `npm run compat -- bun deno` runs those alone.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { byRequire, inVite, PROJECTS } from './compat/projects.mjs';
import { packSdk } from './pack/pack-sdk.mjs';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';

const execute = promisify(execFile);
await prepare('.');
const { getStore } = await import('@cafe/hub/embedded');
const { startTestHub } = await import('@cafe/testing');

const folder = await mkdtemp(join(tmpdir(), 'cafe-compat-'));
const { tarball } = await packSdk(ROOT, join(folder, 'packed'));
const { MONGODB_URI: mongodbUri, PATH: path } = process.env;
const tools = { toolsDir: join(ROOT, 'data/tools'), dataDir: join(folder, 'data') };
const store = await getStore({ mongodbUri, path, log: () => {}, ...tools });
const hub = await startTestHub({ mongodbUri: store.uri, demo: true });

/** A project with the SDK and what else it needs, and the ten lines in the forms that are run. */
const install = async ({ name, needs }) => {
  const home = join(folder, name);
  await mkdir(home);
  await writeFile(join(home, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  await copyFile(join(ROOT, '.npmrc'), join(home, '.npmrc'));
  for (const file of ['first-bill.js', 'config.js']) {
    await copyFile(join(ROOT, 'examples/dist', file), join(home, file));
  }
  await writeFile(join(home, 'first-bill.cjs'), byRequire);
  await writeFile(join(home, 'vite.config.js'), inVite);
  await execute('npm', ['install', '--no-audit', '--no-fund', tarball, ...needs], { cwd: home });
  return home;
};

const wanted = process.argv.slice(2);
let failed = 0;
for (const project of PROJECTS) {
  if (wanted.length > 0 && !wanted.includes(project.name)) continue;
  try {
    const home = await install(project);
    let printed = '';
    for (const [command, ...args] of project.run(home, hub.base)) {
      const done = await execute(command, args, { cwd: home, timeout: 60_000 });
      printed = done.stdout + done.stderr;
    }
    if (!/number \d+ is in the kitchen/.test(printed)) throw new Error(`it printed ${printed}`);
    console.log(`${project.name}: it works`);
  } catch (error) {
    failed += 1;
    console.error(`${project.name}: ${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  }
}
await hub.stop();
await store.stop();
await rm(folder, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
