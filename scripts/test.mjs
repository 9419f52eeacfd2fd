/**
 * `npm test`: sets up what is missing, checks types, style and rules, and runs every test against a store of its own.
 * `npm test -- --unit` (or `npm run test:unit`) runs the tests that need nothing but Node. Other arguments go to jest.
 * Ends with a plain line `N passed, N failed`; a build, a lint or a run that failed counts as failed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { preparePrograms } from './setup/debian.mjs';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { run, SetupFailed } from './setup/run.mjs';
import { secondsSince, step } from './setup/step.mjs';

/** Jest has written its results by then; what is still open after that is a leak. */
const EXIT_MS = 20_000;
/** One more than a small machine has cores: much of what is tested waits for a process, a browser or a clock. */
const WORKERS = 3;

const unitOnly = process.argv.includes('--unit');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--unit');
const folder = await mkdtemp(join(tmpdir(), 'cafe-test-'));
const resultFile = join(folder, 'results.json');
const cleanUps = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];

/** One store for the whole run; each test takes a database of its own in it. */
const startStore = async () => {
  const { getStore } = await import('@cafe/hub/embedded');
  const lines = [];
  const log = (line) => lines.push(line);
  const { MONGODB_URI: mongodbUri, PATH: path } = process.env;
  const toolsDir = join(ROOT, 'data', 'tools');
  try {
    const store = await step('starting a store', () =>
      getStore({ mongodbUri, path, log, toolsDir, dataDir: join(folder, 'data') }),
    );
    cleanUps.unshift(store.stop);
    console.log(`store: ${store.foundBy}`);
    return store.uri;
  } catch (error) {
    throw new SetupFailed(`${lines.join('\n')}\n${error.message}`);
  }
};

const jest = (storeUri) => {
  const program = join(ROOT, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const which = unitOnly ? ['--testMatch', '**/*.unit.test.ts'] : [];
  const results = ['--json', '--outputFile', resultFile, '--maxWorkers', String(WORKERS)];
  return spawn(process.execPath, [...flags, program, ...results, ...which, ...jestArguments], {
    cwd: ROOT,
    stdio: ['inherit', 'ignore', 'inherit'], // with --json its report goes to stderr and the JSON, which we have in a file, to stdout
    env: { ...process.env, TEST_SHARED_DIR: folder, ...(storeUri && { TEST_MONGODB_URI: storeUri }) },
  });
};

/** Runs jest to its end. One that has its results and does not end is ended: something was left open. */
const runJest = async (storeUri) => {
  const child = jest(storeUri);
  cleanUps.unshift(() => void child.kill());
  const exited = once(child, 'exit');
  const done = new AbortController();
  const leak = (async () => {
    while (!existsSync(resultFile)) await pause(500, undefined, { signal: done.signal });
    await pause(EXIT_MS, undefined, { signal: done.signal });
    child.kill('SIGKILL');
    return true;
  })().catch(() => false);
  const [code] = await exited;
  done.abort();
  if (await leak)
    console.error(`jest did not end ${EXIT_MS / 1_000} s after its last test: a test left something open`);
  return { ...(await counts()), code };
};

/** What jest counted. A file that could not be run at all is one failure. */
const counts = async () => {
  const report = JSON.parse(await readFile(resultFile, 'utf8').catch(() => '{}'));
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numRuntimeErrorTestSuites = 0 } = report;
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
};

const lint = () =>
  step('checking style', () => run(join(ROOT, 'node_modules/.bin/biome'), ['check', '--error-on-warnings', '.'])).then(
    () => 0,
    (error) => {
      console.error(error.message);
      return 1;
    },
  );

const test = async () => {
  const start = performance.now();
  await prepare('.');
  if (!unitOnly) await preparePrograms();
  const lintFailed = await lint();
  const { passed, failed, skipped, code } = await runJest(unitOnly ? undefined : await startStore());
  if (skipped > 0) console.log(`${skipped} skipped`);
  if (passed + failed === 0) console.error('no test was run');
  console.log(`tests ran for ${secondsSince(start)}`);
  const counted = failed + lintFailed;
  return { passed, failed: counted > 0 || (code === 0 && passed > 0) ? counted : 1 };
};

let cleaning;
const cleanUp = () => {
  cleaning ??= (async () => {
    for (const clean of cleanUps) await clean();
  })();
  return cleaning;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => void cleanUp().finally(() => process.exit(130)));
}

const { passed, failed } = await test().catch((error) => {
  console.error(error instanceof SetupFailed ? error.message : error);
  return { passed: 0, failed: 1 };
});
await cleanUp();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
