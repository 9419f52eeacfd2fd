import { type Cafe, type OrderId, when } from '@cafe/client-sdk';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTerminal as openWitness } from '../faults/cast.ts';
import { atKitchen } from './at-kitchen.ts';
import { atTerminal, type Till } from './at-terminal.ts';
import { asGuest, type Guest } from './guest-table.ts';
import { openKitchen, openPhone, openTerminal, putPhoneAway } from './open-devices.ts';
import { WITHOUT_WORKER } from './pages.ts';
import { type ProcessPages, startProcessPages } from './process-pages.ts';

let pages: ProcessPages;
let till: Till;
let kitchen: ReturnType<typeof atKitchen>;
/** Another terminal, that looks at the hub's bill and does nothing. */
let witness: Cafe;
beforeAll(async () => {
  pages = await startProcessPages();
  witness = await openWitness(pages.base);
  witness.floor().subscribe(() => undefined);
  till = atTerminal(await openTerminal(pages, WITHOUT_WORKER));
  kitchen = atKitchen(await openKitchen(pages, WITHOUT_WORKER));
}, 120_000);
afterAll(async () => {
  witness.stop();
  await pages.close();
}, 60_000);

// A test that failed may have left them anywhere.
beforeEach(async () => {
  for (const { page } of [till, kitchen]) await page.context().setOffline(false);
  await till.toFloor();
}, 60_000);

const tableNamed = (label: string) =>
  when(witness.floor(), ({ value }) => value && Object.values(value.floor.tables).find((one) => one.label === label));

/** A phone at a table, with the menu on it. */
const scanned = async (label: string): Promise<Guest> => {
  const guest = asGuest(await openPhone(pages, (await tableNamed(label)).code));
  await guest.reads('Espresso');
  return guest;
};

const orderAt = (label: string): Promise<OrderId> =>
  when(witness.floor(), ({ value }) => value?.orders.find(({ bill }) => bill.tableLabel === label)?.orderId);

/** The hub's own bill: what is on it, in which state, in the order in which it came. */
const billOf = async (orderId: OrderId) => {
  const { bill } = await when(witness.order(orderId), ({ value }) => value);
  const lines = bill.lines.map(({ quantity, name, note, state }) =>
    [quantity, name, note, state].filter((part) => part !== undefined).join(' '),
  );
  return { lines: lines.toSorted(), total: bill.totals.total, round: bill.round };
};

const letIn = async (...guests: readonly Guest[]): Promise<void> => {
  await till.button('Let in').click();
  for (const { page } of guests) await page.getByText('The staff know that you').waitFor({ state: 'detached' });
};

const all = (guests: readonly Guest[], does: (guest: Guest) => Promise<unknown>): Promise<unknown> =>
  Promise.all(guests.map(does));

