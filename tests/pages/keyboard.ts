import type { Locator, Page } from 'playwright-core';

/** More than any page has: whoever was not reached by then is not to be reached. */
const MOST_TABS = 200;

const hasFocus = (place: Locator): Promise<boolean> => place.first().evaluate((one) => one.matches(':focus-visible'));

/** Goes on with Tab until a place has the focus, seen by all, as somebody does who has no mouse. Rejects where it never has. */
export const reach = async (page: Page, place: Locator): Promise<void> => {
  await place.first().waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await hasFocus(place)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`by Tab nobody reaches ${place}`);
};
