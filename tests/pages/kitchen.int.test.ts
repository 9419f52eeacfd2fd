import { type Cafe, type LineId, type LineWish, newId, type OrderId } from '@cafe/client-sdk';
import { menuStream } from '@cafe/contract/folds';
import { enrolTerminal, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible, expectTouchable } from './checks.ts';
import { reach } from './keyboard.ts';
import { openKitchen } from './open-devices.ts';
import { type Pages, SIZES, startPages, WITHOUT_WORKER } from './pages.ts';

let pages: Pages;
let waiter: Cafe;
let page: Page;
let again: TestHub | undefined;
beforeAll(async () => {
  pages = await startPages();
  page = await openKitchen(pages, WITHOUT_WORKER);
  waiter = (await enrolTerminal(pages.hub, { role: 'manager' })).cafe;
}, 120_000);
afterAll(async () => {
  waiter.stop();
  await pages.close();
  await again?.stop();
});

const withoutProblems = (): void => expect(pages.problems.splice(0)).toEqual([]);

/** What a guest wishes, by the names of the demo's menu. */
const wish = async (name: string, more: Partial<LineWish> = {}): Promise<LineWish> => {
  const { hub } = pages;
  const { items } = await hub.cafe.read(menuStream(hub.identity.storeId));
  const item = Object.values(items).find((one) => one.name === name);
  if (!item) throw new Error(`there is no ${name}`);
  const [variant] = item.variants ?? [];
  return {
    itemId: item.itemId,
    lineId: newId(),
    quantity: 1,
    ...(variant && { variantId: variant.variantId }),
    ...more,
  };
};

/** Sends an order to the kitchen under a name that its card is found by. */
const send = async (tabName: string, ...lines: readonly LineWish[]): Promise<OrderId> => {
  const { orderId } = await waiter.orders.open({ serviceType: 'counter', tabName });
  await waiter.orders.send(orderId, { lines });
  sent.push({ orderId, lineIds: lines.flatMap(({ lineId }) => lineId ?? []) });
  return orderId;
};

/** Everything that a test sent is done with it: the next one begins with an empty kitchen, on a screen that is loaded anew. */
const sent: { readonly orderId: OrderId; readonly lineIds: readonly LineId[] }[] = [];
afterEach(async () => {
  for (const { orderId, lineIds } of sent.splice(0)) {
    await waiter.orders.finish(orderId, { lineIds }).catch(() => undefined); // of a voided one nothing is left to do
  }
});
beforeEach(async () => {
  await page.reload();
  await page.getByText('All caught up').waitFor();
});

const card = (page: Page, name: string) => page.locator('.ticket').filter({ has: page.getByRole('heading', { name }) });
const names = (page: Page): Promise<string[]> => page.locator('.ticket:not(.ticket-gone) h2').allTextContents();

/** In the page: every tone that begins is written down. */
const LISTEN = `globalThis.heard = [];
const { start } = OscillatorNode.prototype;
OscillatorNode.prototype.start = function (...when) { heard.push(this.frequency.value); return start.apply(this, when); };`;
const heard = (page: Page): Promise<number[]> => page.evaluate('heard.splice(0)');

