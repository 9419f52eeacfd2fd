import type { SessionId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { CafeError } from './cafe-error.ts';
import { createCafe } from './create-cafe.ts';
import { givenClient, watched } from './fake-client.suite.ts';
import { goodNetwork, idOf, orderId, refusal } from './fake-hub.suite.ts';
import type { Person, TokenReason } from './token-source.ts';

const ana = idOf<SessionId>(71);
const ben = idOf<SessionId>(72);
const person = (session: SessionId, asked: TokenReason[] = []): Person => ({
  session,
  getToken: async (why) => `${session}-${asked.push(why)}`,
});

describe('tokens', () => {
  test('[SDK-20] one is asked for on every connection', async () => {
    const { hub, timers, tokens } = givenClient();
    await timers.advance(100);
    hub.cut();
    await timers.advance(2_000);
    expect(tokens).toEqual(['connect', 'connect']);
    expect(hub.links.map(({ target }) => target.token)).toEqual(['token-1', 'token-2']);
  });

  test('[SDK-20] one that ends soon is replaced on the same connection, and what may be heard is asked anew', async () => {
    const { hub, timers, tokens, link, cafe } = givenClient();
    cafe.order(orderId(1)).subscribe(() => {});
    await timers.advance(100);
    const asked = link().asked.length;
    hub.notify({ kind: 'authExpiring', expiresAt: '2026-11-23T18:10:00.000Z' });
    await timers.advance(100);
    expect({ tokens, shown: link().tokens, links: hub.links.length }).toEqual({
      tokens: ['connect', 'expiring'],
      shown: ['token-2'],
      links: 1,
    });
    expect(link().asked.length).toBeGreaterThan(asked);
  });

  test('[SDK-20] one that was refused as expired is not shown again, and a fresh one is tried at once', async () => {
    const { hub, timers, tokens, states } = givenClient();
    hub.admit = ({ token }) => (token === 'token-1' ? refusal('auth.expired', true) : undefined);
    await timers.advance(10);
    expect({ tokens, states: states.at(-1) }).toEqual({ tokens: ['connect', 'expired'], states: 'online' });
  });

  test('[SDK-20] after the hub said that it expired, the next connection comes with a fresh one', async () => {
    const { hub, timers, tokens } = givenClient();
    await timers.advance(100);
    hub.notify({ kind: 'authExpired' });
    hub.cut();
    await timers.advance(100);
    expect(new Set(tokens.slice(1))).toEqual(new Set(['expired']));
    expect(hub.live).toHaveLength(1);
  });
});

describe('refusals', () => {
  test.each(['auth.invalid', 'auth.revoked', 'client.outdated', 'guest.session_ended'])(
    '[SDK-21] after %s it does not try again, and says why',
    async (code) => {
      const { hub, timers, cafe, tokens } = givenClient();
      hub.admit = () => refusal(code);
      const sent = watched(cafe.orders.close(orderId(1)));
      await timers.advance(60_000);
      const { state, reason } = cafe.connection.getSnapshot();
      expect({ state, code: reason?.code, tokens, sent: sent.outcome }).toEqual({
        state: 'stopped',
        code,
        tokens: ['connect'],
        sent: code,
      });
    },
  );

  test('[SDK-21] a session that the hub ended stays ended', async () => {
    const { hub, timers, cafe } = givenClient();
    await timers.advance(100);
    hub.notify({ kind: 'ended', code: 'guest.session_ended' });
    hub.cut();
    await timers.advance(60_000);
    expect(cafe.connection.getSnapshot()).toMatchObject({ state: 'stopped', reason: { code: 'guest.session_ended' } });
    expect(hub.links).toHaveLength(1);
  });

  test('[SDK-21] a token that cannot be had for good stops it, one that cannot be had now does not', async () => {
    const errors = [new TypeError('fetch failed'), new CafeError('auth.revoked', 'out')];
    const { timers, cafe, states } = givenClient({
      getToken: async () => {
        throw errors.shift();
      },
    });
    await timers.advance(60_000);
    expect({ states, code: cafe.connection.getSnapshot().reason?.code }).toEqual({
      states: ['connecting', 'connecting', 'stopped'],
      code: 'auth.revoked',
    });
  });
});

describe('a connection that was lost', () => {
  test('[SDK-22] is sought with growing pauses, and after a while it says that it is offline', async () => {
    const { hub, timers, states } = givenClient();
    await timers.advance(100);
    const triedAt: number[] = [];
    hub.admit = () => {
      triedAt.push(timers.now());
      return triedAt.length < 8 ? refusal('hub.internal', true) : undefined;
    };
    hub.cut();
    await timers.advance(60_000);
    const pauses = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0));
    expect(pauses.every((pause, index) => pause >= (pauses[index - 1] ?? 0))).toBe(true);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5_001);
    expect([...new Set(states)]).toEqual(['connecting', 'online', 'reconnecting', 'offline']);
    expect(states.at(-1)).toBe('online');
  });

  test.each([
    { name: 'a hub that drains', end: 'draining' },
    { name: 'a refusal that says when', end: 'refusal' },
  ])('[SDK-22] not before the time that $name asked for', async ({ end }) => {
    const { hub, timers } = givenClient();
    await timers.advance(100);
    const cutAt = timers.now();
    let triedAt: number | undefined;
    hub.admit = () => {
      const isFirst = triedAt === undefined && end === 'refusal';
      triedAt = timers.now();
      return isFirst ? refusal('actor.rate_limited', true, { retryAfterMs: 9_000 }) : undefined;
    };
    if (end === 'draining') hub.notify({ kind: 'draining', retryAfterMs: 9_000 });
    hub.cut();
    await timers.advance(30_000);
    expect((triedAt ?? 0) - cutAt).toBeGreaterThanOrEqual(9_000);
    expect(hub.live).toHaveLength(1);
  });

  test('[CLU-3] from a hub that stops it goes to another one in the time that one said, and calls that no lost connection', async () => {
    const { hub, timers, states, cafe } = givenClient();
    await timers.advance(100);
    hub.notify({ kind: 'draining', retryAfterMs: 40 });
    hub.cut();
    await timers.advance(39);
    expect({ links: hub.links.length, state: cafe.connection.getSnapshot() }).toEqual({
      links: 1,
      state: { state: 'online' },
    });
    await timers.advance(10);
    expect({ links: hub.links.length, live: hub.live.length, states: [...new Set(states)] }).toEqual({
      links: 2,
      live: 1,
      states: ['connecting', 'online'],
    });
  });

  test('[CLU-3] where the other one is not there at once, the connection is lost like any other', async () => {
    const { hub, timers, states } = givenClient();
    await timers.advance(100);
    hub.admit = () => refusal('hub.internal', true);
    hub.notify({ kind: 'draining', retryAfterMs: 40 });
    hub.cut();
    const cutAt = timers.now();
    await timers.advance(50);
    expect(states.at(-1)).toBe('reconnecting');
    await timers.advance(cutAt + 8_000 - timers.now());
    expect(states.at(-1)).toBe('offline');
    hub.admit = () => undefined;
    await timers.advance(6_000);
    expect(states.at(-1)).toBe('online');
  });

  test('[CLU-3] where nothing comes of it for two seconds, it is said', async () => {
    const { hub, timers, states } = givenClient();
    await timers.advance(100);
    hub.notify({ kind: 'draining', retryAfterMs: 5_000 });
    hub.cut();
    await timers.advance(1_999);
    expect(states.at(-1)).toBe('online');
    await timers.advance(1);
    expect(states.at(-1)).toBe('reconnecting');
    await timers.advance(3_100);
    expect(states.at(-1)).toBe('online');
  });

  test('[SDK-22] stopped by the app, it stays away', async () => {
    const { hub, timers, cafe } = givenClient();
    await timers.advance(100);
    cafe.stop();
    cafe.stop();
    await timers.advance(60_000);
    expect({ links: hub.links.length, live: hub.live.length, state: cafe.connection.getSnapshot() }).toEqual({
      links: 1,
      live: 0,
      state: { state: 'stopped' },
    });
    expect(timers.waiting()).toBe(0);
  });
});

