import type { Cafe } from './cafe.ts';
import type { CafeOptions, Heard } from './cafe-options.ts';
import { createCafe } from './create-cafe.ts';
import { FakeHub, type FakeLink } from './fake-hub.suite.ts';
import { type SteeredTimers, steeredTimers } from './steered-timers.suite.ts';
import type { TokenReason } from './token-source.ts';

/** A client of a fake hub, and all that a test steers and looks at. */
export interface Given {
  readonly hub: FakeHub;
  readonly timers: SteeredTimers;
  readonly cafe: Cafe;
  readonly heard: Heard[];
  readonly reported: unknown[];
  /** Why tokens were asked for, in order. The first token is `token-1`. */
  readonly tokens: TokenReason[];
  /** The states the connection went through. */
  readonly states: string[];
  /** The present link. */
  link(): FakeLink;
}

/** Starts a client on a good network; it is online after the first few milliseconds. */
export const givenClient = (options: Partial<CafeOptions> = {}, timers = steeredTimers()): Given => {
  const hub = new FakeHub(timers);
  const heard: Heard[] = [];
  const reported: unknown[] = [];
  const tokens: TokenReason[] = [];
  const cafe = createCafe({
    url: 'http://hub',
    getToken: async (why) => `token-${tokens.push(why)}`,
    openLink: hub.open,
    timers,
    observe: (one) => void heard.push(one),
    report: (error) => void reported.push(error),
    ...options,
  });
  const states = [cafe.connection.getSnapshot().state as string];
  cafe.connection.subscribe(() => void states.push(cafe.connection.getSnapshot().state));
  const link = () => {
    const last = hub.links.at(-1);
    if (!last) throw new Error('there is no link yet');
    return last;
  };
  return { hub, timers, cafe, heard, reported, tokens, states, link };
};

/** How a promise stands: its value, its error's code, or that it is not settled. */
export const watched = <Value>(promise: Promise<Value>): { outcome: unknown } => {
  const seen: { outcome: unknown } = { outcome: 'waiting' };
  promise.then(
    (value) => {
      seen.outcome = value ?? 'done';
    },
    (error: { code?: string }) => {
      seen.outcome = error.code ?? error;
    },
  );
  return seen;
};
