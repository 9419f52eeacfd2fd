import { fillKitchen, leaveKitchen, makeSome, sentBetween } from './kitchen-orders.mjs';
import { SIZES } from './stage.mjs';

/** In the page: the first ticket was sent so many minutes ago, and the others as far after it as they were, in proportion. */
const older = (minutes) => {
  const { firstAtMs, lastAtMs } = sentBetween();
  const times = (minutes * 60_000) / (lastAtMs - firstAtMs);
  return `{
    const { parse } = Date;
    const openedAt = Date.now();
    Date.parse = (text) => {
      const at = parse(text);
      return at > ${lastAtMs} ? at : openedAt - 30_000 - (${lastAtMs} - at) * ${times};
    };
  }`;
};

/** In the page: its connections can be cut, and then none comes back. */
const CUTTABLE = `{
  const sockets = [];
  const Plain = WebSocket;
  let isCut = false;
  globalThis.WebSocket = class extends Plain {
    constructor(...args) { super(...(isCut ? ['ws://127.0.0.1:9'] : args)); sockets.push(this); }
  };
  globalThis.cutAll = () => { isCut = true; for (const socket of sockets) socket.close(); };
}`;

const cards = (page) => page.locator('.ticket').first().waitFor();

const withOrders =
  (count, { minutes = 9, after } = {}) =>
  async (page, stage) => {
    await fillKitchen(stage, count);
    await page.addInitScript(older(minutes));
    await page.reload();
    await cards(page);
    await after?.(page, stage);
  };

const kitchen = (name, theme, { size = SIZES.kitchen, language = 'en', play }) => {
  return { name: `kitchen-${name}-${theme}`, path: '/kitchen', size, theme, language, enrolled: true, play };
};

const allDay = async (page) => {
  await page.keyboard.press('a');
  await page.locator('.all-day-item').first().waitFor();
};

const recall = async (page, stage) => {
  await makeSome(stage, 5);
  await page.getByRole('button', { name: 'Recall' }).click();
  await page.locator('.done').nth(4).waitFor();
};

const settings = async (page) => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
};

const stale = async (page, stage) => {
  await fillKitchen(stage, 12);
  await page.addInitScript(CUTTABLE);
  await page.addInitScript(older(9));
  await page.reload();
  await cards(page);
  await page.evaluate('cutAll()');
  await page.locator('.stale').waitFor();
};

const empty = (page) => page.getByText('All caught up').waitFor();

export const scenes = [
  kitchen('empty', 'dark', { play: empty }),
  kitchen('empty', 'light', { play: empty, size: SIZES.tablet }),
  kitchen('busy-12', 'dark', { play: withOrders(12) }),
  kitchen('busy-12', 'light', { play: withOrders(12) }),
  kitchen('busy-12-tablet', 'dark', { play: withOrders(12), size: SIZES.tablet }),
  kitchen('german', 'dark', { play: withOrders(12), size: SIZES.terminal, language: 'de' }),
  kitchen('all-day', 'dark', { play: withOrders(12, { after: allDay }) }),
  kitchen('stale', 'dark', { play: stale }),
  kitchen('recall', 'dark', { play: withOrders(12, { after: recall }) }),
  kitchen('settings', 'light', { play: withOrders(12, { after: settings }), size: SIZES.tablet }),
  kitchen('busy-30', 'dark', { play: withOrders(30, { minutes: 11 }) }),
  kitchen('busy-30-tablet', 'light', {
    play: withOrders(30, { minutes: 11, after: leaveKitchen }),
    size: SIZES.tablet,
  }),
];
