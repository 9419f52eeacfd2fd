import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from 'playwright-core';

/** A browser that looks at nothing but the page: no update, no sync, no first run. */
const ALONE = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--remote-debugging-port=0'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** A name that is not this machine's own: a page from there has no secure context, as one from a café's network has none. */
export const PLAIN_HOST = 'cafe.test';

/** A running browser. */
export interface Chromium {
  readonly context: BrowserContext;
  /** SIGKILL to all of its processes: nothing is written any more. Resolves when they are gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A folder that a browser keeps its data in, for as long as a test wants. */
export const freshProfile = async (): Promise<{ readonly path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'cafe-browser-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
};

const listening = async (child: ChildProcess): Promise<string> => {
  if (!child.stderr) throw new Error('chromium has no stderr');
  for await (const line of createInterface({ input: child.stderr })) {
    const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('chromium ended before it listened');
};

/** Starts the `chromium` on the PATH. */
export const startChromium = async (profile: string): Promise<Chromium> => {
  const flags = [...ALONE, `--user-data-dir=${profile}`, `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`];
  // A group of its own, so that all of its processes can be killed in one moment.
  const child = spawn('chromium', [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const gone = once(child, 'exit');
  const address = await listening(child);
  child.stderr?.resume();
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context || child.pid === undefined) throw new Error('chromium has no window');
  const group = -child.pid;
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(group, 'SIGKILL');
    await gone;
  };
  return {
    context,
    kill,
    async close() {
      await browser.close().catch(() => undefined); // it may be killed already
      await kill();
    },
  };
};
