import { expect, test } from '@jest/globals';
import { runsScript } from './programs.ts';

test('[DEP-6] what the steps of the image leave makes a store, runs in production as nobody, and stops with 0', async () => {
  const { TEST_MONGODB_URI: MONGODB_URI } = process.env;
  expect(MONGODB_URI).toBeDefined();
  const { code, text } = await runsScript('prove-image.mjs', ['--short'], { ...process.env, MONGODB_URI });
  expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('the image is proved') });
  expect(text).toContain('it is well, and answers');
}, 400_000);
