/** Packs `@cafe/testing` as it is published: the café in memory, with the hub's and the services' own code inside. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'tsdown';
import { run } from '../setup/run.mjs';

/** Whose code is inside. */
const INSIDE = /^@cafe\/(contract|services|hub)(\/|$)/;
/** Everything else is installed beside it. */
const BESIDE = /^(?!@cafe\/(contract|services|hub))[@a-z]/;
/** Declarations of what is exported; they name nothing but the SDK and one another. */
const TYPES = { published: 'index', 'test-cafe': 'test-cafe', network: 'network' };

const manifestOf = async (root, workspace) => JSON.parse(await readFile(join(root, workspace, 'package.json'), 'utf8'));

/** The packages that the code imports, in the versions the workspaces pin. */
const dependenciesOf = async (root, code) => {
  const manifests = await Promise.all(['contract', 'services', 'hub', 'testing'].map((one) => manifestOf(root, one)));
  const pinned = Object.assign({}, ...manifests.map(({ dependencies }) => dependencies));
  const imported = [...code.matchAll(/^import .* from "([^".][^"]*)";$/gm)].map(([, from]) => from);
  const names = new Set(imported.filter((from) => !/^(node:|@cafe\/)/.test(from)));
  return Object.fromEntries([...names].sort().map((name) => [name, pinned[name]]));
};

/** Packs it into `folder`, and resolves with the tarball's file. The workspaces are built. */
export const packTesting = async (root, folder) => {
  const home = join(folder, 'npm-testing');
  await rm(home, { recursive: true, force: true });
  await mkdir(join(home, 'dist'), { recursive: true });
  await build({
    config: false,
    cwd: join(root, 'testing'),
    outDir: join(home, 'dist'),
    entry: { index: 'src/published.ts' },
    format: ['esm'],
    dts: false,
    hash: false,
    platform: 'node',
    logLevel: 'warn',
    report: false,
    treeshake: { moduleSideEffects: false },
    deps: { alwaysBundle: [INSIDE], neverBundle: [BESIDE] },
    inputOptions: { resolve: { conditionNames: ['source', 'import', 'default'] } },
    outExtensions: () => ({ js: '.js' }),
  });
  for (const [from, to] of Object.entries(TYPES)) {
    const text = await readFile(join(root, 'testing/dist', `${from}.d.ts`), 'utf8');
    const moved = text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'").replace(/^\/\/# sourceMappingURL.*$/m, '');
    await writeFile(join(home, 'dist', `${to}.d.ts`), moved);
  }
  const { name, version, license } = await manifestOf(root, 'testing');
  const { engines } = await manifestOf(root, '.');
  const whole = {
    ...{ name, version, license, description: 'A whole café in memory, for tests of apps', type: 'module', engines },
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
    files: ['dist'],
    peerDependencies: { '@cafe/client-sdk': version },
    dependencies: await dependenciesOf(root, await readFile(join(home, 'dist/index.js'), 'utf8')),
  };
  await writeFile(join(home, 'package.json'), `${JSON.stringify(whole, undefined, 2)}\n`);
  await copyFile(join(root, 'testing/README.md'), join(home, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(home, 'LICENSE'));
  await run('npm', ['pack', '--silent', '--pack-destination', folder, home]);
  return join(folder, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
};
