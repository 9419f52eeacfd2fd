import { type Cafe, type LineId, type OrderId, type TableId, when } from '@cafe/client-sdk';
import type { Page } from 'playwright-core';
import { openGuest, tableOf } from './open-devices.ts';
import type { PageOptions, Pages } from './pages.ts';

/** A table with a member of the staff behind it. */
export interface StaffedTable {
  readonly label: string;
  readonly tableId: TableId;
  /** The order that is open or waits there, as soon as there is one. */
  order(): Promise<OrderId>;
  /** Lets everybody in who waits. */
  admit(): Promise<void>;
  /** The lines in a state, as soon as there are so many. */
  lines(state: string, atLeast?: number): Promise<readonly LineId[]>;
}

/** The table of that label, as a terminal looks after it. */
export const staffedTable = async (pages: Pages, terminal: Cafe, label: string): Promise<StaffedTable> => {
  const { tableId } = await tableOf(pages, label);
  const table = terminal.table(tableId);
  const order = () => when(table, ({ value }) => (value?.open ?? value?.waiting)?.orderId);
  return {
    label,
    tableId,
    order,
    async admit() {
      await when(table, ({ value }) =>
        (value?.open ?? value?.waiting)?.bill.guests.some(({ status }) => status === 'pending'),
      );
      await terminal.guests.admit(await order());
    },
    lines: (state, atLeast = 1) =>
      when(table, ({ value }) => {
        const lines = (value?.open ?? value?.waiting)?.bill.lines.filter((line) => line.state === state) ?? [];
        return lines.length >= atLeast && lines.map(({ lineId }) => lineId);
      }),
  };
};

/** What a guest does, by the words they read. */
export const asGuest = (page: Page) => ({
  page,
  show: (view: 'Menu' | 'Basket' | 'Our order') => page.locator('.guest-nav-key').filter({ hasText: view }).tap(),
  /** Opens a dish and adds it as it usually comes. */
  async add(dish: string, note?: string): Promise<void> {
    await page.locator('.item-open').filter({ hasText: dish }).first().tap();
    const sheet = page.getByRole('dialog');
    if (note !== undefined) await sheet.getByLabel('A wish for the kitchen').fill(note);
    await sheet.getByRole('button', { name: /^Add/ }).tap();
    await sheet.waitFor({ state: 'detached' });
  },
  async join(name: string): Promise<void> {
    await page.getByRole('button', { name: 'Join your table to order' }).first().tap();
    await page.getByLabel('Your name').fill(name);
    await page.locator('button[type=submit]').tap();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  },
  send: () => page.getByRole('button', { name: /^Send \d/ }).tap(),
  /** Resolves when it is read somewhere on the page. */
  reads: (text: string | RegExp) => page.getByText(text).first().waitFor(),
});
export type Guest = ReturnType<typeof asGuest>;

/** A phone that scanned the code of a table and reads the menu. */
export const scan = async (pages: Pages, label: string, options?: PageOptions): Promise<Guest> => {
  const guest = asGuest(await openGuest(pages, label, options));
  await guest.reads('Espresso');
  return guest;
};
