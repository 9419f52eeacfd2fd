import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { ROOT } from './root.mjs';
import { SetupFailed } from './run.mjs';

/**
 * Prepares a workspace and then becomes its program, in this very process: signals, the exit code and the terminal are the
 * program's own, and there is no parent that could die or live on without it.
 */
export const launch = async (workspace, program) => {
  try {
    await prepare(workspace);
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  const file = join(ROOT, workspace, 'dist', program);
  process.argv[1] = file;
  process.chdir(ROOT); // as npm does: data/ is the checkout's, wherever this was called
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(file).href);
};
