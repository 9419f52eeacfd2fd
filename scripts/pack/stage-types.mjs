/** Declarations as they come from the compiler, put side by side so that they find one another without workspaces. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { writePlainTypes } from './plain-types.mjs';

/** Where a package's name leads: to the contract's declarations beside these. */
const CONTRACT = { '@cafe/contract': 'contract/index.d.ts', '@cafe/contract/folds': 'contract/folds.d.ts' };

const moved = (text, file, folder) => {
  const towards = (name) => {
    const path = relative(dirname(file), join(folder, CONTRACT[name]));
    return path.startsWith('.') ? path : `./${path}`;
  };
  return text
    .replaceAll(/((?:from |import\()['"]\.[^'"]*)\.ts(['"])/g, '$1.d.ts$2')
    .replaceAll(/(?<=(?:from |import\()['"])@cafe\/contract(?:\/folds)?(?=['"])/g, towards)
    .replace(/^\/\/# sourceMappingURL.*$/m, '');
};

/** Resolves with the folder of the SDK's declarations when they and the contract's, without zod, are in `folder`. */
export const stageTypes = async (root, folder) => {
  await rm(folder, { recursive: true, force: true });
  await writePlainTypes(join(root, 'contract/dist'), join(folder, 'contract'));
  const from = join(root, 'client-sdk/dist');
  for (const name of await readdir(from, { recursive: true })) {
    if (!name.endsWith('.d.ts') || /\.(test|suite)\.d\.ts$/.test(name) || name.startsWith('packed/')) continue;
    const file = join(folder, 'sdk', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, moved(await readFile(join(from, name), 'utf8'), file, folder));
  }
  return join(folder, 'sdk');
};
