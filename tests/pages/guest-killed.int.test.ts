import { type Cafe, when } from '@cafe/client-sdk';
import { type HubProcess, type SharedCafe, shareCafe, startHubProcess } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freshProfile, startChromium } from '../browser/chromium.ts';
import { openTerminal } from '../faults/cast.ts';
import { asGuest } from './guest-table.ts';
import { SIZES } from './pages.ts';
import { type Problems, watchProblems } from './problems.ts';

let cafe: SharedCafe;
let hub: HubProcess;
let terminal: Cafe;
let chromium: Awaited<ReturnType<typeof startChromium>>;
let profile: Awaited<ReturnType<typeof freshProfile>>;
const problems: Problems = [];
beforeAll(async () => {
  cafe = await shareCafe(process.env['TEST_MONGODB_URI'] ?? '');
  hub = await startHubProcess(cafe);
  terminal = await openTerminal(hub.base);
  profile = await freshProfile();
  chromium = await startChromium(profile.path);
}, 120_000);
afterAll(async () => {
  terminal.stop();
  await chromium.close();
  await profile.remove();
  await hub.stop();
  await cafe.remove();
}, 60_000);

const freeTable = async () => {
  const tables = await when(terminal.floor(), ({ value }) => value && Object.values(value.floor.tables));
  const [free] = tables.filter(({ state }) => state === 'available');
  if (!free) throw new Error('no table is free');
  return free;
};

test('[GPG-12] [GPG-21] the hub is killed in the middle of an order: what was chosen and sent is there, each once', async () => {
  const { tableId, code } = await freeTable();
  const { orderId } = await terminal.orders.open({ serviceType: 'dine_in', tableId });
  const order = terminal.order(orderId);
  order.subscribe(() => undefined);
  const context = await chromium.context
    .browser()
    ?.newContext({ viewport: SIZES.phone, hasTouch: true, isMobile: true });
  if (!context) throw new Error('chromium has no browser');
  const page = await context.newPage();
  await watchProblems(page, problems);
  await page.goto(`${hub.base}/t/${code}?lang=en`);
  const lea = asGuest(page);
  await lea.reads('Espresso');
  await lea.join('Lea');
  await lea.reads('The staff know that you');
  await terminal.guests.admit(orderId);
  await page.getByText('The staff know that you').waitFor({ state: 'detached' });
  await lea.add('Flat White', 'before');
  await lea.show('Basket');
  await page.getByRole('button', { name: /^Send 1/ }).waitFor();

  await hub.kill();
  await page.locator('.pill[data-state="reconnecting"], .pill[data-state="offline"]').waitFor();
  await lea.show('Menu');
  await lea.add('Cinnamon Bun', 'meanwhile');
  await lea.show('Basket');
  await lea.reads('Sending needs the connection');
  await lea.reads('meanwhile');

  hub = await startHubProcess(cafe, hub.port);
  await page.getByRole('button', { name: /^Send 2/ }).waitFor();
  await page.reload();
  await lea.show('Basket');
  await lea.send();
  await page.reload(); // in the middle of sending
  await lea.show('Our order');
  await lea.reads('Received');
  const lines = await when(order, ({ value }) => {
    const fired = value?.bill.lines.filter(({ state }) => state === 'fired') ?? [];
    return fired.length >= 2 && value?.bill.lines;
  });
  expect(lines.map(({ note, state }) => [note, state])).toEqual([
    ['before', 'fired'],
    ['meanwhile', 'fired'],
  ]);
  expect(order.getSnapshot().value?.bill.round).toBe(1);
  expect(problems).toEqual([]);
  await context.close();
}, 180_000);
