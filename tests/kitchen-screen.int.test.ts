import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from './source-facts.ts';

const program = (name: string): string => join(ROOT, 'examples/dist', `${name}.js`);

let hub: TestHub;
let screen: ChildProcess;
let printed = '';
/** Resolves when the screen has printed that; what it did not print in time is the test's own time-out. */
const until = (said: RegExp): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = () => {
      if (said.test(printed)) resolve();
    };
    screen.stdout?.on('data', look);
    screen.once('exit', (code) => reject(new Error(`the screen ended with ${code}\n${printed}`)));
    look();
  });

beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  screen = spawn(process.execPath, [program('kitchen-screen'), hub.base]);
  for (const stream of [screen.stdout, screen.stderr]) stream?.on('data', (chunk) => (printed += chunk));
}, 60_000);
afterAll(async () => {
  const exited = once(screen, 'exit');
  screen.kill();
  await exited;
  await hub.stop();
});

test('the kitchen screen of the README prints each step of an evening, live', async () => {
  await until(/live: 0 orders in the kitchen/);
  await promisify(execFile)(process.execPath, [program('one-evening'), hub.base]);
  await until(/#1 1 × .*: served/);
  expect(printed).toMatch(/live: 1 orders in the kitchen\n( {2}#1 .*\n)* {2}#1 1 × .*: fired/);
  expect(printed).toMatch(/#1 1 × .*: ready/);
}, 60_000);
