import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectAccessible, expectTouchable } from './checks.ts';
import { openKitchen, openTerminal } from './open-devices.ts';
import { type Pages, SIZES, startPages } from './pages.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
}, 120_000);
afterAll(async () => {
  await pages.close();
});

const withoutProblems = (): void => expect(pages.problems.splice(0)).toEqual([]);

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  test('[UI-20] [UI-21] the design page has every component, and all of it is accessible and touchable', async () => {
    const page = await pages.open(`/design?theme=${theme}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    await expectTouchable(page);
    withoutProblems();
    await page.context().close();
  }, 120_000);

  test('[UI-20] [UI-21] so are the start page, enrolling and the PIN pad', async () => {
    const start = await pages.open(`/?theme=${theme}`);
    await start.getByRole('link', { name: 'Terminal' }).waitFor();
    await expectAccessible(start);
    const till = await pages.open(`/terminal?theme=${theme}`);
    await till.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(till);
    await expectTouchable(till);
    withoutProblems();
    await Promise.all([start, till].map((page) => page.context().close()));
  }, 120_000);
});

test('[UI-10] [UI-11] a terminal is enrolled by the code in its address, and somebody signs in with two taps and a PIN', async () => {
  const page = await openTerminal(pages, { person: 'nobody' });
  await page.getByRole('button', { name: 'Ana Server' }).waitFor();
  expect(page.url()).not.toContain('code');
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
