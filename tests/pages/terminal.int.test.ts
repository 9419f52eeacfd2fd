import { type OrderId, when } from '@cafe/client-sdk';
import { floorStream } from '@cafe/contract/folds';
import { asHouse, enrolKitchen, joinGuest, type TestClient } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { expectAccessible, expectTouchable } from './checks.ts';
import { type DemoPerson, openTerminal } from './open-devices.ts';
import { DEMO_PINS, type PageOptions, type Pages, startPages, WITHOUT_WORKER } from './pages.ts';
import { takeWire, type Wire } from './wire.ts';

/** What a terminal's targets are at least. */
const FINGER_PX = 56;

let pages: Pages;
let kitchen: TestClient;
beforeAll(async () => {
  pages = await startPages();
  kitchen = await enrolKitchen(pages.hub);
  kitchen.cafe.kitchen().subscribe(() => {});
}, 120_000);
afterAll(async () => {
  kitchen.cafe.stop();
  await pages.close();
});

/** Ana’s terminal. It stands where its last test left it, which is on the floor. */
let anas: Page | undefined;
const onFloor = (page: Page) => page.locator('.tile').first().isVisible();

/** Ana’s terminal, on the floor; another one where a test that failed has left it elsewhere. */
const atAnas = async (): Promise<Page> => {
  if (anas && (await onFloor(anas)) && (await anas.locator('dialog').count()) === 0) return anas;
  await anas?.context().close();
  anas = await opened({ hasTouch: true });
  return anas;
};

/** What a test ends with: nothing went wrong, and the terminal is on the floor again. */
const leave = async (page: Page): Promise<void> => {
  withoutProblems();
  if (!(await onFloor(page))) await button(page, 'Tables').first().click();
  await table(page, '1').waitFor();
};

const withoutProblems = (): void => expect(pages.problems.splice(0)).toEqual([]);

const opened = async (options: PageOptions & { readonly person?: DemoPerson } = {}): Promise<Page> => {
  const page = await openTerminal(pages, { ...WITHOUT_WORKER, ...options });
  await table(page, '1').waitFor();
  return page;
};

