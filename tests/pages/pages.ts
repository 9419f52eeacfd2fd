import { startTestHub, type TestHub, type TestHubOptions } from '@cafe/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
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

/** Where a café is, and how a device comes in there. */
export interface Place {
  readonly base: string;
  /** A fresh code that enrols one device. */
  enrolmentCode(): Promise<string>;
}

export interface PageOptions extends BrowserContextOptions {
  /** What the device has kept of an earlier visit, by the names that the pages keep it under. */
  readonly kept?: Readonly<Record<string, unknown>>;
  /** Is done before its first page is loaded. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** One browser that looks at a café's pages. Each page is in a context of its own: a device of its own. */
export interface Looks extends Place {
  readonly browser: Browser;
  /** What went wrong on any page: scripts that threw, what the policy forbade. A test ends by expecting none. */
  readonly problems: Problems;
  /** A page on a device of its own. `path` from `/` on. */
  open(path: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** A device as tests have it. Nothing moves: without a graphics card that is a core's work. */
const USUAL = {
  locale: 'en-GB',
  viewport: SIZES.terminal,
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

/** For devices that never load their page without the hub: nothing is fetched twice. */
export const WITHOUT_WORKER = { serviceWorkers: 'block' } as const satisfies BrowserContextOptions;

/** In the page, before its own scripts: the device has kept this, unless it has something newer. */
const keeping = (kept: Readonly<Record<string, unknown>>): string => {
  const items = Object.entries(kept).map(([key, value]) => [key, JSON.stringify(value)]);
  return `if (location.protocol !== 'about:') {
    for (const [key, value] of ${JSON.stringify(items)}) {
      if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
    }
  }`;
};

/** Starts a browser that looks at a café. Stop it with `close()`. */
export const lookAt = async (place: Place): Promise<Looks> => {
  const profile = await freshProfile();
  const chromium = await startChromium(profile.path);
  const browser = chromium.context.browser();
  if (!browser) throw new Error('chromium has no browser');
  const problems: Problems = [];
  return {
    ...place,
    browser,
    problems,
    async open(path, { kept = {}, prepare, ...options } = {}) {
      const context = await browser.newContext({ ...USUAL, ...options });
      await context.addInitScript(keeping(kept));
      await prepare?.(context);
      const page = await context.newPage();
      await watchProblems(page, problems);
      await page.goto(place.base + path);
      return page;
    },
    async close() {
      await chromium.close();
      await profile.remove();
    },
  };
};

/** A hub with the demo café in this process, and a browser that looks at its pages. */
export interface Pages extends Looks {
  readonly hub: TestHub;
}

/** Starts both. Stop them with `close()`. */
export const startPages = async (options: Partial<TestHubOptions> = {}): Promise<Pages> => {
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  const hub = await startTestHub({ mongodbUri, demo: true, ...options });
  const { storeId, user } = hub.cafe;
  const looks = await lookAt({
    base: hub.base,
    enrolmentCode: async () => (await user.issueEnrolmentCode({ storeId, at: new Date().toISOString() })).code,
  });
  return {
    ...looks,
    hub,
    async close() {
      await looks.close();
      await hub.stop();
    },
  };
};
