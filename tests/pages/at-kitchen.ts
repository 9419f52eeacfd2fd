import type { Page } from 'playwright-core';

/** What cooks find on a kitchen screen, by the words they read. */
export const atKitchen = (page: Page) => ({
  page,
  /** The card of that name; one that was just done is none any more. */
  card: (name: string) =>
    page.locator('.ticket:not(.ticket-gone)').filter({ has: page.getByRole('heading', { name, exact: true }) }),
  names: (): Promise<string[]> => page.locator('.ticket:not(.ticket-gone) h2').allTextContents(),
});