test('[KDS-17] [KDS-19] [KDS-20] [KDS-7] a card comes with its sound, is begun, done by a key, and comes back', async () => {
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
  await page.reload();
  await page.getByText('All caught up').waitFor();
  await page.evaluate(LISTEN);
  await page.getByRole('heading', { name: 'Kitchen', level: 1 }).click(); // sounds are locked before somebody touches the page
  await expect(page.getByText('Tap once for sound').waitFor({ state: 'detached' })).resolves.toBeUndefined();

  const orderId = await send('Nora', await wish('Cinnamon Bun', { quantity: 2 }));
  await card(page, 'Nora').waitFor();
  expect(await heard(page)).toEqual([660, 880, 1_320]);
  expect(frames.filter((frame) => frame.includes('"shown"') && frame.includes(orderId))).not.toEqual([]);

  await waiter.orders.send(orderId, { lines: [await wish('Americano')] });
  await card(page, 'Nora').getByText('Add-on').waitFor();
  expect(await heard(page)).toEqual([784, 784]);

  await card(page, 'Nora').getByRole('button', { name: 'Start' }).click();
  await card(page, 'Nora').getByText('Cooking').waitFor();
  await page.keyboard.press('1');
  expect(await card(page, 'Nora').getAttribute('aria-current')).toBe('true');
  await page.keyboard.press('Enter');
  await page.getByText('Nora is done').waitFor();
  await card(page, 'Nora').getByRole('button').first().waitFor({ state: 'detached' });

  await page.keyboard.press('r');
  await card(page, 'Nora').getByRole('button', { name: 'Done', exact: true }).waitFor();
  expect(await heard(page)).toEqual([]); // it is known
  await card(page, 'Nora').getByRole('heading', { level: 2 }).dblclick();
  await card(page, 'Nora').getByRole('button').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await card(page, 'Nora').getByRole('button', { name: 'Done', exact: true }).click();
  withoutProblems();
}, 120_000);

test('[KDS-4] [KDS-13] a void is struck through until somebody has seen it', async () => {
  const orderId = await send('Otto', await wish('Cinnamon Bun'), await wish('Americano', { quantity: 3 }));
  await card(page, 'Otto').waitFor();
  await page.evaluate(LISTEN);
  await page.getByRole('heading', { name: 'Kitchen', level: 1 }).click();
  await page.keyboard.press('a');
  await page.getByRole('complementary').getByRole('button', { name: 'Americano' }).waitFor();
  const bill = waiter.order(orderId);
  await new Promise<void>((resolve) => {
    const stop = bill.subscribe(() => {
      if (bill.getSnapshot().value) resolve(stop());
    });
  });
  const coffee = bill.getSnapshot().value?.bill.lines.find(({ name }) => name === 'Americano');
  if (!coffee) throw new Error('there is no coffee');
  await waiter.orders.voidLines({ orderId, lines: [{ lineId: coffee.lineId }], reason: 'guest left' });
  await card(page, 'Otto').locator('s', { hasText: 'Americano' }).waitFor();
  expect(await heard(page)).toEqual([520, 392, 262]);
  await page.getByRole('complementary').getByRole('button', { name: 'Americano' }).waitFor({ state: 'detached' });

  await card(page, 'Otto').getByRole('button', { name: 'Done', exact: true }).click();
  await card(page, 'Otto').locator('s', { hasText: 'Americano' }).waitFor(); // doing the rest is not seeing the void
  await card(page, 'Otto').getByRole('button', { name: 'Seen', exact: true }).click();
  await card(page, 'Otto').locator('s').waitFor({ state: 'detached' });
  withoutProblems();
}, 120_000);

test('[KDS-1] [KDS-11] [KDS-24] a reload shows the same cards in the same order, within 2 s', async () => {
  const bun = await wish('Cinnamon Bun');
  const guests = ['Ada', 'Bo', 'Cy', 'Di', 'Ed'];
  for (const name of guests) await send(name, bun);
  await card(page, 'Ed').waitFor();
  expect(await names(page)).toEqual(guests);
  await page.addInitScript('delete Navigator.prototype.wakeLock');
  await page.reload();
  const before = performance.now();
  await card(page, 'Ed').waitFor();
  const tookMs = performance.now() - before;
  expect(await names(page)).toEqual(guests);
  expect(tookMs).toBeLessThan(2_000);
  await page.getByRole('button', { name: 'The screen may fall asleep' }).click();
  await page.getByRole('link', { name: 'How to get https' }).waitFor();
  withoutProblems();
}, 120_000);

