import { chromium } from 'playwright-core';

export const SIZES = {
  terminal: { width: 1280, height: 800 },
  tablet: { width: 820, height: 1180 },
  kitchen: { width: 1600, height: 900 },
  phone: { width: 360, height: 740 },
};

const ALONE = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

const asked = async (url, path, { body, token }) => {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

/** A fresh code that enrols one device, asked for as the demo's owner asks. */
const enrolmentCode = async (url) => {
  const nextHash = 'a'.repeat(64); // of a secret that nobody keeps: this session asks once
  const body = { login: 'olga', password: 'espresso-and-croissant', nextHash };
  const { accessToken } = await asked(url, '/auth/password', { body });
  return (await asked(url, '/devices/codes', { body: {}, token: accessToken })).code;
};

/**
 * Where scenes are played: `{ photograph(scene, file), close() }`. A scene is
 * `{ name, path, size, theme?, language?, fullPage?, play?(page, stage) }`; each has a device of its own, and `play` brings the
 * page to where it is photographed. `stage` is `{ url, tableCode, browser, open, enrol, signIn }`.
 */
export const openStage = async ({ url, tableCode }) => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ALONE });
  const contexts = [];
  const open = async ({ path, size, theme = 'light', language = 'en' }) => {
    const isPhone = size.width < 600;
    const context = await browser.newContext({
      viewport: size,
      locale: language === 'de' ? 'de-DE' : 'en-IE',
      deviceScaleFactor: isPhone ? 2 : 1,
      hasTouch: isPhone,
      isMobile: isPhone,
      reducedMotion: 'reduce',
    });
    contexts.push(context);
    const page = await context.newPage();
    const [address, hash = ''] = path.split('#');
    const query = `${address.includes('?') ? '&' : '?'}theme=${theme}&lang=${language}`;
    await page.goto(`${url}${address}${query}${hash && `#${hash}`}`);
    return page;
  };
  const stage = {
    url,
    tableCode,
    browser,
    open,
    /** Opens a page of a device and enrols it. */
    async enrol(scene) {
      const page = await open({ ...scene, path: `${scene.path}#code=${await enrolmentCode(url)}` });
      await page.locator('button[type=submit]').click();
      await page.locator('button[type=submit]').waitFor({ state: 'detached' });
      return page;
    },
    /** Signs one of the demo's people in: `stage.signIn(page, 'Ana Server', '400400')`. */
    async signIn(page, name, pin) {
      await page.getByRole('button', { name }).click();
      await page.keyboard.type(pin);
      await page.keyboard.press('Enter');
      await page.locator('.pin').waitFor({ state: 'detached' });
    },
  };
  return {
    async photograph(scene, file) {
      const page = await (scene.enrolled ? stage.enrol(scene) : open(scene));
      await scene.play?.(page, stage);
      await page.mouse.move(0, 0); // nothing looks as if somebody pointed at it
      await page.screenshot({ path: file, fullPage: scene.fullPage === true, animations: 'disabled' });
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
    close: () => browser.close(),
  };
};