test('[UI-70] an evening of a terminal, a kitchen screen and two phones at once: all of it by hand, all of it live, each line once', async () => {
  await pages.configure({ approveGuestLines: true });
  const guests = await Promise.all([scanned('4'), scanned('4')]);
  const [lea, tom] = guests;
  await Promise.all([lea.join('Lea'), tom.join('Tom')]);
  await till.hasStatus('4', 'asks');
  await till.table('4').click();
  await till.page.getByText(/(Lea and Tom|Tom and Lea) would like/).waitFor();
  await letIn(lea, tom);
  const orderId = await orderAt('4');
  witness.order(orderId).subscribe(() => undefined);

  // One cart, filled from two sides at once.
  await Promise.all([lea.add('Flat White', 'extra hot'), tom.add('Cinnamon Bun')]);
  await all(guests, ({ show }) => show('Basket'));
  await lea.page.getByRole('heading', { name: 'Tom', exact: true }).waitFor();
  await tom.page.getByRole('heading', { name: 'Lea', exact: true }).waitFor();
  await all(guests, ({ send }) => send());
  await all(guests, ({ show }) => show('Our order'));
  await all(guests, ({ reads }) => reads('Somebody looks at what you sent'));
  await till.lines('pending', 2);
  await till.button('Approve all').click();

  // Cooked, with one phone out of reach meanwhile, and brought.
  const first = kitchen.card('Table 4');
  await first.getByText('extra hot').waitFor();
  await first.getByText('Cinnamon Bun').first().waitFor();
  await all(guests, ({ reads }) => reads('Received'));
  await lea.page.context().setOffline(true);
  await first.getByRole('button', { name: 'Start' }).click();
  await tom.reads('Being prepared');
  await till.lines('preparing', 2);
  await lea.page.context().setOffline(false);
  await lea.reads('Being prepared');
  await first.getByRole('button', { name: 'Done', exact: true }).click();
  await all(guests, ({ reads }) => reads('Ready'));
  await till.button('Serve 2').click();
  await all(guests, ({ reads }) => reads('Served'));

  // Two more from the terminal while the kitchen is out of reach; one of them is a mistake.
  await kitchen.page.context().setOffline(true);
  await till.button(/^Cortado/).click();
  await till.button(/^Flat White/).click();
  await till.button('Send 2').click();
  await till.lines('fired', 2);
  await kitchen.page.context().setOffline(false);
  const second = kitchen.card('Table 4');
  await second.getByText('Cortado').first().waitFor();
  await till.page.locator('.line[data-state="fired"]', { hasText: 'Flat White' }).locator('.line-main').click();
  await till.button('Void').click();
  await till.dialog.getByRole('button', { name: 'Entered wrong' }).click();
  await till.dialog.getByRole('button', { name: 'Void' }).click();
  await till.lines('voided');
  await second.locator('s', { hasText: 'Flat White' }).waitFor();
  await second.getByText('Voided: Entered wrong').waitFor();
  await second.getByRole('button', { name: 'Done', exact: true }).click();
  await second.getByRole('button', { name: 'Seen', exact: true }).click();
  await second.waitFor({ state: 'detached' });
  await till.button('Serve 1').click();
  await all(guests, async ({ page }) => page.getByText('Served').nth(2).waitFor());

  // Paid and over.
  const { lines, total } = await billOf(orderId);
  expect(lines).toEqual([
    '1 Cinnamon Bun served',
    '1 Cortado served',
    '1 Flat White extra hot served',
    '1 Flat White voided',
  ]);
  const euros = `€${(total / 100).toFixed(2)}`;
  await all(guests, ({ page }) => page.locator('.sums').getByText(euros).first().waitFor());
  await till.button(/^Pay/).click();
  await till.button(`Exact · ${euros}`).click();
  await till.page.locator('.cash-back-amount', { hasText: '€0.00' }).waitFor();
  await till.button('Close the bill').click();
  await till.hasStatus('4', 'dirty');
  await all(guests, ({ reads }) => reads('Thank you for your visit'));
  expect(pages.problems.splice(0)).toEqual([]);
  await all(guests, ({ page }) => putPhoneAway(pages, page));
}, 180_000);

const isAway = ({ page }: { readonly page: Till['page'] }) =>
  page.locator('.pill[data-state="reconnecting"], .pill[data-state="offline"]').waitFor();

test('[UI-71] [GPG-12] [GPG-21] the hub is killed in the middle of an order: what terminal, kitchen and phone did before and meanwhile is there, each once', async () => {
  await pages.configure({ approveGuestLines: false });
  await till.seat('8');
  await till.button(/^Cortado/).click();
  await till.button('Send 1').click();
  const card = kitchen.card('Table 8');
  await card.getByText('Cortado').first().waitFor();
  const orderId = await orderAt('8');
  witness.order(orderId).subscribe(() => undefined);
  const lea = await scanned('8');
  await lea.join('Lea');
  await letIn(lea);
  await lea.add('Flat White', 'before');
  await lea.show('Basket');
  await lea.page.getByRole('button', { name: /^Send 1/ }).waitFor();

  await pages.kill();
  await Promise.all([lea, till, kitchen].map(isAway));
  await lea.show('Menu');
  await lea.add('Cinnamon Bun', 'meanwhile');
  await lea.show('Basket');
  await lea.reads('Sending needs the connection');
  await lea.reads('meanwhile');
  await till.button(/^Flat White/).click();
  await till.lines('unsaved');
  await till.page.keyboard.press('F2');
  await card.getByRole('button', { name: 'Start' }).click();
  await card.getByText('Cooking').waitFor();

  await pages.comeBack();
  await lea.page.getByRole('button', { name: /^Send 2/ }).waitFor();
  await till.lines('fired');
  await till.lines('preparing');
  await card.getByText('Add-on').first().waitFor(); // it goes on in the next place
  await lea.page.reload();
  await lea.show('Basket');
  await lea.send();
  await lea.page.reload(); // in the middle of sending
  await lea.show('Our order');
  await lea.reads('Received');
  await card.getByText('meanwhile').waitFor();
  await kitchen.page.reload();
  await card.getByText('meanwhile').waitFor();
  expect(await card.locator('.line').count()).toBe(4);
  const { lines, round } = await billOf(orderId);
  expect(lines).toEqual([
    '1 Cinnamon Bun meanwhile fired',
    '1 Cortado preparing',
    '1 Flat White before fired',
    '1 Flat White fired',
  ]);
  expect(round).toBe(3);
  expect(await till.page.locator('.bill .line').count()).toBe(4);
  expect(pages.problems.splice(0)).toEqual([]);
  await lea.page.context().close();
}, 180_000);
