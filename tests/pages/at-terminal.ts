import type { Page } from 'playwright-core';

/** What staff find on a terminal, by the words they read. */
export const atTerminal = (page: Page) => {
  const table = (label: string) => page.locator(`[data-table="${label}"]`);
  return {
    page,
    table,
    /** A line of the bill that says this somewhere. */
    line: (text: string) => page.locator('.line', { hasText: text }),
    button: (name: string | RegExp) => page.getByRole('button', { name }),
    dialog: page.locator('dialog[open]'),
    /** Resolves when a table is as it is wanted. */
    hasStatus: (label: string, status: string) =>
      page.locator(`[data-table="${label}"][data-status="${status}"]`).waitFor(),
    /** Resolves when so many lines are in a state. */
    lines: (state: string, atLeast = 1) =>
      page
        .locator(`.line[data-state="${state}"]`)
        .nth(atLeast - 1)
        .waitFor(),
    /** Back to the floor, from wherever it is. */
    async toFloor(): Promise<void> {
      while ((await page.locator('dialog').count()) > 0) await page.keyboard.press('Escape');
      const tile = page.locator('.tile').first();
      if (!(await tile.isVisible())) await page.getByRole('button', { name: 'Tables' }).first().click();
      await tile.waitFor();
    },
    /** Opens a bill at a free table. */
    async seat(label: string): Promise<void> {
      await table(label).click();
      await page.getByRole('button', { name: 'Open without a number' }).click();
      await page.locator('.bill').waitFor();
    },
  };
};
export type Till = ReturnType<typeof atTerminal>;
