import { floorStream, type Table } from '@cafe/contract/folds';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { DEMO_PINS, type Pages, SIZES } from './pages.ts';

export type DemoPerson = keyof typeof DEMO_PINS;

/** A fresh code that enrols one device. */
export const enrolmentCode = async ({ hub }: Pages): Promise<string> => {
  const { storeId, user } = hub.cafe;
  return (await user.issueEnrolmentCode({ storeId, at: new Date().toISOString() })).code;
};

const enrolled = async (pages: Pages, path: string, options: BrowserContextOptions): Promise<Page> => {
  const page = await pages.open(`${path}#code=${await enrolmentCode(pages)}`, options);
  await page.getByRole('button', { name: 'Add this device' }).click();
  return page;
};

/** Signs somebody in at the PIN pad that is shown; whoever is there already, after a reload, stays. */
export const signIn = async (page: Page, person: DemoPerson): Promise<void> => {
  const lock = page.getByRole('button', { name: 'Lock' });
  await lock
    .or(page.getByRole('button', { name: person }))
    .first()
    .waitFor();
  if (await lock.isVisible()) return;
  await page.getByRole('button', { name: person }).click();
  await page.keyboard.type(DEMO_PINS[person]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Lock' }).waitFor();
};

/** A terminal, enrolled as a real one is; somebody signed in, unless `person` is undefined. */
export const openTerminal = async (
  pages: Pages,
  { person = 'Ana Server', ...options }: BrowserContextOptions & { readonly person?: DemoPerson | 'nobody' } = {},
): Promise<Page> => {
  const page = await enrolled(pages, '/terminal', { viewport: SIZES.terminal, ...options });
  if (person !== 'nobody') await signIn(page, person);
  return page;
};

/** A kitchen screen, enrolled as a real one is. */
export const openKitchen = async (pages: Pages, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await enrolled(pages, '/kitchen', { viewport: SIZES.kitchen, ...options });
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
};

/** A table of the demo café, by what staff call it. */
export const tableOf = async ({ hub }: Pages, label: string): Promise<Table> => {
  const { tables } = await hub.cafe.read(floorStream(hub.identity.storeId));
  const table = Object.values(tables).find((one) => one.label === label);
  if (!table) throw new Error(`there is no table ${label}`);
  return table;
};

/** The code on a table of the demo café. */
export const codeOfTable = async (pages: Pages, label: string): Promise<string> => (await tableOf(pages, label)).code;

/** A phone that scanned the code on a table. */
export const openGuest = async (pages: Pages, table: string, options: BrowserContextOptions = {}): Promise<Page> =>
  pages.open(`/t/${await codeOfTable(pages, table)}`, {
    viewport: SIZES.phone,
    hasTouch: true,
    isMobile: true,
    ...options,
  });
