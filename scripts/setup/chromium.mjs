import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run, SetupFailed } from './run.mjs';
import { step } from './step.mjs';

const isThere = async (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    const found = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
};

/**
 * Makes sure that there is a `chromium` on the PATH: some tests are about what a browser keeps. As root on Debian it is
 * installed; elsewhere that is for whoever owns the machine, and this says so.
 */
export const prepareChromium = async () => {
  if (await isThere('chromium')) return;
  if (process.getuid?.() !== 0 || !(await isThere('apt-get'))) {
    throw new SetupFailed(
      'The tests in a browser need a `chromium` on the PATH, and this may not install one. On Debian: apt-get install chromium',
    );
  }
  await step('installing chromium', async () => {
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  });
};
