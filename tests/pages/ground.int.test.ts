import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceId } from '@cafe/client-sdk';
import { asHouse, startTestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../source-facts.ts';
import { expectAccessible, expectTouchable } from './checks.ts';
import { enrolByCode, openKitchen, openTerminal } from './open-devices.ts';
import { type Pages, SIZES, startPages } from './pages.ts';

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

const withoutProblems = (): void => expect(pages.problems.splice(0)).toEqual([]);

test('[UI-30] [UI-20] [UI-21] the checks of a page catch a page that breaks them', async () => {
  const page = await pages.open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(`document.querySelector('.doors').insertAdjacentElement('afterend',
    Object.assign(document.createElement('button'), { style: 'width:20px;height:20px;display:block;color:#bbb;background:#ccc', textContent: 'too pale' }))`);
  await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
  await expect(expectTouchable(page)).rejects.toThrow('"width": 20');
  // Pale in the dark theme alone: both are looked at, whichever the page has.
  await page.evaluate(
    `document.querySelector('.doors + button').style = 'color:light-dark(#000,#bbb);background:#ccc'`,
  );
  await expect(expectAccessible(page, '.doors + button')).rejects.toThrow('color-contrast');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');

  const violated = page.waitForEvent('console', (message) => message.text().startsWith('forbidden: '));
  await page
    .evaluate(
      `{ const script = document.createElement('script'); script.append('window.ran = true'); document.body.append(script); }`,
    )
    .catch(() => undefined);
  await violated;
  expect(await page.evaluate('window.ran')).toBeUndefined();
  const thrown = page.waitForEvent('pageerror');
  await page.evaluate(`setTimeout(() => { throw new Error('of a page') })`);
  await thrown;
  expect(pages.problems.splice(0)).toEqual(
    expect.arrayContaining([expect.stringContaining('forbidden: '), 'threw: of a page']),
  );
  await page.context().close();
}, 120_000);

test('[UI-20] [UI-21] the design page has every component in both themes, and all of it is accessible and touchable', async () => {
  const page = await pages.open('/design');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectAccessible(page);
  await expectTouchable(page);
  withoutProblems();
  await page.context().close();
}, 120_000);

test('[UI-23] [UI-20] what is over a page is left by Escape, and all of it works by the keyboard', async () => {
  const page = await pages.open('/design');
  const opener = page.getByRole('button', { name: 'Open a sheet' }).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Cinnamon bun' }).waitFor();
  await expectAccessible(page, 'dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Open a sheet');
  await page.getByRole('button', { name: 'Show a toast' }).first().press('Enter');
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.focus(); // while somebody is there, it stays
  await expectAccessible(page, '.toasts');
  await undo.press('Enter');
  await page.getByText('It is back').waitFor();
  await page.getByRole('tab', { name: 'Food' }).first().press('ArrowRight');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Cakes');
  await page.goto(`${pages.hub.base}/design?lang=ar-XB`);
  await page.getByRole('tab', { selected: true }).first().press('ArrowLeft'); // on is to the left there
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Cakes');
  withoutProblems();
  await page.context().close();
}, 120_000);

test('[UI-20] [UI-21] so are the start page, enrolling, and how a device comes to trust the café', async () => {
  const page = await pages.open('/?theme=dark');
  await page.getByRole('link', { name: 'Terminal' }).waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await expectAccessible(page);
  await page.goto(`${pages.hub.base}/terminal`);
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await expectAccessible(page);
  await expectTouchable(page);
  await page.goto(`${pages.hub.base}/trust`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectAccessible(page);
  withoutProblems();
  await page.context().close();
}, 120_000);

test('[UI-10] [UI-11] [UI-20] a terminal is enrolled by the code in its address, somebody signs in with two taps and a PIN, until it is taken out', async () => {
  const page = await enrolByCode(pages, 'terminal');
  await page.getByRole('button', { name: 'Ana Server' }).waitFor();
  expect(page.url()).not.toContain('code');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ana Server' }).click();
  await expectAccessible(page);
  await expectTouchable(page, 48);
  await page.keyboard.type('999999');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
  await page.keyboard.type('400400');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('heading', { name: 'Who is there?' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Who is there?' }).waitFor(); // the device is still the café's
  await page.getByRole('button', { name: 'Ana Server' }).waitFor();
  const deviceId: DeviceId = await page.evaluate(`JSON.parse(localStorage.getItem('cafe.device.terminal')).deviceId`);
  await asHouse(pages.hub, { type: 'device.revoke', deviceId });
  await page.getByText('This device was removed from the café').waitFor();
  await expectAccessible(page);
  withoutProblems();
  await page.context().close();
}, 120_000);

test('[UI-12] a kitchen screen is there for whoever cooks, and dark', async () => {
  const page = await openKitchen(pages);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  withoutProblems();
  await page.context().close();
}, 120_000);

test('[UI-2] in a language from the right the page turns round, and nothing of it stands outside', async () => {
  const page = await pages.open('/design?lang=ar-XB', { viewport: SIZES.phone });
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  withoutProblems();
  await page.context().close();
}, 60_000);

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

  withoutProblems();
  const { hub } = pages;
  await hub.stop(); // the last test of this file: nobody else needs it
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
