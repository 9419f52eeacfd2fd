import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from './source-facts.ts';

const EVENING = [process.execPath, join(ROOT, 'examples/dist/one-evening.js')] as const;
const TOUR = ['bash', join(ROOT, 'examples/curl.sh')] as const;

interface Ended {
  readonly code: number;
  readonly printed: string;
}

/** Runs an example to its end, as somebody at a terminal would. */
const run = (
  [program, file]: readonly [string, string],
  url: string,
  env: Record<string, string> = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout: 100_000 };
    execFile(program, [file, url], options, (error, stdout, stderr) => {
      // Whatever ended without a code of its own was killed, and that is no success.
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ code, printed: stdout + stderr });
    });
  });

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterAll(() => hub.stop());

test('one evening: a terminal, a kitchen screen and two phones see all they should', async () => {
  const { code, printed } = await run(EVENING, hub.base);
  expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringContaining('Everybody saw') });
  for (const seen of [
    /kitchen +\d × .* is in the kitchen/,
    /Lea +\d × .* is ready/,
    /Tom +is told guest\.session_ended/,
  ]) {
    expect(printed).toMatch(seen);
  }
  expect(hub.reported).toEqual([]);
}, 110_000);

test('the tour by curl goes from signing in to a receipt', async () => {
  const { code, printed } = await run(TOUR, hub.base);
  expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringContaining('The tour is over') });
  expect(hub.reported).toEqual([]);
}, 110_000);

test.each([
  { name: 'one evening', example: EVENING },
  { name: 'the tour by curl', example: TOUR },
])(
  '$name ends with 1 where something is not as it should be',
  async ({ example }) => {
    const { code, printed } = await run(example, hub.base, { CAFE_PASSWORD: 'not-the-password' });
    expect({ code, printed }).toMatchObject({ code: 1, printed: expect.not.stringMatching(/Everybody saw|is over/) });
  },
  60_000,
);
