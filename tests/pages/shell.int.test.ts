import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../source-facts.ts';
import { openTerminal } from './open-devices.ts';
import { type Pages, startPages } from './pages.ts';

let pages: Pages;
let newer = '';
beforeAll(async () => {
  pages = await startPages();
  newer = await mkdtemp(join(tmpdir(), 'cafe-newer-'));
}, 120_000);
afterAll(async () => {
  await pages.close();
  await rm(newer, { recursive: true });
});

const CACHED = `caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>
  (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())`;

test('[UI-34] [UI-35] a terminal opens without the hub, and a newer page waits until somebody takes it', async () => {
  const page = await openTerminal(pages, { person: 'nobody' });
  const people = page.getByRole('heading', { name: 'Who is there?' });
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.reload();
  await people.waitFor();
  const cached: readonly string[] = await page.evaluate(CACHED);
  expect(cached).toContain('/terminal');
  expect(cached.filter((path) => !/^\/(assets\/.+|icons\/.+|terminal|kitchen)$/.test(path))).toEqual([]);

  const { hub } = pages;
  await hub.stop();
  await page.reload();
  await people.waitFor();

  // The same café under the same address, whose pages were built anew.
  await cp(join(ROOT, 'apps/dist/www'), newer, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  await appendFile(join(newer, 'sw.js'), '\n// newer');
  const { database, identity, secrets, port } = hub;
  const next = await startTestHub({
    ...{ database, identity, secrets, pagesDir: newer, demo: true },
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    env: { PORT: String(port) },
  });
  try {
    await page.evaluate(
      'window.before = true; navigator.serviceWorker.ready.then((one) => one.update()).then(() => true)',
    );
    const chip = page.getByRole('button', { name: 'New version' });
    await chip.waitFor();
    expect(await page.evaluate('window.before')).toBe(true); // nothing was reloaded by itself
    const reloaded = page.waitForEvent('load');
    await chip.click();
    await reloaded;
    expect(await page.evaluate('window.before')).toBeUndefined();
    await people.waitFor();
    await chip.waitFor({ state: 'detached' });
  } finally {
    await next.stop();
  }
  expect(pages.problems).toEqual([]);
}, 180_000);
