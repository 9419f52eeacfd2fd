import { join } from './guest-scenes.mjs';
import { openStaff } from './guest-staff.mjs';
import { SIZES } from './stage.mjs';

const NARROW = { width: 390, height: 844 };

const inHouse = async (page, stage) => {
  await stage.signIn(page, 'Ana Server', '400400');
  await page.locator('.tile').first().waitFor();
};

const seat = async (page, label, covers) => {
  await page.locator(`[data-table="${label}"]`).click();
  const number = page.locator('.seat-number', { hasText: new RegExp(`^${covers}$`) });
  const bill = page.locator('.bill');
  await number.or(bill).first().waitFor({ state: 'attached' });
  if (await number.isVisible()) await number.click();
  await bill.waitFor({ state: 'attached' });
};

const add = async (page, ...typed) => {
  for (const text of typed) {
    await page.locator('.entry-input').fill(text);
    await page.keyboard.press('Enter');
    const sheet = page.locator('.dialog');
    await page
      .locator('.entry-input')
      .evaluate((input) => input.value === '' || Promise.reject(new Error('not added')));
    if (await sheet.isVisible()) await page.locator('.dialog-foot .button-primary').click();
    await sheet.waitFor({ state: 'detached' });
  }
  await page.locator('[data-state="unsaved"]').waitFor({ state: 'detached' });
};

const send = async (page) => {
  await page.keyboard.press('F2');
  await page.locator('.bill-cart').waitFor({ state: 'detached' });
};

const showBill = async (page) => {
  const other = page.locator('.side-switch .button');
  if (await other.isVisible()) await other.click();
};

const BUSY = ['2 capp', 'flat white', '3 espresso', 'eggs bene', 'croissant'];

const busyBill = async (page, label) => {
  await seat(page, label, 3);
  await page.locator('.bill .line, .bill .empty').first().waitFor({ state: 'attached' });
  if ((await page.locator('.bill .line').count()) > 0) return;
  await add(page, ...BUSY);
  await send(page);
  await add(page, 'flat white', '2 caff');
};

/** A floor on which something goes on; made once, by whichever scene is played first. */
const busyFloor = async (page) => {
  if ((await page.locator('[data-table="2"]').getAttribute('data-status')) !== 'free') return;
  for (const [label, covers] of [
    ['2', 2],
    ['4', 3],
    ['8', 5],
    ['6', 4],
  ]) {
    await seat(page, label, covers);
    if (label !== '6') await add(page, '2 flat white', 'croissant');
    if (label === '4' || label === '8') await send(page);
    await page.keyboard.press('Escape');
    await page.locator('.tile').first().waitFor();
  }
  await page.keyboard.press('n');
  await page.locator('.dialog .field-input').fill('Katharina');
  await page.keyboard.press('Enter');
  await page.locator('.bill').waitFor({ state: 'attached' });
  await add(page, 'croissant');
  await page.keyboard.press('Escape');
  await page.locator('.tile').first().waitFor();
};

const floor = async (page, stage) => {
  await inHouse(page, stage);
  await busyFloor(page);
};

const order = async (page, stage) => {
  await inHouse(page, stage);
  await busyBill(page, '5');
};

const modifiers = async (page, stage) => {
  await order(page, stage);
  await page.locator('.entry-input').fill('capp');
  await page.keyboard.press('Enter');
  await page.locator('.dialog').waitFor();
};

const cash = async (page, stage) => {
  await order(page, stage);
  await page.keyboard.press('F4');
  await page.locator('.cash').waitFor();
};

const forty = async (page, stage) => {
  await inHouse(page, stage);
  await seat(page, '10', 8);
  if ((await page.locator('.line').count()) < 40) {
    for (let at = 0; at < 40; at += 1) {
      const tile = page.locator('.item:not([data-sold-out="true"])').nth(at % 8);
      if (at % 8 === 0)
        await page
          .locator('.category')
          .nth(at / 8)
          .click();
      const before = await page.locator('.line').count();
      await tile.click();
      // Either the line is there, or a sheet asks for more first.
      const first = page.locator('.dialog-foot .button-primary');
      await first.or(page.locator('.line').nth(before)).first().waitFor();
      if (await first.isVisible()) await first.click();
      await page.locator('.dialog').waitFor({ state: 'detached' });
    }
    await page.locator('[data-state="unsaved"]').waitFor({ state: 'detached' });
    await send(page);
  }
};

const offline = async (page, stage) => {
  await order(page, stage);
  await page.context().setOffline(true);
  await page.locator('.terminal-banners .tone-warn').waitFor({ timeout: 60_000 });
  await page.locator('.entry-input').fill('2 croissant');
  await page.keyboard.press('Enter');
};

/** A line with what can be done with it. */
const line = async (page, stage) => {
  await order(page, stage);
  await page.locator('.line-main').nth(3).click();
  await page.locator('.line-buttons').waitFor();
};

const help = async (page, stage) => {
  await floor(page, stage);
  await page.keyboard.press('?');
  await page.locator('.help').waitFor();
};

/** A guest asks to be let in. */
const asks = async (page, stage) => {
  await floor(page, stage);
  const staff = await openStaff(stage.url);
  try {
    const phone = await stage.open({ path: staff.path, size: SIZES.phone });
    await join(phone, 'Lea');
    await page.locator('.aside-row .chip', { hasText: 'Asks to come' }).first().waitFor();
  } finally {
    staff.stop();
  }
};

const approve = async (page, stage) => {
  await asks(page, stage);
  await page.locator('.aside-row', { hasText: 'Asks to come' }).first().click();
  await page.locator('.asking').waitFor();
};

const paid = async (page, stage) => {
  await inHouse(page, stage);
  await seat(page, 'Bar 2', 1);
  await add(page, '2 flat white', 'croissant');
  await send(page);
  await page.keyboard.press('F4');
  await page.locator('.cash').waitFor();
  await page.locator('.cash-quick .button').nth(3).click();
  await page.locator('.cash-back').waitFor();
};

const PLAYS = { floor, order, modifiers, cash, forty, offline, line, help, asks, approve, paid };
const onBill = new Set(['order', 'forty', 'offline']);

const scenesOf = ({ theme = 'light', size, name }, names) =>
  names.map((which) => ({
    name: `terminal-${which}-${name}`,
    path: '/terminal',
    size,
    theme,
    enrolled: true,
    async play(page, stage) {
      await PLAYS[which](page, stage);
      if (name === 'narrow' && onBill.has(which)) await showBill(page);
    },
  }));

/** The till, wide and narrow, by day and by night. */
export const scenes = [
  ...scenesOf({ size: SIZES.terminal, name: 'light' }, [
    'floor',
    'order',
    'modifiers',
    'cash',
    'forty',
    'offline',
    'line',
    'help',
    'paid',
    'asks',
    'approve',
  ]),
  ...scenesOf({ theme: 'dark', size: SIZES.terminal, name: 'dark' }, ['floor', 'order', 'modifiers', 'cash']),
  ...scenesOf({ size: SIZES.tablet, name: 'tablet' }, ['floor', 'order']),
  ...scenesOf({ size: NARROW, name: 'narrow' }, ['floor', 'order', 'modifiers', 'cash', 'offline']),
];
