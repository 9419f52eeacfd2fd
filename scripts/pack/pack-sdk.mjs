/** Packs `@cafe/client-sdk` as it is published: what a new user installs, with the contract inside and without zod. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../setup/run.mjs';
import { bundleCode, bundleStandalone, bundleTypes } from './bundle.mjs';
import { stageTypes } from './stage-types.mjs';

const json = async (file) => JSON.parse(await readFile(file, 'utf8'));

/** The name of an entry's files: `.` is `index`, `./react` is `react`. */
const entriesOf = ({ exports }) => Object.keys(exports).map((path) => (path === '.' ? 'index' : path.slice(2)));

const exportOf = (name) => ({
  import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
  require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
});

/** The manifest of the published package: that of the workspace, without what only the workspace needs. */
const published = (manifest, { engines, repository }) => {
  const { private: _private, exports, dependencies, devDependencies: _tools, ...rest } = manifest;
  const own = Object.entries(dependencies).filter(([name]) => name !== '@cafe/contract');
  return {
    ...rest,
    description: 'Typed client of the Café hub: live orders, floor and kitchen, commands that are done once',
    keywords: ['cafe', 'restaurant', 'point-of-sale', 'realtime'],
    engines,
    ...(repository && { repository }),
    sideEffects: false,
    main: './dist/index.cjs',
    module: './dist/index.js',
    types: './dist/index.d.cts',
    exports: {
      ...Object.fromEntries(
        Object.keys(exports).map((path) => [path, exportOf(path === '.' ? 'index' : path.slice(2))]),
      ),
      './package.json': './package.json',
    },
    files: ['dist'],
    dependencies: Object.fromEntries(own),
  };
};

/** Makes the folder that is published, `npm` in `folder`. The workspaces are built: their declarations are what is taken. */
const assemble = async (root, folder) => {
  const workspace = join(root, 'client-sdk');
  const manifest = await json(join(workspace, 'package.json'));
  const entries = entriesOf(manifest);
  const home = join(folder, 'npm');
  const outDir = join(home, 'dist');
  await mkdir(outDir, { recursive: true });
  const types = await stageTypes(root, join(folder, 'types'));
  await bundleTypes({ root, entries, outDir, types });
  await bundleCode({ root, entries, outDir });
  await bundleStandalone({ root, outDir });
  const whole = published(manifest, await json(join(root, 'package.json')));
  await writeFile(join(home, 'package.json'), `${JSON.stringify(whole, undefined, 2)}\n`);
  await copyFile(join(workspace, 'README.md'), join(home, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(home, 'LICENSE'));
  return { home, entries, ...whole };
};

/**
 * Packs the SDK into `folder`; what is there is replaced.
 *
 * @returns the tarball's file and the names of the package's entry points
 */
export const packSdk = async (root, folder) => {
  await rm(folder, { recursive: true, force: true });
  const { home, entries, name, version } = await assemble(root, folder);
  await run('npm', ['pack', '--silent', '--pack-destination', folder, home]);
  return { tarball: join(folder, `${name.slice(1).replace('/', '-')}-${version}.tgz`), entries };
};
