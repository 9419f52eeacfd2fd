import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** In the page: what a text could have become, had it become anything. */
const MADE = `document.querySelectorAll('#page :is(script, style, link, meta, base, iframe, object, embed, img, video, source, math, template, a, b, details, marquee, noscript, xmp, plaintext)').length
  + [...document.querySelectorAll('#page h1')].filter((one) => one.textContent === 'Big').length`;

/** A page that may open no dialog of the browser's: one that does is a problem. */
export const watchDialogs = (page: Page, problems: string[]): void => {
  page.on('dialog', (dialog) => {
    problems.push(`said: ${dialog.message()}`);
    void dialog.dismiss();
  });
};

/** All that is read in such places of the page. */
export const textsIn = (page: Page, places: string): Promise<readonly string[]> =>
  page.locator(places).evaluateAll((found) => found.map((place) => place.textContent ?? ''));

/** Fails where a string is not to be read in one of the texts just as it was written. */
export const expectRead = (texts: readonly string[], strings: readonly string[]): void => {
  const all = texts.join('\n');
  expect(strings.filter((one) => !all.includes(one))).toEqual([]);
};

/** Fails where a text has become an element. */
export const expectNothingMade = async (page: Page): Promise<void> => {
  expect(await page.evaluate(MADE)).toBe(0);
};