const table = (page: Page, label: string) => page.locator(`[data-table="${label}"]`);
const line = (page: Page, name: string) => page.locator('.line', { hasText: name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const hasStatus = (page: Page, label: string, status: string) =>
  page.locator(`[data-table="${label}"][data-status="${status}"]`).waitFor();

/** The kitchen makes everything that is at a table. */
const cook = async (label: string): Promise<void> => {
  const { orders } = await when(kitchen.cafe.kitchen(), ({ value }) =>
    value?.orders.some(({ bill }) => bill.tableLabel === label && bill.lines.some(({ state }) => state === 'fired'))
      ? value
      : undefined,
  );
  const { orderId, bill } = orders.find((order) => order.bill.tableLabel === label) ?? {};
  const lineIds = bill?.lines.filter(({ state }) => state === 'fired').map(({ lineId }) => lineId) ?? [];
  if (orderId) await kitchen.cafe.orders.finish(orderId, { lineIds });
};

const seatAt = async (page: Page, label: string): Promise<void> => {
  await table(page, label).click();
  await button(page, 'Open without a number').click();
  await page.locator('.bill').waitFor();
};

test('[TRM-40] every screen is accessible in both themes, and every target as large as a finger in a hurry', async () => {
  const page = await atAnas();
  const { keyboard } = page;
  const look = async (part?: string) => {
    await expectAccessible(page, part);
    await expectTouchable(page, FINGER_PX);
  };
  const lookOver = async () => {
    await page.locator('dialog[open]').waitFor();
    await look('dialog');
    await keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  };
  await look();
  await keyboard.press('n');
  await lookOver();
  await table(page, 'Bar 1').click();
  await page.locator('dialog[open]').waitFor();
  await look('dialog');
  await button(page, 'Open without a number').click();
  await button(page, /^Flat White/).click({ button: 'right' });
  await lookOver();
  await button(page, /^Flat White/).click();
  await line(page, 'Flat White').locator('.line-main').click();
  await look();
  await button(page, /^Cappuccino/).click();
  await lookOver();
  await keyboard.press('?');
  await lookOver();
  await keyboard.press('F2');
  await page.locator('.line[data-state="fired"] .line-main').focus();
  await keyboard.press('Delete');
  await lookOver();
  await keyboard.press('F4');
  await page.locator('.cash').waitFor();
  await look('dialog');
  await keyboard.press('Enter'); // the exact amount
  await page.locator('.cash-back').waitFor();
  await lookOver();
  await cook('Bar 1');
  await leave(page);
}, 120_000);

test('[TRM-41] [TRM-43] by touch an order goes from the floor to the kitchen, the table and the cash, and closes', async () => {
  const page = await atAnas();
  await table(page, '1').tap();
  await page.locator('.seat-number', { hasText: /^2$/ }).tap();
  await button(page, /^Cortado/).tap(); // one tap: nothing has to be chosen
  await button(page, /^Cappuccino/).tap(); // two: a size has to be
  await button(page, /^Large/).tap();
  await line(page, 'Cortado').locator('.line-main').tap();
  await button(page, 'One more').tap();
  await line(page, 'Cortado').locator('.line-quantity', { hasText: '2' }).waitFor();
  await button(page, 'Send 3').tap();
  await page.locator('.line[data-state="fired"]').nth(1).waitFor();
  await cook('1');
  await button(page, 'Serve 3').tap();
  await page.locator('.line[data-state="served"]').nth(1).waitFor();
  await button(page, 'Pay').tap();
  await button(page, '€20.00').tap(); // of 10.90: two Cortados and a large Cappuccino
  await page.locator('.cash-back-amount', { hasText: '€9.10' }).waitFor();
  await button(page, 'Close the bill').tap();
  await hasStatus(page, '1', 'dirty');
  await leave(page);
}, 120_000);

test('[TRM-42] [TRM-43] the same by keyboard alone, with a quantity, a PLU, a void and a change', async () => {
  const page = await atAnas();
  const { keyboard } = page;
  await keyboard.type('4');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Table 4' }).waitFor();
  for (let at = 0; at < 3; at += 1) await keyboard.press('Tab');
  await keyboard.press('Enter'); // three guests
  await page.locator('.bill').waitFor();
  await keyboard.type('2 cort');
  await keyboard.press('Enter');
  await keyboard.type('105'); // a scanner types so too
  await keyboard.press('Enter');
  await keyboard.press('+');
  await line(page, 'Flat White').locator('.line-quantity', { hasText: '2' }).waitFor();
  await keyboard.press('F2');
  await page.locator('.line[data-state="fired"]').nth(1).waitFor();
  await keyboard.press('ArrowUp'); // the last line: Flat White
  await keyboard.press('Delete');
  await page.getByRole('heading', { name: 'Void Flat White' }).waitFor();
  await page.getByLabel('Reason').focus();
  await keyboard.type('tapped twice');
  await keyboard.press('Enter');
  await page.locator('.line[data-state="voided"]').waitFor();
  await cook('4');
  await page.locator('.line[data-state="ready"]').waitFor();
  await keyboard.press('F8');
  await page.locator('.line[data-state="served"]').waitFor();
  await keyboard.press('F4');
  await page.locator('.cash').waitFor();
  await keyboard.type('1000');
  await keyboard.press('Enter');
  await page.locator('.cash-back-amount', { hasText: '€3.40' }).waitFor();
  await keyboard.press('Enter');
  await hasStatus(page, '4', 'dirty');
  await keyboard.press('?');
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  await keyboard.press('Escape');
  await leave(page);
}, 120_000);

test('[TRM-44] a tapped item is on the bill before the hub has answered, and goes from it with a reason when it is refused', async () => {
  let wire: Wire | undefined;
  const prepare = async (context: BrowserContext) => {
    wire = await takeWire(context);
  };
  const page = await opened({ person: 'Ben Server', prepare });
  if (!wire) throw new Error('nobody took the wire');
  await seatAt(page, '2');
  await page.locator('.bill-facts', { hasText: 'No.' }).waitFor(); // the hub has opened it
  wire.hold();
  await button(page, /^Flat White/).click();
  await line(page, 'Flat White').and(page.locator('[data-state="unsaved"]')).waitFor();
  await page.locator('.sum-total', { hasText: '€3.90' }).waitFor(); // by the menu that is here
  wire.release();
  await line(page, 'Flat White').and(page.locator('[data-state="draft"]')).waitFor();
  // Sold out meanwhile, and this terminal has not heard of it.
  wire.hold();
  await soldOut('Cortado');
  await button(page, /^Cortado/).click();
  await line(page, 'Cortado').waitFor();
  wire.release();
  await page.getByText('Cortado was not added: sold out').waitFor();
  await line(page, 'Cortado').waitFor({ state: 'detached' });
  withoutProblems();
  await page.context().close();
}, 120_000);

/** Another terminal holds an item, says that it is sold out, and goes. */
const soldOut = async (name: string): Promise<void> => {
  const other = await atAnas();
  await seatAt(other, '3');
  await button(other, new RegExp(`^${name}`)).click({ button: 'right' });
  await button(other, 'Sold out').click();
  await other.getByText(`${name} is sold out on every screen`).waitFor();
  await leave(other);
};

test('[TRM-45] two terminals on one table see each other’s lines, and who is there', async () => {
  const [ana, ben] = [await atAnas(), await opened({ person: 'Ben Server' })];
  await seatAt(ana, '5');
  await table(ben, '5').and(ben.locator('[data-status="seated"]')).click();
  await ana.getByText(/Ben Server is (here|editing)/).waitFor();
  await button(ben, /^Flat White/).click();
  await line(ana, 'Flat White').waitFor();
  await button(ana, /^Mocha/).click();
  await button(ana, /^Regular/).click();
  await line(ben, 'Mocha').waitFor();
  await ben.getByText(/Ana Server is (here|editing)/).waitFor();
  await ben.context().close();
  // Whoever looks at a bill that another ends is told so.
  const orderId = new URL(ana.url()).hash.slice('#bill='.length) as OrderId; // as the address names it
  await asHouse(pages.hub, { type: 'order.void', orderId, reason: 'They left' });
  await ana.getByText('This bill was cancelled').waitFor();
  await expectAccessible(ana);
  await leave(ana);
}, 120_000);

test('[TRM-46] [TRM-49] without a connection it goes on, says so, and everything arrives once; a silent kitchen is an alarm', async () => {
  const page = await atAnas();
  await seatAt(page, '6');
  await page.locator('.bill-facts', { hasText: 'No.' }).waitFor();
  await page.context().setOffline(true);
  await button(page, /^Flat White/).click();
  await line(page, 'Flat White').waitFor();
  await page.keyboard.press('F2');
  await page.getByText('No connection to the hub · 2 wait on this device').waitFor();
  await expectAccessible(page, '.terminal-banners');
  await page.context().setOffline(false);
  await line(page, 'Flat White').and(page.locator('[data-state="fired"]')).waitFor();
  await expect(line(page, 'Flat White').locator('.line-quantity').allTextContents()).resolves.toEqual(['1']);
  await page.locator('.terminal-banners .tone-warn').waitFor({ state: 'detached' });
  // No kitchen screen says that it shows it.
  await page.getByRole('alert').filter({ hasText: 'Not shown in the kitchen yet: Bar' }).waitFor();
  await button(page, 'I told them').click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await leave(page);
}, 120_000);

test('[TRM-47] what somebody may not do alone, another allows by their own PIN, for this one thing', async () => {
  const page = await atAnas();
  await seatAt(page, '7');
  await button(page, /^Flat White/).click();
  await page.keyboard.press('F2');
  await cook('7');
  await page.locator('.line[data-state="ready"] .line-main').click();
  await button(page, 'Void').click();
  await button(page, 'Not as ordered').click();
  await page.locator('.dialog').getByRole('button', { name: 'Void' }).click();
  await page.getByRole('heading', { name: 'Somebody has to allow this' }).waitFor();
  await expectAccessible(page, 'dialog');
  await button(page, 'Mara Manager').click();
  await expectAccessible(page, 'dialog');
  await page.keyboard.type('999999');
  await page.keyboard.press('Enter');
  await page.getByText('the PIN is wrong').waitFor();
  await page.keyboard.type(DEMO_PINS['Mara Manager']);
  await page.keyboard.press('Enter');
  await page.locator('.line[data-state="voided"]').waitFor();
  await leave(page);
}, 120_000);

test('[TRM-48] guests who ask are let in from the floor, and what they ask for is approved or declined with a reason', async () => {
  const page = await atAnas();
  const { items } = await when(kitchen.cafe.menu(), ({ value }) => value);
  const { tables } = await pages.hub.cafe.read(floorStream(pages.hub.identity.storeId));
  const tableId = Object.values(tables).find(({ label }) => label === '9')?.tableId;
  const item = Object.values(items).find(({ name }) => name === 'Butter Croissant');
  if (!tableId || !item) throw new Error('the demo café is another one');
  const guest = await joinGuest(pages.hub, { tableId, name: 'Anna <b>' });
  const { orderId } = guest.key;
  const [first, second] = [
    { itemId: item.itemId, quantity: 1 },
    { itemId: item.itemId, quantity: 2, note: 'warm, please' },
  ];
  await guest.cafe.orders.addLines(orderId, [first, second]);
  await guest.cafe.orders.send(orderId);
  await hasStatus(page, '9', 'asks');
  await table(page, '9').click();
  await expectAccessible(page, 'dialog');
  await button(page, 'Let in').click();
  await button(page, 'Approve all').waitFor();
  await expectAccessible(page, '.bill');
  await line(page, 'warm, please').locator('.line-main').click();
  await button(page, 'Decline').last().click();
  await button(page, 'Please ask us').click();
  await page.locator('.dialog').getByRole('button', { name: 'Decline' }).click();
  await page.locator('.bill-guests .line[data-state="draft"]').waitFor();
  await button(page, 'Approve all').click();
  await page.locator('.line[data-state="fired"]').waitFor();
  await page.getByText('Order themselves: Anna <b>').waitFor();
  guest.cafe.stop();
  await leave(page);
}, 120_000);
