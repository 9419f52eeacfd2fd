import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { scan } from './guest-table.ts';
import { openTerminal } from './open-devices.ts';
import { type Pages, startPages } from './pages.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await startPages();
}, 120_000);
afterAll(() => pages.close());

test('[UI-50] nothing moves on the phone or on the floor while a guest asks, waits and is let in', async () => {
  const floor = await openTerminal(pages);
  const asking = floor.locator('[data-table="5"]');
  await asking.waitFor();
  const guest = await scan(pages, '5');
  const watched: readonly Locator[] = [
    guest.page.locator('.item').first(),
    guest.page.getByRole('searchbox'),
    floor.getByLabel('Table number'),
    floor.locator('[data-table="10"]'),
    floor.getByRole('heading', { name: 'Without a table' }),
    floor.getByRole('button', { name: 'New order' }),
  ];
  const places = () => Promise.all(watched.map((one) => one.boundingBox()));
  const before = await places();
  expect(before).not.toContain(null);

  await guest.join('Lea');
  await guest.reads('The staff know that you are here');
  await floor.getByRole('complementary').getByText('Asks to come').waitFor();
  expect(await places()).toEqual(before);

  await asking.click();
  await floor.getByRole('button', { name: 'Let in' }).click();
  await guest.page.getByText('The staff know that you are here').waitFor({ state: 'detached' });
  await floor.getByRole('button', { name: 'Tables' }).click();
  await asking.waitFor();
  expect(await places()).toEqual(before);
  expect(pages.problems).toEqual([]);
}, 60_000);
