import type { BrowserContext, WebSocketRoute } from 'playwright-core';

/** The socket between a page and its hub, in the hands of a test. */
export interface Wire {
  /** From now on the hub hears everything, and nothing of what it says arrives. */
  hold(): void;
  /** What was held arrives, in order. */
  release(): void;
  /** The socket breaks, and no new one comes about, until `mend`. */
  cut(): void;
  mend(): void;
}

/** Takes the wire of every page that a context loads from now on: a page that is there already is to be loaded anew. */
export const takeWire = async (context: BrowserContext): Promise<Wire> => {
  const open = new Set<{ readonly page: WebSocketRoute; readonly hub: WebSocketRoute }>();
  let held: (() => void)[] | undefined;
  let isCut = false;
  await context.routeWebSocket(/socket\.io/, (page) => {
    if (isCut) return void page.close();
    const hub = page.connectToServer();
    open.add({ page, hub });
    page.onMessage((message) => hub.send(message));
    hub.onMessage((message) => {
      if (held) held.push(() => page.send(message));
      else page.send(message);
    });
  });
  return {
    hold() {
      held ??= [];
    },
    release() {
      const arriving = held ?? [];
      held = undefined;
      for (const arrive of arriving) arrive();
    },
    cut() {
      isCut = true;
      for (const { page, hub } of open) void Promise.all([page.close(), hub.close()]);
      open.clear();
    },
    mend() {
      isCut = false;
    },
  };
};
