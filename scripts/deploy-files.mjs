/**
 * `npm run deploy:files`: writes the files below deploy/ that are made. With `--check` it writes nothing, names those that
 * are not as made, and ends with 1 if there are any.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deployFiles } from './deploy/files.mjs';
import { ROOT } from './setup/root.mjs';

const isCheck = process.argv.includes('--check');

for (const [path, text] of deployFiles()) {
  const file = join(ROOT, path);
  if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
  console.log(path);
  if (isCheck) {
    process.exitCode = 1;
    continue;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
