import type { TableId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import type { CafeOptions } from './cafe-options.ts';
import { createCafe } from './create-cafe.ts';
import { givenClient } from './fake-client.suite.ts';
import { FakeHub, idOf, refusal } from './fake-hub.suite.ts';
import { readHint } from './link.ts';
import { steeredTimers } from './steered-timers.suite.ts';

describe('a lost connection', () => {
  const given = async () => {
    const one = givenClient();
    const said: string[] = [];
    one.cafe.onLostConnection((what) => void said.push(what));
    await one.timers.advance(100);
    return { ...one, said };
  };

  test('[SDK-62] a short break is not said', async () => {
    const { hub, timers, said, states } = await given();
    hub.cut();
    await timers.advance(7_000);
    expect({ said, isBack: states.at(-1) }).toEqual({ said: [], isBack: 'online' });
  });

  test('[SDK-62] one that lasts is said once, and that it is back', async () => {
    const { hub, timers, said } = await given();
    hub.admit = () => refusal('hub.internal', true);
    hub.cut();
    await timers.advance(7_900);
    expect(said).toEqual([]);
    await timers.advance(60_000);
    expect(said).toEqual(['lost']);
    hub.admit = () => undefined;
    await timers.advance(10_000);
    expect(said).toEqual(['lost', 'restored']);
  });

  test('[SDK-62] and where it will not be back, that', async () => {
    const { hub, timers, said } = await given();
    hub.admit = () => refusal('hub.internal', true);
    hub.cut();
    await timers.advance(20_000);
    hub.admit = () => refusal('auth.revoked');
    await timers.advance(10_000);
    expect(said).toEqual(['lost', 'failed']);
  });
});

test('[SDK-63] the hub’s clock is known from what it said last, and before that it is not', async () => {
  const { hub, timers, cafe } = givenClient();
  expect(cafe.clockOffsetMs()).toBeUndefined();
  hub.onSync = () => ({
    ...{ ok: true, epoch: 'one', audience: 'staff', streams: [], closed: [], refused: [] },
    now: new Date(timers.now() + 90_000).toISOString(),
  });
  cafe.menu().subscribe(() => {});
  await timers.advance(100);
  expect(Math.abs((cafe.clockOffsetMs() ?? 0) - 90_000)).toBeLessThan(10);
  expect(cafe.now() - timers.now()).toBe(cafe.clockOffsetMs());
});

describe('presence at a table', () => {
  const table = idOf<TableId>(7);
  /** Two clients of one hub. */
  const given = async () => {
    const timers = steeredTimers();
    const hub = new FakeHub(timers);
    const open = (name: string) =>
      givenClient({ openLink: hub.open, getToken: async () => name }, timers).cafe.presence(table);
    const [ana, ben] = [open('ana'), open('ben')];
    const names = (presence: typeof ana) =>
      presence.getSnapshot().map(({ by, kind }) => `${'id' in by ? by.id : ''} ${kind}`);
    const stopAna = ana.subscribe(() => {});
    await timers.advance(100);
    return { timers, hub, ana, ben, names, stopAna };
  };

  test('[SDK-64] whoever comes hears who is there, and they hear who came, and who left', async () => {
    const { timers, ana, ben, names } = await given();
    expect(names(ana)).toEqual([]);
    const stop = ben.subscribe(() => {});
    await timers.advance(100);
    expect([names(ana), names(ben)]).toEqual([['ben here'], ['ana here']]);
    stop();
    expect([names(ana), names(ben)]).toEqual([[], []]);
  });

  test('[SDK-64] typing passes by itself, and who is silent is gone', async () => {
    const { timers, hub, ana, ben, names } = await given();
    ben.subscribe(() => {});
    await timers.advance(100);
    const before = ana.getSnapshot();
    ben.typing();
    expect(names(ana)).toEqual(['ben typing']);
    await timers.advance(7_000);
    expect(names(ana)).toEqual(['ben here']);
    expect(ana.getSnapshot()).not.toBe(before);
    await timers.advance(120_000);
    expect(names(ana)).toEqual(['ben here']);
    // Ben’s link is there, and nothing of what he says is heard.
    for (const link of hub.live.filter(({ target }) => target.token === 'ana')) link.topics = [];
    await timers.advance(70_000);
    expect(names(ana)).toEqual([]);
  });

  test('[SDK-64] without a connection nobody is there, and with the next one they are again', async () => {
    const { timers, hub, ana, ben, names } = await given();
    ben.subscribe(() => {});
    await timers.advance(100);
    hub.cut();
    await timers.advance(1);
    expect(names(ana)).toEqual([]);
    await timers.advance(2_000);
    expect([names(ana), names(ben)]).toEqual([['ben here'], ['ana here']]);
  });

  test('[SDK-64] nothing is said by whoever does not listen', async () => {
    const { timers, hub, ben, stopAna } = await given();
    ben.typing();
    stopAna();
    const said = hub.hints.length;
    await timers.advance(60_000);
    expect(hub.hints.slice(said)).toEqual([]);
    expect(new Set(hub.hints.map(({ kind }) => kind))).toEqual(new Set(['here', 'left']));
  });

  test('[SDK-12] [SDK-64] a hint that is none is passed over', () => {
    const hint = { topic: `table:${table}`, kind: 'here', from: { kind: 'guest', id: idOf(1) } };
    expect(readHint(hint)).toEqual(hint);
    for (const wrong of [undefined, 'here', { ...hint, kind: 'away' }, { ...hint, from: 1 }, { ...hint, topic: 7 }]) {
      expect(readHint(wrong)).toBeUndefined();
    }
  });
});

test('[SDK-24] a misspelt option is a type error too', () => {
  // @ts-expect-error there is no option `timeoutms`
  const misspelt: CafeOptions = { url: 'http://hub', getToken: async () => '', timeoutms: 5 };
  expect(() => createCafe(misspelt)).toThrow(expect.objectContaining({ code: 'client.bad_option' }));
});
