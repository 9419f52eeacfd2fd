import { type LineId, newId, type OrderId, type TableId } from '@cafe/client-sdk';
import { asHouse, PIN } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { join, newPhone } from '../e2e/guests-at-table.ts';
import { atTerminal } from './at-terminal.ts';
import { scan } from './guest-table.ts';
import { EVERYTHING, fillHostileCafe, LABELS, NAMES, NOTES } from './hostile-cafe.ts';
import { expectNothingMade, expectRead, textsIn, watchDialogs } from './hostile-page.ts';
import { HOSTILE_STRINGS } from './hostile-strings.ts';
import { openKitchen, openTerminal, tableOf } from './open-devices.ts';
import { type Pages, startPages, WITHOUT_WORKER } from './pages.ts';

/** So many guests had to go, for the others to come. */
const GONE = 5;

let pages: Pages;
let everything: Awaited<ReturnType<typeof fillHostileCafe>>;
beforeAll(async () => {
  pages = await startPages();
  everything = await fillHostileCafe(pages.hub);
  await seatHostileGuests((await tableOf(pages, '8')).tableId);
}, 180_000);
afterAll(() => pages.close());

/** A hundred guests, one after another, each of whom has a dish in the cart with their own name as a note. */
const seatHostileGuests = async (tableId: TableId): Promise<void> => {
  const { hub } = pages;
  await asHouse(hub, { type: 'store.configure', guestMode: 'open', guestsPerTable: 99 });
  const orderId = newId<OrderId>();
  await asHouse(hub, { type: 'order.open', orderId, serviceType: 'dine_in', tableId });
  for (const [index, name] of HOSTILE_STRINGS.entries()) {
    const phone = newPhone();
    const joined = await join(hub, phone, { tableId, orderId, name });
    expect([name, joined.status]).toEqual([name, 201]);
    const lines = [{ lineId: newId<LineId>(), itemId: everything.itemId, quantity: 1, modifiers: [], note: name }];
    const context = { by: { kind: 'guest', id: phone.guestId }, may: () => true } as const;
    await hub.cafe.services
      .get('order')
      ?.handle({ id: newId(), command: { type: 'order.addLines', orderId, lines } }, context);
    // So many fit at one table; whoever goes leaves their lines.
    if (index < GONE) await asHouse(hub, { type: 'guest.remove', orderId, guestId: phone.guestId });
  }
};

const finished = async (page: Page): Promise<void> => {
  await expectNothingMade(page);
  expect(pages.problems.splice(0)).toEqual([]);
  await page.context().close();
};

/** Goes through all pages of the kitchen screen, and answers what was read in such places on any of them. */
const readAll = async (page: Page, places: readonly string[]): Promise<Record<string, string[]>> => {
  const read = Object.fromEntries(places.map((place) => [place, [] as string[]]));
  for (;;) {
    for (const place of places) read[place]?.push(...(await textsIn(page, place)));
    await expectNothingMade(page);
    const next = page.getByRole('button', { name: 'Next page' });
    if ((await next.count()) === 0 || (await next.isDisabled())) return read;
    await next.click();
  }
};

test('[KDS-51] a hundred hostile names, notes and reasons are read on the kitchen screen as they were written, and become nothing', async () => {
  const page = await openKitchen(pages, WITHOUT_WORKER);
  watchDialogs(page, pages.problems);
  await page.locator('.ticket').first().waitFor();
  expectRead(await textsIn(page, '[role=tab]'), HOSTILE_STRINGS);
  const places = [
    '.ticket-name',
    '.ticket-about',
    '.line-name',
    '.line-variant',
    '.line-modifiers',
    '.band',
    '.line-void',
  ];
  const read = await readAll(page, places);
  for (const [place, texts] of Object.entries(read)) {
    expect({ place, read: texts.length > 0 }).toEqual({ place, read: true });
    expectRead(texts, HOSTILE_STRINGS);
  }
  expectRead(read['.ticket-name'] ?? [], LABELS);
  await page.keyboard.press('a');
  await page.getByRole('complementary').waitFor();
  expectRead(await textsIn(page, '.all-day'), HOSTILE_STRINGS);

  const { orderId, lineIds } = everything;
  const [voided, made] = [lineIds.slice(0, NOTES.length), lineIds.slice(NOTES.length)];
  await asHouse(pages.hub, { type: 'order.finish', orderId, lineIds: made });
  await asHouse(pages.hub, { type: 'order.acknowledgeVoid', orderId, lineIds: voided });
  await page.getByRole('button', { name: 'Recall', exact: true }).click();
  await page.getByRole('button', { name: `Bring back ${EVERYTHING}` }).waitFor();
  expectRead(await textsIn(page, 'dialog'), HOSTILE_STRINGS);
  await finished(page);
}, 180_000);

/** What lies over the page is read, and left. */
const readOver = async (page: Page): Promise<readonly string[]> => {
  await page.locator('dialog[open]').waitFor();
  const texts = await textsIn(page, 'dialog');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  return texts;
};

/** Goes through the categories, and opens what has a description, sizes or options. */
const readMenu = async (page: Page) => {
  const read = { items: [] as string[], described: [] as string[], chosen: [] as string[] };
  for (const [at, name] of NAMES.entries()) {
    await page.locator('.category').filter({ hasText: name }).first().click();
    const tile = page.locator('.item').filter({ hasText: name }).first();
    await tile.waitFor();
    read.items.push(...(await textsIn(page, '.item-name')));
    if (at >= NOTES.length) continue;
    await tile.click({ button: 'right' });
    await page.locator('.choose-item').waitFor();
    read.described.push(...(await textsIn(page, '.choose-item > .muted')));
    await page.getByRole('button', { name: 'Add with options' }).click();
    await page.locator('.choose').waitFor();
    read.chosen.push(...(await readOver(page)));
  }
  return read;
};

