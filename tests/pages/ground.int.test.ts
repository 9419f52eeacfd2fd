import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

test.each(['light', 'dark'])(
  '[UI-20] [UI-21] in the %s theme so are the start page and enrolling',
  async (theme) => {
    const page = await pages.open(`/?theme=${theme}`);
    await page.getByRole('link', { name: 'Terminal' }).waitFor();
    await expectAccessible(page);
    await page.goto(`${pages.hub.base}/terminal?theme=${theme}`);
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await expectAccessible(page);
    await expectTouchable(page);
    withoutProblems();
    await page.context().close();
  },
  120_000,
);

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
