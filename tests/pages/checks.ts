import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails where axe finds something against WCAG 2.2 AA on the page as it is now, or in a part of it, which is quicker. */
export const expectAccessible = async (page: Page, part = 'html'): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(WCAG).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect(found).toEqual([]);
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
