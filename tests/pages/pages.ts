import { startTestHub, type TestHub, type TestHubOptions } from '@cafe/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { freshProfile, startChromium } from '../browser/chromium.ts';
import { type Problems, watchProblems } from './problems.ts';

/** What devices of a café look like; a scene or a test may name another. */
export const SIZES = {
  terminal: { width: 1280, height: 800 },
  kitchen: { width: 1920, height: 1080 },
  phone: { width: 360, height: 740 },
} as const;

/** A person of the demo café; everybody knows their PIN. */
export const DEMO_PINS = {
  'Olga Owner': '100100',
  'Mara Manager': '200200',
  'Carlos Cashier': '300300',
  'Ana Server': '400400',
  'Ben Server': '500500',
} as const;

/** A hub with the demo café, and one browser that looks at its pages. Each page is in a context of its own: a device of its own. */
export interface Pages {
  readonly hub: TestHub;
  readonly browser: Browser;
  /** What went wrong on any page: scripts that threw, what the policy forbade. A test ends by expecting none. */
  readonly problems: Problems;
  /** A page on a device of its own. `path` from `/` on. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Starts both. Stop them with `close()`. */
export const startPages = async (options: Partial<TestHubOptions> = {}): Promise<Pages> => {
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  const hub = await startTestHub({ mongodbUri, demo: true, ...options });
  const profile = await freshProfile();
  const chromium = await startChromium(profile.path);
  const browser = chromium.context.browser();
  if (!browser) throw new Error('chromium has no browser');
  const problems: Problems = [];
  return {
    hub,
    browser,
    problems,
    async open(path, contextOptions = {}) {
      const context = await browser.newContext({ locale: 'en-GB', viewport: SIZES.terminal, ...contextOptions });
      const page = await context.newPage();
      await watchProblems(page, problems);
      await page.goto(hub.base + path);
      return page;
    },
    async close() {
      await chromium.close();
      await profile.remove();
      await hub.stop();
    },
  };
};
