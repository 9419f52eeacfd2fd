import type { ItemId, OrderId, StaffId } from '@cafe/client-sdk';
import { orderStream } from '@cafe/contract/folds';
import { asHouse, type CutProxy, enrolTerminal, startCutProxy, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { v7 } from 'uuid';
import { simpleItem } from '../e2e/evening.ts';
import { type Chromium, freshProfile, PLAIN_HOST, startChromium } from './chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { openPage, type Terminal } from './terminal.ts';

const PIN = '284915';

let pages: PageServer;
let hub: TestHub;
let profile: Awaited<ReturnType<typeof freshProfile>>;
let chromium: Chromium;
let itemId: ItemId;
/** An enrolled device with somebody who may sign in on it. */
let terminalOf: { device: unknown; staffId: StaffId };
beforeAll(async () => {
  pages = await startPageServer();
  const origins = ['127.0.0.1', PLAIN_HOST].map((host) => `http://${host}:${pages.port}`).join(',');
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  hub = await startTestHub({ mongodbUri, demo: true, env: { ALLOWED_ORIGINS: origins } });
  itemId = await simpleItem(hub);
  const { cafe, device, staffId } = await enrolTerminal(hub);
  cafe.stop();
  await hub.cafe.user.assignSecret({ storeId: hub.identity.storeId, staffId }, { kind: 'pin', value: PIN });
  terminalOf = { device, staffId };
  profile = await freshProfile();
  chromium = await startChromium(profile.path);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await profile.remove();
  await hub.stop();
  await pages.close();
});

/** How tabs know of one another, and how they call this machine for it. */
const WAYS = [
  { by: 'Web Locks', host: '127.0.0.1', isSecure: true },
  { by: 'leases, without a secure context', host: PLAIN_HOST, isSecure: false },
] as const;
type Way = (typeof WAYS)[number];

/** A browser that has kept nothing, with a wire of its own to the hub and a bill that nobody else touches. */
interface Device {
  readonly host: string;
  readonly isSecure: boolean;
  readonly context: BrowserContext;
  readonly wire: CutProxy;
  readonly orderId: OrderId;
}

/** One browser for each way: it has loaded the page's modules once. */
const browsers = new Map<Way, BrowserContext>();
const browserOf = async (way: Way): Promise<BrowserContext> => {
  const context = browsers.get(way) ?? (await chromium.context.browser()?.newContext());
  if (!context) throw new Error('chromium has no browser');
  browsers.set(way, context);
  return context;
};

/** Closes all tabs, and takes away all that they have kept. */
const leaveNothing = async (context: BrowserContext, host: string): Promise<void> => {
  await Promise.all(context.pages().map((page) => page.close()));
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: `http://${host}:${pages.port}`, storageTypes: 'all' });
  await page.close();
};

/** Does the same on a device of each way, at the same time: most of it is waiting. */
const onEachWay =
  (does: (device: Device) => Promise<void>, ways: readonly Way[] = WAYS) =>
  async () => {
    const tries = ways.map(async (way) => {
      const context = await browserOf(way);
      const wire = await startCutProxy(hub.port);
      const orderId = v7() as OrderId; // a fresh uuid is an id of whatever is made with it
      await asHouse(hub, { type: 'order.open', orderId, serviceType: 'counter' });
      try {
        await does({ ...way, context, wire, orderId });
      } catch (cause) {
        throw new Error(`by ${way.by}: ${cause}`, { cause });
      } finally {
        await leaveNothing(context, way.host);
        await wire.close();
      }
    });
    await Promise.allSettled(tries); // one that fails does not take the other's device away
    await Promise.all(tries);
  };

/** A tab that has no connection, as one that was opened while the hub was down; with a PIN, one whose person signed in. */
const openTab = async ({ context, wire, host }: Device, signsIn: { readonly pin?: string } = {}): Promise<Terminal> => {
  const tab = await openPage({ context }, pages, host);
  await tab.call('open', { hub: `http://127.0.0.1:${wire.port}`, ...signsIn, ...terminalOf });
  return tab;
};
const openTwo = async (device: Device) =>
  [await openTab(device, { pin: PIN }), await openTab(device, { pin: PIN })] as const;

