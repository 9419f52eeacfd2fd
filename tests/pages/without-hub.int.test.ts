import { menuStream } from '@cafe/contract/folds';
import { enrolTerminal, startTestHub, type TestClient, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './checks.ts';
import { openKitchen, openTerminal, signIn } from './open-devices.ts';
import { type Pages, startPages } from './pages.ts';
import { takeWire } from './wire.ts';

let pages: Pages;
let again: TestHub | undefined;
let waiter: TestClient;
beforeAll(async () => {
  pages = await startPages();
  waiter = await enrolTerminal(pages.hub, { role: 'manager' });
}, 120_000);
afterAll(async () => {
  waiter.cafe.stop();
  await pages.close();
  await again?.stop();
});

/** The same café under the same address. */
const startAgain = async (): Promise<void> => {
  const { database, identity, secrets, port } = pages.hub;
  again = await startTestHub({
    ...{ database, identity, secrets, demo: true },
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    env: { PORT: String(port) },
  });
};

const withoutProblems = (): void => expect(pages.problems.splice(0)).toEqual([]);

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const line = (page: Page, name: string, state: string) =>
  page.locator('.line', { hasText: name }).and(page.locator(`[data-state="${state}"]`));
const note = (page: Page) => page.getByLabel('Note for the kitchen');
const gone = (page: Page) => page.locator('.pill[data-state="reconnecting"], .pill[data-state="offline"]').waitFor();

const itemNamed = async (name: string) => {
  const { hub } = pages;
  const { items } = await hub.cafe.read(menuStream(hub.identity.storeId));
  const item = Object.values(items).find((one) => one.name === name);
  if (!item) throw new Error(`there is no ${name}`);
  return item.itemId;
};

const seatAt = async (page: Page, label: string): Promise<void> => {
  await page.locator(`[data-table="${label}"]`).click();
  await button(page, 'Open without a number').click();
  await page.locator('.bill-facts', { hasText: 'No.' }).waitFor(); // the hub has opened it
};

test('[KDS-40] a kitchen screen is stale 10 s after the last beat, and not only after the break is noticed', async () => {
  const page = await openKitchen(pages);
  const wire = await takeWire(page.context());
  await page.clock.install();
  await page.reload();
  await page.getByText('Live', { exact: true }).waitFor();
  wire.hold();
  const stale = page.getByRole('alert').filter({ hasText: 'This screen has been stale' });
  await page.clock.runFor(8_500);
  expect(await stale.count()).toBe(0);
  await page.clock.runFor(2_500);
  expect(await stale.textContent()).toMatch(/stale for 0:1[01]/);
  wire.release();
  withoutProblems();
  await page.context().close();
}, 60_000);

test('[KDS-41] a kitchen screen that is loaded anew without the hub shows the same cards, as they were tapped', async () => {
  const page = await openKitchen(pages);
  const wire = await takeWire(page.context());
  await page.reload();
  for (const tabName of ['Ida', 'Nora']) {
    const { orderId } = await waiter.cafe.orders.open({ serviceType: 'counter', tabName });
    await waiter.cafe.orders.send(orderId, { lines: [{ itemId: await itemNamed('Cinnamon Bun'), quantity: 1 }] });
  }
  const cards = page.locator('.ticket:not(.ticket-gone) h2');
  await cards.nth(1).waitFor();
  wire.cut();
  await gone(page);
  await button(page, 'Start').first().click();
  await page.locator('.ticket', { hasText: 'Ida' }).getByText('Cooking').first().waitFor();
  await page.locator('.pill', { hasText: /waiting|Offline/ }).waitFor();
  await page.reload();
  await page.locator('.ticket', { hasText: 'Ida' }).getByText('Cooking').first().waitFor();
  expect(await cards.allTextContents()).toEqual(['Ida', 'Nora']);
  await page.getByRole('alert').filter({ hasText: 'This screen has been stale' }).waitFor();
  wire.mend();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(await cards.allTextContents()).toEqual(['Ida', 'Nora']);
  withoutProblems();
  await page.context().close();
}, 60_000);

test('[UI-62] what was refused while nobody looked is told with its reason, until somebody has seen it', async () => {
  const page = await openTerminal(pages);
  const wire = await takeWire(page.context());
  await page.reload();
  await seatAt(page, '2');
  wire.cut();
  await gone(page);
  await button(page, /^Cortado/).click();
  await page.locator('.line', { hasText: 'Cortado' }).waitFor();
  await page.getByText('1 wait', { exact: false }).first().waitFor(); // it is kept on the device
  await page.close();
  const itemId = await itemNamed('Cortado');
  await waiter.cafe.send({ type: 'menu.setAvailability', itemId, state: 'sold_out' });
  const next = await page.context().newPage();
  await next.goto(`${pages.hub.base}/terminal`);
  await next.getByText('1 thing that was tapped here is kept').waitFor();
  wire.mend();
  await signIn(next, 'Ana Server');
  const told = next.getByRole('alert').filter({ hasText: '1 thing was refused while nobody looked' });
  await told.filter({ hasText: 'Table 2 · Cortado was not added: sold out' }).waitFor();
  await expectAccessible(next, '.terminal-banners');
  await next.reload();
  await told.waitFor(); // nobody has said that they have seen it
  await button(next, 'Seen').click();
  await told.waitFor({ state: 'detached' });
  withoutProblems();
  await page.context().close();
}, 60_000);

test('[UI-72] an hour without the hub, asleep and locked, takes nothing of what was sent before it', async () => {
  const page = await openTerminal(pages);
  const wire = await takeWire(page.context());
  await page.clock.install();
  await page.reload();
  await seatAt(page, '3');
  wire.cut();
  await gone(page);
  await button(page, /^Flat White/).click();
  await line(page, 'Flat White', 'unsaved').waitFor();
  await page.keyboard.press('F2');
  await page.getByText('2 wait on this device').waitFor();
  await page.clock.fastForward('01:00:00');
  await page.getByRole('heading', { name: 'Who is there?' }).waitFor(); // nobody touched it for longer than three minutes
  wire.mend();
  await page.locator('.person').first().waitFor();
  await page.clock.fastForward(10_000);
  await signIn(page, 'Ana Server');
  await line(page, 'Flat White', 'fired').waitFor(); // on the bill that was open
  expect(await page.locator('.line .line-quantity').allTextContents()).toEqual(['1']);
  withoutProblems();
  await page.context().close();
}, 60_000);

/** How many bills the browser keeps of what was seen. */
const KEPT = `indexedDB.databases().then((all) => Promise.all(all.filter(({ name }) => name.startsWith('cafe-replica:'))
  .map(({ name }) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = reject;
    opening.onsuccess = () => {
      const asking = opening.result.transaction('streams').objectStore('streams').getAllKeys();
      asking.onsuccess = () => { opening.result.close(); resolve(asking.result.filter((key) => key.startsWith('order:')).length); };
    };
  })))).then((counts) => counts.reduce((sum, count) => sum + count, 0))`;

test('[TRM-60] [UI-60] [UI-61] [UI-64] a terminal that is loaded anew without the hub goes on where it was', async () => {
  const page = await openTerminal(pages);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.reload(); // whoever is there stays
  await seatAt(page, '6');
  await button(page, /^Flat White/).click();
  await line(page, 'Flat White', 'draft').waitFor();
  await button(page, /^Cappuccino/).click();
  await note(page).fill('half a sen');
  await pages.hub.stop();
  await gone(page);

  await page.reload();
  await line(page, 'Flat White', 'draft').waitFor();
  expect(page.url()).toContain('#bill=');
  expect(await note(page).inputValue()).toBe('half a sen');
  await page.getByText(/What is shown is as of \d\d:\d\d/).waitFor();
  await note(page).fill('half a sentence');
  await button(page, /^Regular/).click();
  await line(page, 'half a sentence', 'unsaved').waitFor();
  await page.reload();
  await line(page, 'half a sentence', 'unsaved').waitFor();
  await expectAccessible(page, '.terminal-banners');

  // Another tab is nobody's: it asks for a PIN, which nobody can check, and shows nothing.
  const other = await page.context().newPage();
  await other.goto(`${pages.hub.base}/terminal`);
  await other.getByText('Signing in needs the hub').waitFor();
  expect(await other.evaluate(KEPT)).toBe(0);
  await other.close();

  await startAgain();
  await line(page, 'half a sentence', 'draft').waitFor();
  expect(await page.locator('.line').count()).toBe(2);
  await page.getByText('Live', { exact: true }).waitFor();
  await button(page, 'Lock').click();
  await page.reload();
  await page.getByRole('heading', { name: 'Who is there?' }).waitFor();
  expect(await page.evaluate(KEPT)).toBe(0);
  withoutProblems();
  await page.context().close();
}, 120_000);
