import { createHttp, type DeviceKind } from '@cafe/client-sdk';
import { floorStream, type Table } from '@cafe/contract/folds';
import type { Page } from 'playwright-core';
import { DEMO_PINS, type Looks, type PageOptions, type Pages, SIZES } from './pages.ts';

export type DemoPerson = keyof typeof DEMO_PINS;

/** A page of a device that was enrolled some day before: its key is where the page itself keeps it. */
const enrolled = async (looks: Looks, kind: DeviceKind, options: PageOptions): Promise<Page> => {
  const code = await looks.enrolmentCode();
  const key = await createHttp({ url: looks.base }).enrolDevice({ code, name: kind, kind });
  return looks.open(`/${kind}`, { viewport: SIZES[kind], kept: { [`cafe.device.${kind}`]: key }, ...options });
};

/** Enrols a device as people do it: by the code in the address that a QR holds, and a tap. */
export const enrolByCode = async (looks: Looks, kind: DeviceKind): Promise<Page> => {
  const page = await looks.open(`/${kind}#code=${await looks.enrolmentCode()}`, { viewport: SIZES[kind] });
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

/** An enrolled terminal; somebody signed in, unless `person` is `nobody`. */
export const openTerminal = async (
  looks: Looks,
  { person = 'Ana Server', ...options }: PageOptions & { readonly person?: DemoPerson | 'nobody' } = {},
): Promise<Page> => {
  const page = await enrolled(looks, 'terminal', options);
  if (person !== 'nobody') await signIn(page, person);
  return page;
};

/** An enrolled kitchen screen. */
export const openKitchen = async (looks: Looks, options: PageOptions = {}): Promise<Page> => {
  const page = await enrolled(looks, 'kitchen', options);
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

/** Phones that nobody holds any more. Another guest's page is there ten times as soon as in a browser that has loaded none. */
const putAway = new WeakMap<Looks, Page[]>();

/** Takes a phone out of somebody's hand, with all that it has kept. */
export const putPhoneAway = async (looks: Looks, page: Page): Promise<void> => {
  await page.goto(`${looks.base}/icons/cafe.svg`); // of the same origin, and without a script
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: looks.base, storageTypes: 'all' });
  await session.detach();
  putAway.set(looks, [...(putAway.get(looks) ?? []), page]);
};

/** A phone that scanned a code; a usual one, unless `options` say what is special about it. */
export const openPhone = async (looks: Looks, code: string, options?: PageOptions): Promise<Page> => {
  const free = options === undefined ? putAway.get(looks)?.pop() : undefined;
  if (!free) return looks.open(`/t/${code}`, { viewport: SIZES.phone, hasTouch: true, isMobile: true, ...options });
  await free.setViewportSize(SIZES.phone);
  await free.goto(`${looks.base}/t/${code}`);
  return free;
};

/** A phone that scanned the code on a table of the demo café. */
export const openGuest = async (pages: Pages, table: string, options?: PageOptions): Promise<Page> =>
  openPhone(pages, await codeOfTable(pages, table), options);