const saved = (tab: Terminal) => tab.until('sync', (sync) => (sync as { state: string }).state === 'saved');
const linesOf = async ({ orderId }: Device): Promise<string[]> => {
  const bill = await hub.cafe.read(orderStream(orderId));
  return bill.status === 'none' ? [] : bill.lines.map(({ lineId }) => lineId);
};

test(
  '[SDK-52] two tabs share one outbox and never send twice',
  onEachWay(async (device) => {
    const { wire, orderId, isSecure } = device;
    const [one, other] = await openTwo(device);
    expect(await one.call('isSecure')).toBe(isSecure);
    wire.shut();
    await Promise.all([one, other].map((tab) => tab.until('connection', (state) => state !== 'online')));
    const asked = (await Promise.all([one, other].map((tab) => tab.call('addLines', orderId, itemId, 15)))).flat();
    // Whoever comes meanwhile takes nothing from those who are there.
    const third = await openTab(device);
    expect(await third.call('queued')).toEqual([]);
    expect([one.sent, other.sent]).toEqual([[], []]);
    wire.open();
    await Promise.all([saved(one), saved(other)]);
    expect((await linesOf(device)).toSorted()).toEqual(asked.toSorted());
    expect([...one.sent, ...other.sent, ...third.sent]).toHaveLength(30);
    expect(new Set([...one.sent, ...other.sent]).size).toBe(30);
  }),
  120_000,
);

test(
  '[SDK-51] [SDK-52] what a tab left that died is sent by another one, once, under the session it was tapped in',
  onEachWay(async (device) => {
    const { wire, orderId, context } = device;
    const [one, other] = await openTwo(device);
    wire.shut();
    const asked = await one.call('addLines', orderId, itemId, 5);
    const crash = await context.newCDPSession(one.page);
    // It never answers: there is nobody any more.
    crash.send('Page.crash').catch(() => undefined);
    await other.until('queued', (queued) => JSON.stringify(queued) === JSON.stringify(asked));
    wire.open();
    await saved(other);
    expect(await linesOf(device)).toEqual(asked);
    expect({ sent: other.sent.length, ids: new Set(other.sent).size }).toEqual({ sent: 5, ids: 5 });
    const bill = await hub.cafe.read(orderStream(orderId));
    const by = bill.status === 'none' ? [] : bill.lines.map(({ addedBy }) => addedBy);
    expect(new Set(by.map((who) => JSON.stringify(who))).size).toBe(1);
    expect(by[0]).toMatchObject({ kind: 'staff', id: terminalOf.staffId });
  }),
  120_000,
);

test(
  '[SDK-58] the browser is asked to keep it, and where it does not promise to, the app is told',
  onEachWay(async (device) => {
    const tab = await openTab(device);
    const isPersisted = await tab.page.evaluate('navigator.storage?.persisted?.() ?? false');
    await tab.until(
      'reported',
      (codes) => (codes as string[]).includes('client.outbox_not_persistent') !== isPersisted,
    );
  }),
  60_000,
);

test(
  '[SDK-58] what the browser deleted before it was sent is missed',
  onEachWay(async (device) => {
    const { wire, orderId, context, host } = device;
    wire.shut();
    const tab = await openTab(device);
    await tab.call('addLines', orderId, itemId, 3);
    await tab.page.goto('about:blank');
    const session = await context.newCDPSession(tab.page);
    const origin = `http://${host}:${pages.port}`;
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    const next = await openTab(device);
    expect(await next.call('reported')).toContain('client.outbox_evicted');
    expect(await next.call('queued')).toEqual([]);
  }),
  60_000,
);

test(
  '[SDK-55] a browser without space is an error of the sender, and the app hears it',
  onEachWay(
    async (device) => {
      const { wire, orderId, context, host } = device;
      wire.shut();
      const tab = await openTab(device);
      await tab.until('connection', (state) => state === 'offline');
      const session = await context.newCDPSession(tab.page);
      await session.send('Storage.overrideQuotaForOrigin', { origin: `http://${host}:${pages.port}`, quotaSize: 1 });
      await expect(tab.call('addLines', orderId, itemId, 1)).rejects.toThrow(/outbox is full/);
      expect(await tab.call('reported')).toEqual(
        expect.arrayContaining(['client.outbox_full', 'sender: client.outbox_full']),
      );
      expect(await tab.call('outbox')).toBe('failing');
    },
    WAYS.slice(0, 1),
  ),
  60_000,
);
