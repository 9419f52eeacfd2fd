/**
 * `npm run pack`: writes the SDK's package as it is published, and beside it what is looked at in it: each entry as an app's
 * bundler makes it (`bundled/`), and the report of its public surface (`api.md`); and the package of the café in memory.
 * Prints the SDK's tarball.
 *
 * `node scripts/pack.mjs <folder>` writes it there, from what the last build left.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { apiReport } from './pack/api-report.mjs';
import { bundleCode } from './pack/bundle.mjs';
import { packSdk } from './pack/pack-sdk.mjs';
import { packTesting } from './pack/pack-testing.mjs';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';

const [to] = process.argv.slice(2);
if (to === undefined) await prepare('.');
const folder = resolve(to ?? join(ROOT, 'client-sdk/dist/packed'));

const { tarball, entries } = await packSdk(ROOT, folder);
for (const entry of entries) {
  const outDir = join(folder, 'bundled', entry);
  await bundleCode({ root: ROOT, entries: [entry], outDir, format: ['esm'], minify: true });
}
await writeFile(join(folder, 'api.md'), await apiReport(join(folder, 'npm/dist'), entries));
await packTesting(ROOT, folder);
console.log(tarball);