describe('a person on a device', () => {
  test('[SDK-23] is shown to the hub at once, and on every new connection', async () => {
    const { hub, timers, cafe, link } = givenClient();
    await timers.advance(100);
    const acting = watched(cafe.actAs(person(ana)));
    await timers.advance(100);
    expect({ acting: acting.outcome, shown: link().tokens }).toEqual({ acting: 'done', shown: [`${ana}-1`] });
    hub.cut();
    await timers.advance(2_000);
    expect({ links: hub.links.length, shown: link().tokens }).toEqual({ links: 2, shown: [`${ana}-2`] });
  });

  test('[SDK-23] who signs in while there is no connection is shown when there is one', async () => {
    const { timers, cafe, link } = givenClient();
    const acting = watched(cafe.actAs(person(ana)));
    await timers.advance(100);
    expect({ acting: acting.outcome, shown: link().tokens }).toEqual({ acting: 'done', shown: [`${ana}-1`] });
  });

  test('[SDK-23] who signs in while a connection is made for somebody else is shown on the next one', async () => {
    const { hub, timers, cafe, link } = givenClient();
    void cafe.actAs(person(ana));
    await timers.advance(100);
    hub.cut();
    hub.network = { ...hub.network, answer: () => 500 };
    await timers.advance(1_300); // her token was shown, and is not answered yet
    const shownTo = link();
    const acting = watched(cafe.actAs(person(ben)));
    hub.network = goodNetwork;
    await timers.advance(2_000);
    expect({ acting: acting.outcome, anas: shownTo.tokens.length, shown: link().tokens }).toEqual({
      acting: 'done',
      anas: 1,
      shown: [`${ben}-1`],
    });
  });

  test('[SDK-23] a token that ended is replaced once', async () => {
    const { hub, timers, cafe, link } = givenClient();
    const asked: TokenReason[] = [];
    hub.authorise = (token) => (token.endsWith('-1') ? refusal('auth.expired', true) : undefined);
    const acting = watched(cafe.actAs(person(ana, asked)));
    await timers.advance(100);
    expect({ acting: acting.outcome, asked, shown: link().tokens.length }).toEqual({
      acting: 'done',
      asked: ['connect', 'expired'],
      shown: 2,
    });
  });

  test.each(['at once', 'on the next connection'])(
    '[SDK-23] whom the hub refuses is out, and the device stays: %s',
    async (when) => {
      const { hub, timers, cafe } = givenClient();
      await timers.advance(100);
      if (when === 'at once') hub.authorise = () => refusal('auth.revoked');
      const acting = watched(cafe.actAs(person(ana)));
      await timers.advance(100);
      expect(acting.outcome).toBe(when === 'at once' ? 'auth.revoked' : 'done');
      hub.authorise = () => refusal('auth.revoked');
      if (when !== 'at once') hub.cut();
      await timers.advance(3_000);
      expect(cafe.seat.getSnapshot()).toMatchObject({ session: undefined, reason: { code: 'auth.revoked' } });
      expect(cafe.connection.getSnapshot()).toEqual({ state: 'online' });
    },
  );

  test('[SDK-23] when nobody acts any more, the next connection is the device alone', async () => {
    const { hub, timers, cafe, link } = givenClient();
    await timers.advance(100);
    void cafe.actAs(person(ana));
    await timers.advance(100);
    void cafe.actAs(undefined);
    await timers.advance(2_000);
    expect({ links: hub.links.length, shown: link().tokens, seat: cafe.seat.getSnapshot() }).toEqual({
      links: 2,
      shown: [],
      seat: { session: undefined },
    });
  });
});

test.each([
  { options: { url: 'hub.local' }, named: /url "hub\.local"/ },
  { options: { getToken: 'abc' }, named: /getToken/ },
  { options: { timeoutms: 5 }, named: /timeoutms.*timeoutMs/ },
])('[SDK-24] a wrong option is named: $options', ({ options, named }) => {
  // What JavaScript lets through; TypeScript would not.
  const wrong = { url: 'http://hub', getToken: async () => '', ...options } as never;
  expect(() => createCafe(wrong)).toThrow(
    expect.objectContaining({ code: 'client.bad_option', message: expect.stringMatching(named) }),
  );
});
