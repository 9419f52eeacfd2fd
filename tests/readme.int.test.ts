import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { textOf } from './source-facts.ts';

/** The shell blocks of the README that ask a running hub something by hand. */
const ASKED = [...textOf('README.md').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .map(([, code = '']) => code)
  .filter((code) => /^curl /m.test(code));

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterAll(() => hub.stop());

test('what the README asks by hand is answered', async () => {
  expect(ASKED).toHaveLength(1);
  for (const code of ASKED) {
    const asked = `set -eu\n${code.replaceAll('http://localhost:3000', hub.base).replaceAll(/^curl /gm, 'curl --silent --fail ')}`;
    const { stdout } = await promisify(execFile)('bash', ['-c', asked], { timeout: 20_000 });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'staff', accessToken: expect.any(String) });
  }
}, 90_000);
