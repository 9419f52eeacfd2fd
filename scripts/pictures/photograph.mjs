import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A browser that looks at nothing but the page: no update, no sync, no first run. */
const ALONE = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** How long a page's own scripts may run before the picture is taken, in milliseconds of the page's time. */
const SCRIPTS_MS = 8_000;
const GIVE_UP_MS = 60_000;

/** Writes a PNG of a page as a window of `width` × `height` shows it, `scale` pixels to each. Rejects when chromium fails. */
export const photograph = async (file, { url, width, height, scale }) => {
  const profile = await mkdtemp(join(tmpdir(), 'cafe-pictures-'));
  const what = [`--window-size=${width},${height}`, `--force-device-scale-factor=${scale}`, `--screenshot=${file}`];
  const flags = [...ALONE, `--virtual-time-budget=${SCRIPTS_MS}`, `--user-data-dir=${profile}`];
  const browser = spawn('chromium', [...flags, ...what, url], { stdio: 'ignore', timeout: GIVE_UP_MS });
  try {
    const [code] = await once(browser, 'exit');
    if (code !== 0) throw new Error(`chromium ended with ${code}`);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
};
