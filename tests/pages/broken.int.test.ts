import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAccessible, expectTouchable } from './checks.ts';
import { type Pages, startPages } from './pages.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
}, 120_000);
afterAll(async () => {
  await pages.close();
});

test('[UI-30] [UI-20] [UI-21] the checks of a page catch a page that breaks them', async () => {
  const page = await pages.open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(`document.querySelector('.doors').insertAdjacentElement('afterend',
    Object.assign(document.createElement('button'), { style: 'width:20px;height:20px;display:block;color:#bbb;background:#ccc', textContent: 'too pale' }))`);
  await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
  await expect(expectTouchable(page)).rejects.toThrow('"width": 20');

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
}, 120_000);
