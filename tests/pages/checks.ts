import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const THEMES = ['light', 'dark'] as const;

/** In the page: takes a theme and answers which one it had. A page without themes of its own follows the device alone. */
const themed = (theme: string): string => `(() => {
  const { dataset } = document.documentElement;
  const before = dataset.theme;
  if (before !== undefined) dataset.theme = ${JSON.stringify(theme)};
  return before;
})()`;

/** What axe finds against WCAG 2.2 AA, in words. It comes to a page once: to bring it there takes longer than to ask it. */
const violationsIn = async (page: Page, part: string): Promise<readonly string[]> => {
  const isThere: boolean = await page.evaluate('globalThis.axe !== undefined');
  const { violations } = await new AxeBuilder({ page, ...(isThere && { axeSource: ';' }) })
    .setLegacyMode() // within the page: no page has frames, and no second page is opened to sum up
    .include(part)
    .options({ runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations'] })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
};

/**
 * Fails where axe finds something against WCAG 2.2 AA on the page as it is now, in the light theme or in the dark one; `part`
 * looks at a part of it, which is quicker. The page has the theme that it had when it is over.
 */
export const expectAccessible = async (page: Page, part = 'html'): Promise<void> => {
  const found: Record<string, readonly string[]> = {};
  let own: string | undefined;
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    const before: string | undefined = await page.evaluate(themed(theme));
    own ??= before;
    found[theme] = await violationsIn(page, part);
  }
  await page.emulateMedia({ colorScheme: null });
  if (own !== undefined) await page.evaluate(themed(own));
  expect(found).toEqual({ light: [], dark: [] });
};

/** In the page: what can be touched and is seen, with its size. A link in the middle of a sentence is as high as the sentence. */
const TARGETS = `[...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=tab], [role=switch]')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== 'inline')
  .map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return { what: (one.getAttribute('aria-label') ?? one.innerText ?? '').slice(0, 40) || one.outerHTML.slice(0, 80), width, height };
  })`;

interface Target {
  readonly what: string;
  readonly width: number;
  readonly height: number;
}

/** Fails where something to be touched is smaller than a finger. */
export const expectTouchable = async (page: Page, atLeastPx = 48): Promise<void> => {
  const targets: readonly Target[] = await page.evaluate(TARGETS);
  expect(targets.length).toBeGreaterThan(0);
  // Half a pixel is how a browser rounds.
  expect(targets.filter(({ width, height }) => Math.min(width, height) < atLeastPx - 0.5)).toEqual([]);
};
