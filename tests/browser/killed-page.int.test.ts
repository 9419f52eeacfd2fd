import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { type Chromium, freshProfile, startChromium } from './chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { openPage } from './terminal.ts';

/** How often; `npm run test:browser` does it a hundred times. */
const CYCLES = Number(process.env['KILL_CYCLES'] ?? 2);
const device = { deviceId: v7(), secret: 'of-a-hub-that-is-down' };
/** Nobody listens there: port 9 is the one that throws away what it is sent, and no browser goes to it. */
const NOWHERE = 'http://127.0.0.1:9';

let pages: PageServer;
let profile: Awaited<ReturnType<typeof freshProfile>>;
let browser: Chromium | undefined;
beforeAll(async () => {
  pages = await startPageServer();
  profile = await freshProfile();
});
afterAll(async () => {
  await browser?.close();
  await pages.close();
  await profile.remove();
});

test(`[SDK-50] [SDK-51] killed ${CYCLES} times right after “saved”, a page still has all that it called saved`, async () => {
  const saved: string[] = [];
  for (let cycle = 0; cycle <= CYCLES; cycle += 1) {
    browser = await startChromium(profile.path);
    const terminal = await openPage(browser, pages);
    await terminal.call('open', { hub: NOWHERE, device });
    expect({ cycle, queued: await terminal.call('queued') }).toEqual({ cycle, queued: saved });
    if (cycle === CYCLES) return;
    // The page tells that it is saved on a way of its own, and the kill is the next thing that happens here.
    const { kill } = browser;
    const killed = new Promise<void>((resolve, reject) => {
      pages.onSaid = (lineId) => {
        saved.push(lineId);
        kill().then(resolve, reject);
      };
    });
    terminal.call('addLines', v7(), v7(), 1).catch(() => undefined); // its page is gone before it can answer
    await killed;
  }
}, 900_000);
