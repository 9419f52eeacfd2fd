import type { Page } from 'playwright-core';
import type { Chromium } from './chromium.ts';
import type { PageServer } from './page-server.ts';

/** The page of tests/programs/terminal-page.mjs in one tab. */
export interface Terminal {
  readonly page: Page;
  /** Ids of the commands that the tab has sent, in order, doubles included. */
  readonly sent: readonly string[];
  /** Calls one of the page's functions. */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Resolves when one of the page's functions answers as wanted. */
  until(name: string, accepts: (answer: unknown) => boolean): Promise<void>;
}

/** Opens the page in a tab of its own. `host` is how the tab calls this machine. */
export const openPage = async (
  { context }: Pick<Chromium, 'context'>,
  { port }: PageServer,
  host = '127.0.0.1',
): Promise<Terminal> => {
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const [, id] = /^42\d+\["command",\{"id":"([^"]+)"/.exec(String(payload)) ?? [];
      if (id !== undefined) sent.push(id);
    }),
  );
  await page.goto(`http://${host}:${port}/`);
  await page.waitForFunction('globalThis.terminal !== undefined');
  const expression = (name: string, args: readonly unknown[]) =>
    `terminal.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
  return {
    page,
    sent,
    call: (name, ...args) => page.evaluate(expression(name, args)),
    async until(name, accepts) {
      for (;;) {
        if (accepts(await page.evaluate(expression(name, [])))) return;
        await page.evaluate('new Promise((resolve) => setTimeout(resolve, 20))');
      }
    },
  };
};
