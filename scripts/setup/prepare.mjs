import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { arePagesBuilt, buildPages } from './pages.mjs';
import { SetupFailed } from './run.mjs';
import { secondsSince, step } from './step.mjs';

const NODE = [20, 19];

const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new SetupFailed(`The café hub needs Node ${NODE.join('.')} or newer; this is ${process.versions.node}.`);
};

/** A hub shows the pages; what needs no hub needs no pages. */
const showsPages = (target) => target === '.' || target === 'hub';

const ready = async (target) =>
  (await isInstalled()) && (await isBuilt(target)) && (!showsPages(target) || (await arePagesBuilt()));

/**
 * Makes a fresh or a changed checkout ready to run: installs what the lockfile says when it is not there, builds the workspace
 * ('.' is all of them) when its sources changed. Says in one line each what it does. Safe to run twice at once.
 */
export const prepare = async (target) => {
  const start = performance.now();
  requireNode();
  if (await ready(target)) return console.log(`nothing to install or build (looked for ${secondsSince(start)})`);
  await alone(async () => {
    if (!(await isInstalled())) await step('installing what the lockfile names', install);
    if (!(await isBuilt(target)))
      await step(target === '.' ? 'building all workspaces' : `building ${target}`, () => build(target));
    if (showsPages(target) && !(await arePagesBuilt())) await step('building the pages', buildPages);
  });
};
