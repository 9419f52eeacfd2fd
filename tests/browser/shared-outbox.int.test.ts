import type { ItemId, OrderId, StaffId } from '@cafe/client-sdk';
import { orderStream } from '@cafe/contract/folds';
import { asHouse, type CutProxy, enrolTerminal, startCutProxy, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { simpleItem } from '../e2e/evening.ts';
import { type Chromium, freshProfile, PLAIN_HOST, startChromium } from './chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { openPage, type Terminal } from './terminal.ts';

const PIN = '284915';

let pages: PageServer;
let hub: TestHub;
let wire: CutProxy;
let itemId: ItemId;
/** An enrolled device with somebody who may sign in on it. */
let terminalOf: { device: unknown; staffId: StaffId };
beforeAll(async () => {
  pages = await startPageServer();
  const origins = ['127.0.0.1', PLAIN_HOST].map((host) => `http://${host}:${pages.port}`).join(',');
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  hub = await startTestHub({ mongodbUri, demo: true, env: { ALLOWED_ORIGINS: origins } });
  wire = await startCutProxy(hub.port);
  itemId = await simpleItem(hub);
  const { cafe, device, staffId } = await enrolTerminal(hub);
  cafe.stop();
  await hub.cafe.user.assignSecret({ storeId: hub.identity.storeId, staffId }, { kind: 'pin', value: PIN });
  terminalOf = { device, staffId };
}, 120_000);
afterAll(async () => {
  await wire.close();
  await hub.stop();
  await pages.close();
});

let profile: Awaited<ReturnType<typeof freshProfile>>;
let browser: Chromium;
let orderId: OrderId;
beforeEach(async () => {
  profile = await freshProfile();
  browser = await startChromium(profile.path);
  orderId = v7() as OrderId; // a fresh uuid is an id of whatever is made with it
  await asHouse(hub, { type: 'order.open', orderId, serviceType: 'counter' });
}, 60_000);
afterEach(async () => {
  wire.open();
  await browser.close();
  await profile.remove();
});

/** A tab whose person signed in. */
const openTab = async (host: string): Promise<Terminal> => {
  const tab = await openPage(browser, pages, host);
  await tab.call('open', { hub: `http://127.0.0.1:${wire.port}`, pin: PIN, ...terminalOf });
  return tab;
};

/** A tab that has no connection, as one that was opened while the hub was down. */
const openTabOffline = async (host: string): Promise<Terminal> => {
  const tab = await openPage(browser, pages, host);
  await tab.call('open', { hub: `http://127.0.0.1:${wire.port}`, ...terminalOf });
  return tab;
};

const saved = (tab: Terminal) => tab.until('sync', (sync) => (sync as { state: string }).state === 'saved');
const linesOf = async (): Promise<string[]> => {
  const bill = await hub.cafe.read(orderStream(orderId));
  return bill.status === 'none' ? [] : bill.lines.map(({ lineId }) => lineId);
};

describe.each([
  { by: 'Web Locks', host: '127.0.0.1', isSecure: true },
  { by: 'leases, without a secure context', host: PLAIN_HOST, isSecure: false },
])('tabs that know of one another by $by', ({ host, isSecure }) => {
  test('[SDK-52] two tabs share one outbox and never send twice', async () => {
    const [one, other] = [await openTab(host), await openTab(host)];
    expect(await one.call('isSecure')).toBe(isSecure);
    wire.shut();
    const asked = (await Promise.all([one, other].map((tab) => tab.call('addLines', orderId, itemId, 15)))).flat();
    // Whoever comes meanwhile takes nothing from those who are there.
    const third = await openTabOffline(host);
    expect(await third.call('queued')).toEqual([]);
    expect([one.sent, other.sent]).toEqual([[], []]);
    wire.open();
    await Promise.all([saved(one), saved(other)]);
    expect((await linesOf()).toSorted()).toEqual(asked.toSorted());
    expect([...one.sent, ...other.sent, ...third.sent]).toHaveLength(30);
    expect(new Set([...one.sent, ...other.sent]).size).toBe(30);
  }, 120_000);

  test('[SDK-51] [SDK-52] what a tab left that died is sent by another one, once, under the session it was tapped in', async () => {
    const [one, other] = [await openTab(host), await openTab(host)];
    wire.shut();
    const asked = await one.call('addLines', orderId, itemId, 5);
    const crash = await browser.context.newCDPSession(one.page);
    // It never answers: there is nobody any more.
    crash.send('Page.crash').catch(() => undefined);
    await other.until('queued', (queued) => JSON.stringify(queued) === JSON.stringify(asked));
    wire.open();
    await saved(other);
    expect(await linesOf()).toEqual(asked);
    expect({ sent: other.sent.length, ids: new Set(other.sent).size }).toEqual({ sent: 5, ids: 5 });
    const bill = await hub.cafe.read(orderStream(orderId));
    const by = bill.status === 'none' ? [] : bill.lines.map(({ addedBy }) => addedBy);
    expect(new Set(by.map((who) => JSON.stringify(who))).size).toBe(1);
    expect(by[0]).toMatchObject({ kind: 'staff', id: terminalOf.staffId });
  }, 120_000);

  test('[SDK-58] the browser is asked to keep it, and where it does not promise to, the app is told', async () => {
    const tab = await openTabOffline(host);
    const isPersisted = await tab.page.evaluate('navigator.storage?.persisted?.() ?? false');
    await tab.until(
      'reported',
      (codes) => (codes as string[]).includes('client.outbox_not_persistent') !== isPersisted,
    );
  }, 60_000);

  test('[SDK-58] what the browser deleted before it was sent is missed', async () => {
    wire.shut();
    const tab = await openTabOffline(host);
    await tab.call('addLines', orderId, itemId, 3);
    await tab.page.goto('about:blank');
    const session = await browser.context.newCDPSession(tab.page);
    const origin = `http://${host}:${pages.port}`;
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    const next = await openTabOffline(host);
    expect(await next.call('reported')).toContain('client.outbox_evicted');
    expect(await next.call('queued')).toEqual([]);
  }, 60_000);
});

test('[SDK-55] a browser without space is an error of the sender, and the app hears it', async () => {
  wire.shut();
  const tab = await openTabOffline('127.0.0.1');
  await tab.until('connection', (state) => state === 'offline');
  const session = await browser.context.newCDPSession(tab.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: `http://127.0.0.1:${pages.port}`, quotaSize: 1 });
  await expect(tab.call('addLines', orderId, itemId, 1)).rejects.toThrow(/outbox is full/);
  expect(await tab.call('reported')).toEqual(
    expect.arrayContaining(['client.outbox_full', 'sender: client.outbox_full']),
  );
  expect(await tab.call('outbox')).toBe('failing');
}, 60_000);
