import { openStaff } from './guest-staff.mjs';
import { SIZES } from './stage.mjs';

const button = (page, name) => page.getByRole('button', { name }).first();

/** A phone that asks to join, by the name its people read. */
export const join = async (page, name) => {
  await button(page, 'Join your table to order').click();
  await page.getByLabel('Your name').fill(name);
  await button(page, 'Ask to join').click();
  await page.getByText('The staff know that you are here').waitFor();
};

/** Opens a dish and adds it as it usually comes, with what is asked for. */
const add = async (page, dish, { note, option } = {}) => {
  await page.locator('.item-open').filter({ hasText: dish }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  if (option) await sheet.getByLabel(option).first().check({ force: true });
  if (note) await sheet.getByLabel('A wish for the kitchen').fill(note);
  await sheet.getByRole('button', { name: /^Add/ }).click();
  await sheet.waitFor({ state: 'detached' });
};

const show = async (page, view) => {
  await page.locator('.guest-nav-key').filter({ hasText: view }).click();
  await page
    .locator('.toast-button')
    .first()
    .click({ timeout: 1_000 })
    .catch(() => undefined); // if one is there
};

/** Lets everybody in who waits at this page's table. */
const admit = async (page, staff) => {
  await page.getByText('The staff know that you are here').waitFor();
  await staff.admitAll();
  await page.getByText('The staff know that you are here').waitFor({ state: 'detached' });
};

const looks = [
  { suffix: 'light', theme: 'light', size: SIZES.phone },
  { suffix: 'dark', theme: 'dark', size: SIZES.phone },
  { suffix: 'tablet-light', theme: 'light', size: SIZES.tablet },
  { suffix: 'tablet-dark', theme: 'dark', size: SIZES.tablet },
];

const menu = {
  name: 'menu',
  play: (page) => page.getByText('Flat White').first().waitFor(),
};

const item = {
  name: 'item',
  async play(page) {
    await page.locator('.item-open').filter({ hasText: 'Cappuccino' }).first().click();
    await page.getByRole('dialog').waitFor();
  },
};

const filters = {
  name: 'filters',
  async play(page) {
    await button(page, 'Filters').click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Vegetarian' }).click();
    await sheet.getByRole('button', { name: 'milk', exact: true }).click();
  },
};

const waiting = {
  name: 'waiting',
  async play(page, { staff }) {
    await staff.openTable();
    await join(page, 'Lea');
  },
};

/** Three phones at one table, each with something in the cart. */
const threeAtTable = async (page, stage) => {
  const { staff, open } = stage;
  await staff.openTable();
  const phones = [
    [page, 'Lea', ['Flat White', 'Cinnamon Bun']],
    [await open({ path: staff.path, size: SIZES.phone }), 'Tom', ['Cappuccino', 'Shakshuka']],
    [await open({ path: staff.path, size: SIZES.phone }), 'Oma Inge', ['Black Forest Gateau']],
  ];
  for (const [phone, name, dishes] of phones) {
    await join(phone, name);
    await admit(phone, staff);
    for (const dish of dishes) await add(phone, dish, dish === 'Flat White' ? { note: 'extra hot, please' } : {});
  }
  return phones.map(([phone]) => phone);
};

const cart = {
  name: 'cart',
  async play(page, stage) {
    await threeAtTable(page, stage);
    await show(page, 'Basket');
    await page.getByRole('heading', { name: 'Oma Inge' }).waitFor();
    await button(page, /^Send 2/).waitFor();
  },
};

/** Everything is sent, and the kitchen is at it. */
const status = {
  name: 'status',
  async play(page, stage) {
    const phones = await threeAtTable(page, stage);
    for (const phone of phones) {
      await show(phone, 'Basket');
      await button(phone, /^Send \d/).click();
    }
    await show(page, 'Our order');
    await page.getByRole('heading', { name: 'Oma Inge' }).waitFor();
    await stage.staff.cook();
    await page.getByText('Being prepared').first().waitFor();
    await page.evaluate('scrollTo(0, 0)');
  },
};

const over = {
  name: 'over',
  async play(page, stage) {
    await status.play(page, stage);
    await stage.staff.sendAllAway();
    await button(page, 'To the menu').waitFor();
  },
};

/** The guests’ page; each scene at a table of its own, with somebody of the staff behind it. */
export const scenes = [menu, item, filters, waiting, cart, status, over].flatMap((scene) =>
  looks.map(({ suffix, theme, size }) => ({
    name: `guest-${scene.name}-${suffix}`,
    path: '/icons/cafe.svg', // until it is known at which table
    theme,
    size,
    async play(page, stage) {
      const staff = await openStaff(stage.url);
      try {
        await page.goto(`${stage.url}${staff.path}?theme=${theme}&lang=en`);
        await scene.play(page, { ...stage, staff });
      } finally {
        staff.stop();
      }
    },
  })),
);
