import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run, SetupFailed } from './run.mjs';
import { step } from './step.mjs';

/** Programs that tests drive, each with Debian's package of it and what it is for. */
const PACKAGES = {
  chromium: { from: 'chromium', why: 'some tests are about what a browser keeps' },
  nginx: { from: 'nginx-light', why: 'it stands before several hubs' },
  'redis-server': { from: 'redis-server', why: 'it stands between several hubs' },
  promtool: { from: 'prometheus', why: 'it checks the alerts' },
  'rabbitmq-server': { from: 'rabbitmq-server', why: 'the log is published to one' },
  'docker-compose': { from: 'docker-compose', why: 'it reads docker-compose.yml; no engine is needed' },
};

/** Where servers lie that are not on everybody's PATH. */
const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

const isThere = async (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const found = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
};

const missing = async () => {
  const names = [];
  for (const name of Object.keys(PACKAGES)) if (!(await isThere(name))) names.push(name);
  return names;
};

/** Whether this process may install what is missing. */
const mayInstall = async () => process.getuid?.() === 0 && (await isThere('apt-get'));

/**
 * Makes sure that the programs which tests drive are there, and on the PATH of this process and its children. As root on Debian
 * they are installed, with the request to start none of them; elsewhere that is for whoever owns the machine, and this says so.
 */
export const preparePrograms = async () => {
  process.env.PATH = [process.env.PATH, ...SBIN].filter(Boolean).join(delimiter);
  const names = await missing();
  if (names.length === 0) return;
  const packages = names.map((name) => PACKAGES[name].from);
  if (!(await mayInstall())) {
    const reasons = names.map((name) => `  ${name}: ${PACKAGES[name].why}`);
    throw new SetupFailed(
      `The tests need programs that are not on the PATH, and this may not install them:\n${reasons.join('\n')}\nOn Debian: apt-get install ${packages.join(' ')}`,
    );
  }
  await step(`installing ${names.join(', ')}`, async () => {
    await run('apt-get', ['update']);
    await run('env', ['RUNLEVEL=1', 'apt-get', 'install', '--yes', '--no-install-recommends', ...packages]);
  });
};
