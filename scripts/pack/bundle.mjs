/** The SDK's code and declarations, each with what they need of the contract, as they are published. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'tsdown';

/** What an app installs itself, or with this package. */
const NOT_OURS = [/^(react|preact|socket\.io-client)(\/|$)/, /^@preact\//, /^node:/];

const common = (root, outDir) => ({
  config: false,
  cwd: join(root, 'client-sdk'),
  outDir,
  clean: false,
  hash: false,
  platform: 'neutral',
  target: 'es2022',
  logLevel: 'warn',
  report: false,
  deps: { alwaysBundle: [/^@cafe\//], neverBundle: NOT_OURS },
});

const filesOf = (entries, fileOf) => Object.fromEntries(entries.map((name) => [name, fileOf(name)]));

/**
 * @param entries names of the package's entry points, each a file below `client-sdk/src`
 * @param options more of tsdown's options, for bundles that are only looked at
 */
export const bundleCode = ({ root, entries, outDir, ...options }) =>
  build({
    ...common(root, outDir),
    entry: filesOf(entries, (name) => `src/${name}.ts`),
    format: ['esm', 'cjs'],
    dts: false,
    inputOptions: { resolve: { conditionNames: ['source', 'import', 'default'] } },
    ...options,
  });

/** Everything in one file, socket.io-client too, for a page without a bundler. */
export const bundleStandalone = ({ root, outDir }) =>
  build({
    ...common(root, outDir),
    entry: { standalone: 'src/index.ts' },
    format: ['esm'],
    dts: false,
    platform: 'browser',
    deps: { alwaysBundle: [/./] },
    inputOptions: { resolve: { conditionNames: ['source', 'browser', 'import', 'default'] } },
    minify: true,
  });

/** Declarations for `import` and, the same with other names, for `require`. */
export const bundleTypes = async ({ root, entries, outDir, types }) => {
  await build({
    ...common(root, outDir),
    entry: filesOf(entries, (name) => join(types, `${name}.d.ts`)),
    format: ['esm'],
    dts: { dtsInput: true, emitDtsOnly: true, sourcemap: false },
    outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  });
  for (const name of await readdir(outDir)) {
    if (!name.endsWith('.d.ts')) continue;
    const text = await readFile(join(outDir, name), 'utf8');
    const forRequire = text.replaceAll(/(from ['"]\.[^'"]*)\.js(['"])/g, '$1.cjs$2');
    await writeFile(join(outDir, name.replace(/\.d\.ts$/, '.d.cts')), forRequire);
  }
};