test('[TRM-70] a hundred hostile names, notes and reasons are read on the terminal as they were written, and become nothing', async () => {
  const { hub } = pages;
  const at9 = {
    tableId: (await tableOf(pages, '9')).tableId,
    orderId: newId<OrderId>(),
    name: HOSTILE_STRINGS[0] ?? '',
  };
  await join(hub, newPhone(), at9); // a free table: the staff are asked
  const till = atTerminal(await openTerminal(pages, { person: 'nobody', ...WITHOUT_WORKER }));
  const { page } = till;
  watchDialogs(page, pages.problems);
  // No kitchen is there, and the terminal says so over what is to be tapped: somebody has told them then, when no sheet is open.
  const told = page.locator('body:not(:has(dialog[open]))').getByRole('button', { name: 'I told them' });
  await page.addLocatorHandler(told, () => told.click());
  await page.locator('.person').first().waitFor();
  expectRead(await textsIn(page, '.person-name'), HOSTILE_STRINGS);
  const [name = ''] = NAMES;
  await page.locator('.person').filter({ hasText: name }).first().click();
  await page.getByRole('heading', { name }).waitFor();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await till.button('Lock').waitFor();

  await page.locator('.tile').first().waitFor();
  expectRead(await textsIn(page, '[role=tab]'), HOSTILE_STRINGS);
  expectRead(await textsIn(page, '.floor-aside'), HOSTILE_STRINGS);
  await page.getByRole('tab').filter({ hasText: name }).first().click();
  await page
    .locator('.tile')
    .filter({ hasText: LABELS[0] ?? '' })
    .first()
    .waitFor();
  expectRead(await textsIn(page, '.tile-label'), LABELS);
  await page.getByRole('tab').filter({ hasText: 'Café' }).click();
  await till.table('9').click();
  expectRead(await readOver(page), [`${at9.name} would like to order here`]);
  await till.table('8').click();
  await page.locator('.bill-here').waitFor();
  expectRead(await textsIn(page, '.bill-here'), HOSTILE_STRINGS.slice(GONE));
  expectRead(await textsIn(page, '.line-more'), HOSTILE_STRINGS);
  await expectNothingMade(page);
  await till.button('Tables').click();

  await page.locator('.aside-row').filter({ hasText: EVERYTHING }).click();
  await page.locator('.line').first().waitFor();
  for (const place of ['.line-name', '.line-variant', '.line-more', '.line-note']) {
    expectRead(await textsIn(page, place), HOSTILE_STRINGS);
  }
  expectRead(await textsIn(page, '.line[data-state="voided"] .line-more:last-child'), HOSTILE_STRINGS);
  expectRead(await textsIn(page, '.category-name'), HOSTILE_STRINGS);
  const { items, described, chosen } = await readMenu(page);
  expectRead(items, HOSTILE_STRINGS);
  expectRead(described, HOSTILE_STRINGS);
  expectRead(chosen, HOSTILE_STRINGS);
  await expectNothingMade(page);
  await till.button('Tables').click();

  const cancelled: string[] = [];
  for (const [at, reason] of NOTES.entries()) {
    const orderId = newId<OrderId>();
    await asHouse(hub, { type: 'order.open', orderId, serviceType: 'counter', tabName: `Cancelled ${at}` });
    await page
      .locator('.aside-row')
      .filter({ hasText: `Cancelled ${at}` })
      .click();
    await page.locator('.bill').waitFor();
    await asHouse(hub, { type: 'order.void', orderId, reason });
    await page.getByText('This bill was cancelled').waitFor();
    cancelled.push(...(await textsIn(page, '.empty')));
    await till.button('Tables').first().click();
  }
  expectRead(cancelled, HOSTILE_STRINGS);
  await finished(page);
}, 180_000);

test('[GPG-30] a hundred hostile names and notes are read on a phone as they were written, and become nothing', async () => {
  const guest = await scan(pages, '8');
  const { page } = guest;
  watchDialogs(page, pages.problems);
  for (const place of ['.menu-category', '.item-name', '.item-more']) {
    expectRead(await textsIn(page, place), HOSTILE_STRINGS);
  }
  const chosen: string[] = [];
  for (const name of NAMES.slice(0, 4)) {
    const called = page.locator('.item-name').filter({ hasText: name });
    await page.locator('.item-open').filter({ has: called }).first().tap();
    chosen.push(...(await readOver(page)));
  }
  expectRead(chosen, HOSTILE_STRINGS);
  await guest.join('<img src=x onerror=alert(1)>');
  await guest.add('Cinnamon Bun', '"><script>alert(1)</script>');
  await guest.show('Basket');
  await page.getByRole('button', { name: /^Send 1/ }).waitFor();
  expectRead(await textsIn(page, 'main'), [...HOSTILE_STRINGS, '<img src=x onerror=alert(1)> (you)']);
  expectRead(await textsIn(page, '.share h3'), HOSTILE_STRINGS);
  await guest.send();
  await guest.show('Our order');
  await guest.reads('Received');
  expectRead(await textsIn(page, 'main'), ['"><script>alert(1)</script>']);
  await finished(page);
}, 180_000);