test('[KDS-22] [KDS-23] cards, all day, recall and settings are accessible in both themes, and touchable', async () => {
  await page.setViewportSize(SIZES.terminal);
  const look = async (part?: string) => {
    await expectAccessible(page, part);
    await expectTouchable(page, 56);
  };
  await look();
  await send('Done', await wish('Cinnamon Bun'));
  await card(page, 'Done').getByRole('button', { name: 'Done', exact: true }).click();
  const name = 'A name that is rather long, and then some more';
  await send(name, await wish('Cinnamon Bun', { note: 'Nut allergy!' }), await wish('Americano', { note: 'hot' }));
  const first = card(page, name).first(); // it goes on in the next place
  await first.waitFor();
  expect(await first.locator('.band-allergy').textContent()).toContain('Nut allergy!');
  expect(await first.locator('.band-allergy').textContent()).toContain('Contains gluten');
  await page.keyboard.press('a');
  await page.getByRole('complementary').getByRole('button').first().waitFor();
  await look();
  await page.getByRole('button', { name: 'Recall' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bring back Done' }).waitFor();
  await look('dialog');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Settings of this screen' }).waitFor();
  await look('dialog');
  await page.setViewportSize(SIZES.kitchen);
  withoutProblems();
}, 120_000);

test('[KDS-50] [KDS-20] by keys alone cards are chosen, begun and done, line by line or whole, brought back, and the screen is set', async () => {
  const { keyboard } = page;
  await send('Ada', await wish('Cinnamon Bun'), await wish('Americano'));
  await send('Bo', await wish('Cinnamon Bun'));
  await card(page, 'Bo').waitFor();
  const isChosen = (name: string) => card(page, name).and(page.locator('[aria-current]')).waitFor();
  await keyboard.press('ArrowRight');
  await isChosen('Ada');
  await keyboard.press('ArrowRight');
  await isChosen('Bo');
  await keyboard.press('1');
  await isChosen('Ada');
  await keyboard.press('t');
  await card(page, 'Ada').getByText('Cooking').waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press(' ');
  await card(page, 'Ada').locator('.line-done', { hasText: 'Americano' }).waitFor();
  await keyboard.press('Enter');
  await page.getByText('Ada is done').waitFor();
  await isChosen('Bo');
  await keyboard.press('Backspace');
  await card(page, 'Ada').getByRole('button', { name: 'Done', exact: true }).waitFor();
  await keyboard.press('1');
  await isChosen('Ada');
  await keyboard.press('2');
  await isChosen('Bo');
  await keyboard.press('2'); // the number again does what Enter does
  await page.getByText('Bo is done').waitFor();

  await keyboard.press('s');
  await page.getByRole('button', { name: 'Sound off' }).waitFor();
  await keyboard.press('s');
  await keyboard.press('a');
  await page.getByRole('complementary').getByRole('button', { name: 'Cinnamon Bun' }).waitFor();
  // What has no key of its own is reached by Tab: the list of what was done, and a setting.
  await reach(page, page.getByRole('button', { name: 'Recall', exact: true }));
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await reach(page, page.getByRole('button', { name: 'Bring back Bo' }));
  await keyboard.press('Enter');
  await card(page, 'Bo').getByRole('button', { name: 'Done', exact: true }).waitFor();
  await keyboard.press('?');
  await reach(page, page.getByRole('button', { name: 'More: Hurry after' }));
  await keyboard.press(' ');
  await page.getByText('6 minutes').waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  withoutProblems();
}, 120_000);

test('[KDS-21] a key that somebody gave to an action is remembered', async () => {
  await send('Ada', await wish('Cinnamon Bun'));
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'All day A' }).click();
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: 'All day F8' }).waitFor();
  await page.reload();
  await card(page, 'Ada').waitFor();
  await page.keyboard.press('F8');
  await page.getByRole('complementary').waitFor();
}, 120_000);

test('[KDS-18] a screen whose hub is gone says in red that it is stale, and goes on where it was', async () => {
  await send('Ada', await wish('Cinnamon Bun'));
  await card(page, 'Ada').waitFor();
  const before = await names(page);
  const { hub } = pages;
  await hub.stop();
  const banner = page.getByRole('alert').filter({ hasText: 'This screen has been stale' });
  await banner.waitFor();
  await expectAccessible(page, '.stale');
  again = await startTestHub({
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    database: hub.database,
    identity: hub.identity,
    secrets: hub.secrets,
    env: { PORT: String(hub.port) },
  });
  await banner.waitFor({ state: 'detached' });
  expect(await names(page)).toEqual(before);
  withoutProblems();
}, 120_000);
