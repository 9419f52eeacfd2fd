import { type ItemId, type LineId, newId, type OrderId } from '@cafe/client-sdk';
import type { Command } from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import { asHouse } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { join, newPhone } from '../e2e/guests-at-table.ts';
import { scan } from './guest-table.ts';
import { HOSTILE_STRINGS } from './hostile-strings.ts';
import { tableOf } from './open-devices.ts';
import { type Pages, startPages } from './pages.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
}, 120_000);
afterAll(() => pages.close());

const VARIANTS_AT_MOST = 20;

/** In the page: what a text could have become, had it become anything. */
const MADE = `document.querySelectorAll('main :is(script, style, link, meta, base, iframe, object, embed, img, video, math, template, a, b, marquee, h1, plaintext)').length`;

/** Every string is to be read on the page as it was written. */
const expectRead = async (page: Page, within: string, strings: readonly string[]): Promise<void> => {
  const text = await page.locator(within).evaluate((place) => place.textContent ?? '');
  expect(strings.filter((one) => !text.includes(one))).toEqual([]);
  expect(await page.evaluate(MADE)).toBe(0);
};

/** Dishes whose names, descriptions and sizes are hostile; the ids. */
const saveHostileDishes = async (): Promise<readonly ItemId[]> => {
  const { hub } = pages;
  const { items } = await hub.cafe.read(menuStream(hub.identity.storeId));
  const [model] = Object.values(items);
  if (!model) throw new Error('the menu is empty');
  const ids: ItemId[] = [];
  for (let from = 0; from < HOSTILE_STRINGS.length; from += VARIANTS_AT_MOST) {
    const names = HOSTILE_STRINGS.slice(from, from + VARIANTS_AT_MOST);
    const itemId = newId<ItemId>();
    ids.push(itemId);
    const dish: Command = {
      type: 'menu.saveItem',
      itemId,
      categoryId: model.categoryId,
      name: names[0] ?? '',
      description: names.join(' '),
      price: 100,
      variants: names.map((name) => ({ variantId: newId(), name, price: 100 })),
      modifierGroupIds: [],
      taxes: model.taxes,
      allergens: [],
      diets: [],
      stationIds: [],
      sort: 0,
    };
    await asHouse(hub, dish);
  }
  return ids;
};

/** A hundred guests, one after another, each of whom has a dish in the cart with their own name as a note. */
const seatHostileGuests = async (orderId: OrderId, itemId: ItemId): Promise<void> => {
  const { hub } = pages;
  const tableId = (await tableOf(pages, '8')).tableId;
  for (const [index, name] of HOSTILE_STRINGS.entries()) {
    const phone = newPhone();
    const joined = await join(hub, phone, { tableId, orderId, name });
    expect([name, joined.status]).toEqual([name, 201]);
    const lines = [{ lineId: newId<LineId>(), itemId, quantity: 1, modifiers: [], note: name }];
    const context = { by: { kind: 'guest', id: phone.guestId }, may: () => true } as const;
    await hub.cafe.services
      .get('order')
      ?.handle({ id: newId(), command: { type: 'order.addLines', orderId, lines } }, context);
    // So many fit at one table; whoever goes leaves their lines.
    if (index < 5) await asHouse(hub, { type: 'guest.remove', orderId, guestId: phone.guestId });
  }
};

test('[GPG-30] a hundred hostile names and notes are read as they were written, and become nothing', async () => {
  const { hub } = pages;
  await asHouse(hub, { type: 'store.configure', guestMode: 'open', guestsPerTable: 99 });
  const dishes = await saveHostileDishes();
  const menu = await hub.cafe.read(menuStream(hub.identity.storeId));
  const bun = Object.values(menu.items).find(({ name }) => name === 'Cinnamon Bun');
  const orderId = newId<OrderId>();
  const { tableId } = await tableOf(pages, '8');
  await asHouse(hub, { type: 'order.open', orderId, serviceType: 'dine_in', tableId });
  if (!bun) throw new Error('there are no buns');
  await seatHostileGuests(orderId, bun.itemId);

  const guest = await scan(pages, '8');
  const { page } = guest;
  page.on('dialog', (dialog) => {
    pages.problems.push(`said: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await expectRead(page, 'main', HOSTILE_STRINGS);
  const opened = page.locator('.item-open').filter({ hasText: HOSTILE_STRINGS[0] ?? '' });
  await opened.first().tap();
  await expectRead(page, 'dialog', HOSTILE_STRINGS.slice(0, VARIANTS_AT_MOST));
  await page.keyboard.press('Escape');
  expect(dishes).toHaveLength(HOSTILE_STRINGS.length / VARIANTS_AT_MOST);

  await guest.join('<img src=x onerror=alert(1)>');
  await guest.add('Cinnamon Bun', '"><script>alert(1)</script>');
  await guest.show('Basket');
  await page.getByRole('button', { name: /^Send 1/ }).waitFor();
  await expectRead(page, 'main', [...HOSTILE_STRINGS, '<img src=x onerror=alert(1)> (you)']);
  await guest.send();
  await guest.show('Our order');
  await guest.reads('Received');
  await expectRead(page, 'main', ['"><script>alert(1)</script>']);
  expect(pages.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 180_000);
