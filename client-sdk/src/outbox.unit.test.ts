import type { CommandId, ItemId, SessionId, StaffId } from '@cafe/contract';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clientError } from './cafe-error.ts';
import type { CafeOptions } from './cafe-options.ts';
import { chooseOutbox } from './choose-outbox.ts';
import { type Given, givenClient, watched } from './fake-client.suite.ts';
import { idOf, opened, orderId, refusal, streamNumber } from './fake-hub.suite.ts';
import { newId } from './ids.ts';
import { memoryOutbox } from './memory-outbox.suite.ts';
import { describeOutboxStore } from './outbox-store.suite.ts';
import type { Ended } from './outbox-view.ts';
import { steeredTimers } from './steered-timers.suite.ts';
import { tokensOf } from './tokens.ts';

let disk = memoryOutbox();
beforeEach(() => {
  disk = memoryOutbox();
});

describeOutboxStore('memory', () => disk.open({ name: 'a', timers: steeredTimers(), report: () => {} }));

const line = { itemId: idOf<ItemId>(1), quantity: 1 };
const given = (options: Partial<CafeOptions> = {}, hub?: Given['hub']) => {
  const timers = steeredTimers();
  const one = givenClient({ outbox: disk.open, ...(hub && { openLink: hub.open }), ...options }, timers);
  const ends: Ended[] = [];
  one.cafe.outbox.onEnded((ended) => void ends.push(ended));
  return { ...one, ends };
};

/** A client that was online and is not any more, until `hub.admit` lets it in again. */
const offline = async (options: Partial<CafeOptions> = {}) => {
  const one = given(options);
  one.hub.append(streamNumber(1), opened);
  await one.timers.advance(100);
  one.hub.admit = () => refusal('hub.internal', true);
  one.hub.cut();
  await one.timers.advance(100);
  return { ...one, back: () => (one.hub.admit = () => undefined) };
};

describe('saving', () => {
  test('[SDK-50] a sender hears that it is saved when it is durable, and not before', async () => {
    const { cafe, timers, hub } = await offline();
    let saved = 0;
    let write = () => {};
    disk.disk = new Promise((resolve) => {
      write = resolve;
    });
    void cafe.orders.addLines(orderId(1), [line], { onSaved: () => (saved += 1) });
    await timers.advance(100);
    expect({ saved, sync: cafe.sync.getSnapshot() }).toEqual({ saved: 0, sync: { state: 'saving', count: 1 } });
    write();
    await timers.advance(100);
    expect({ saved, kept: disk.kept.size, sync: cafe.sync.getSnapshot(), sent: hub.sent.length }).toEqual({
      saved: 1,
      kept: 1,
      sync: { state: 'queued', count: 1 },
      sent: 0,
    });
  });

  test('[SDK-50] online too nothing goes out before it is written down, and it leaves with its answer', async () => {
    const { cafe, timers, hub } = given();
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    let write = () => {};
    disk.disk = new Promise((resolve) => {
      write = resolve;
    });
    const sent = watched(cafe.orders.addLines(orderId(1), [line]));
    await timers.advance(1_000);
    expect(hub.sent).toEqual([]);
    write();
    await timers.advance(100);
    expect({ sent: sent.outcome, kept: disk.kept.size, sync: cafe.sync.getSnapshot() }).toEqual({
      sent: expect.objectContaining({ version: 2 }),
      kept: 0,
      sync: { state: 'saved' },
    });
  });

  test('[SDK-50] it waits for hours, and has no time that ends', async () => {
    const { cafe, timers, back } = await offline();
    const sent = watched(cafe.orders.addLines(orderId(1), [line]));
    await timers.advance(3 * 3_600_000);
    expect(sent.outcome).toBe('waiting');
    back();
    await timers.advance(10_000);
    expect(sent.outcome).toMatchObject({ version: 2 });
  });

  test('[SDK-34] [SDK-50] a sender that names a time hears that it is over, and the command goes out all the same', async () => {
    const { cafe, timers, back, ends } = await offline();
    const sent = watched(cafe.orders.addLines(orderId(1), [line], { timeoutMs: 5_000 }));
    await timers.advance(6_000);
    expect({ sent: sent.outcome, kept: disk.kept.size }).toEqual({ sent: 'client.timeout', kept: 1 });
    back();
    await timers.advance(10_000);
    expect(ends).toMatchObject([{ receipt: { version: 2 } }]);
    expect(disk.kept.size).toBe(0);
  });
});

describe('another life', () => {
  test('[SDK-51] what a killed page left is sent by the next one, once, before what is new', async () => {
    const first = await offline();
    const lineIds = [newId<never>(), newId<never>(), newId<never>()];
    const [one, two, three] = lineIds as [never, never, never];
    watched(first.cafe.orders.addLines(orderId(1), [{ ...line, lineId: one }]));
    watched(first.cafe.orders.addLines(orderId(1), [{ ...line, lineId: two }]));
    await first.timers.advance(100);
    disk.kill();
    first.cafe.stop();
    first.back();
    const next = given({}, first.hub);
    void next.cafe.orders.addLines(orderId(1), [{ ...line, lineId: three }]);
    for (let step = 0; step < 50; step += 1) {
      await next.timers.advance(100);
      await first.timers.advance(100); // the hub's clock
    }
    expect(first.hub.stateOf(streamNumber(1))).toMatchObject({ lines: lineIds.map((lineId) => ({ lineId })) });
    expect(next.ends.map(({ receipt }) => receipt?.version)).toEqual([2, 3, 4]);
    expect(disk.kept.size).toBe(0);
  });

  test('[SDK-51] killed after the hub had it and before the answer, it is asked for with the same id and done once', async () => {
    const first = given();
    first.hub.append(streamNumber(1), opened);
    await first.timers.advance(100);
    watched(first.cafe.orders.addLines(orderId(1), [line]));
    while (first.hub.sent.length === 0) await first.timers.advance(1);
    disk.kill();
    first.cafe.stop();
    const next = given({}, first.hub);
    for (let step = 0; step < 20; step += 1) {
      await next.timers.advance(50);
      await first.timers.advance(50);
    }
    expect(new Set(first.hub.sent.map(({ id }) => id)).size).toBe(1);
    expect({ version: first.hub.versionOf(streamNumber(1)), ends: next.ends.length }).toEqual({ version: 2, ends: 1 });
  });

  test('[SDK-33] [SDK-51] it goes out under the session of who tapped it, whoever is there now', async () => {
    const session = idOf<SessionId>(71);
    disk.kept.set(idOf<CommandId>(5), {
      id: idOf<CommandId>(5),
      command: { type: 'order.close', orderId: orderId(1) },
      session,
      queuedAtMs: 0,
    });
    const { hub, timers } = given();
    await timers.advance(1_000);
    expect(hub.sent).toMatchObject([{ id: idOf(5), session }]);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  '[SDK-30] [SDK-50] a link cut after every %i. command of a drain loses nothing and does nothing twice',
  async (every) => {
    const { cafe, timers, hub, back } = await offline();
    for (const number of [2, 3, 4, 5, 6]) hub.append(streamNumber(number), opened);
    const asked = Array.from({ length: 30 }, (_, index) => ({ bill: 1 + (index % 6), lineId: newId<never>() }));
    const sent = asked.map(({ bill, lineId }) => watched(cafe.orders.addLines(orderId(bill), [{ ...line, lineId }])));
    await timers.advance(100);
    expect(cafe.sync.getSnapshot()).toEqual({ state: 'queued', count: 30 });
    hub.refuse = () => {
      // The hub does it, and its answer is never heard.
      if (hub.sent.length % every === 0) timers.after(0, () => hub.cut());
      return undefined;
    };
    back();
    await timers.advance(120_000);
    expect(sent.filter(({ outcome }) => outcome === 'waiting')).toEqual([]);
    expect({ kept: disk.kept.size, sync: cafe.sync.getSnapshot() }).toEqual({ kept: 0, sync: { state: 'saved' } });
    for (const bill of [1, 2, 3, 4, 5, 6]) {
      const lines = asked.filter((one) => one.bill === bill).map(({ lineId }) => ({ lineId }));
      expect(hub.stateOf(streamNumber(bill))).toMatchObject({ lines });
    }
    expect(hub.links.length).toBeGreaterThan(3);
  },
);

describe('what must not wait', () => {
  const approval = { by: idOf<StaffId>(3), pin: '471100' };

  test.each([
    { name: 'what carries an approval', command: { type: 'order.close', orderId: orderId(1) }, options: { approval } },
    { name: 'a card', command: { type: 'payment.authorise', orderId: orderId(1) }, options: {} },
    { name: 'a drawer', command: { type: 'drawer.open', drawerId: orderId(1) }, options: {} },
  ])('[SDK-53] $name is refused without a connection, at once, and not kept', async ({ command, options }) => {
    const { cafe, timers, hub, back } = await offline();
    const sent = watched(cafe.send(command as never, options)); // types that a later contract has
    await timers.advance(1);
    expect({ outcome: sent.outcome, kept: disk.kept.size }).toEqual({ outcome: 'client.needs_connection', kept: 0 });
    back();
    await timers.advance(10_000);
    expect(hub.sent).toEqual([]);
  });

  test('[SDK-53] with a connection it goes out, past the outbox; when that is lost before it went, it is refused', async () => {
    const { cafe, timers, hub } = given();
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    const gone = watched(cafe.orders.close(orderId(1), { approval }));
    const behind = watched(cafe.orders.close(orderId(1), { approval }));
    const cash = watched(cafe.payments.takeCash(orderId(1), { tendered: 100 }));
    await timers.advance(1);
    expect([...disk.kept.values()].map(({ command }) => command.type)).toEqual(['payment.takeCash']);
    hub.cut();
    await timers.advance(1);
    expect({ gone: gone.outcome, behind: behind.outcome }).toEqual({
      gone: 'waiting', // the hub may have it: it is asked
      behind: 'client.needs_connection',
    });
    await timers.advance(5_000);
    expect([gone.outcome, cash.outcome]).toEqual([
      expect.objectContaining({ version: 1 }),
      expect.objectContaining({ paymentId: expect.any(String) }),
    ]);
  });

  test('[SDK-53] a PIN is never written down', async () => {
    const { cafe, timers } = given();
    void cafe.orders.close(orderId(1), { approval });
    void cafe.orders.close(orderId(2));
    await timers.advance(0);
    expect(JSON.stringify([...disk.kept.values()])).not.toContain('471100');
  });
});

describe('refusals', () => {
  test('[SDK-54] a sender that is here hears it, and it leaves the outbox', async () => {
    const { cafe, timers, hub, back, ends } = await offline();
    const sent = watched(cafe.orders.close(orderId(1)));
    hub.refuse = () => refusal('order.balance_due');
    back();
    await timers.advance(10_000);
    expect({ sent: sent.outcome, kept: disk.kept.size }).toEqual({ sent: 'order.balance_due', kept: 0 });
    expect(ends).toMatchObject([{ command: { type: 'order.close' }, error: { code: 'order.balance_due' } }]);
  });

  test('[SDK-54] of a page before this one, it stays with its reason until it is discarded, and is not sent again', async () => {
    disk.kept.set(idOf<CommandId>(5), {
      id: idOf<CommandId>(5),
      command: { type: 'order.close', orderId: orderId(1) },
      queuedAtMs: 0,
    });
    const { cafe, timers, hub, ends } = given();
    hub.refuse = () => refusal('auth.revoked');
    await timers.advance(1_000);
    hub.cut();
    await timers.advance(5_000);
    expect(hub.sent).toHaveLength(1);
    expect(ends).toMatchObject([{ id: idOf(5), error: { code: 'auth.revoked' } }]);
    expect(cafe.outbox.getSnapshot().commands).toMatchObject([{ id: idOf(5), refusal: { code: 'auth.revoked' } }]);
    expect(await cafe.outbox.discard(idOf<CommandId>(5))).toBe(true);
    expect({ kept: disk.kept.size, shown: cafe.outbox.getSnapshot().commands }).toEqual({ kept: 0, shown: [] });
  });

  test.each(['hub.outcome_unknown', 'hub.busy', 'hub.internal', 'auth.expired', 'actor.rate_limited'])(
    '[SDK-54] %s never ends one: it stays, and is asked for until the hub knows',
    async (code) => {
      const { cafe, timers, hub } = given();
      hub.append(streamNumber(1), opened);
      let isKnown = false;
      hub.refuse = () => (isKnown ? undefined : refusal(code, true));
      const sent = watched(cafe.orders.addLines(orderId(1), [line]));
      await timers.advance(5 * 60_000);
      expect({ sent: sent.outcome, kept: disk.kept.size }).toEqual({ sent: 'waiting', kept: 1 });
      expect(await cafe.outbox.discard([...disk.kept.keys()][0] ?? newId())).toBe(false);
      isKnown = true;
      await timers.advance(10_000);
      expect(sent.outcome).toMatchObject({ version: 2 });
    },
  );
});

describe('an outbox that fails', () => {
  const quota = Object.assign(new Error('no space'), { name: 'QuotaExceededError' });

  test.each([
    { error: quota, code: 'client.outbox_full' },
    { error: Object.assign(new Error('no space'), { code: 'ENOSPC' }), code: 'client.outbox_full' },
    { error: new Error('the disk is broken'), code: 'client.outbox_failed' },
  ])('[SDK-55] without a connection its sender hears $code, at once', async ({ error, code }) => {
    const { cafe, timers, reported } = await offline();
    disk.error = error;
    let saved = 0;
    const sent = watched(cafe.orders.close(orderId(1), { onSaved: () => (saved += 1) }));
    await timers.advance(1);
    expect({ sent: sent.outcome, saved, state: cafe.outbox.getSnapshot().status }).toEqual({
      sent: code,
      saved: 0,
      state: 'failing',
    });
    expect(reported.at(-1)).toMatchObject({ code, remedy: expect.any(String) });
  });

  test('[SDK-55] with a connection the hub has it, and the app hears all the same', async () => {
    const { cafe, timers, hub, reported } = given();
    hub.append(streamNumber(1), opened);
    await timers.advance(100);
    disk.error = quota;
    const sent = watched(cafe.orders.addLines(orderId(1), [line]));
    await timers.advance(100);
    expect(sent.outcome).toMatchObject({ version: 2 });
    expect(cafe.outbox.getSnapshot()).toMatchObject({ status: 'failing', error: { code: 'client.outbox_full' } });
    expect(reported).toMatchObject([{ code: 'client.outbox_full' }]);
    disk.error = undefined;
    void cafe.orders.addLines(orderId(1), [line]);
    await timers.advance(1);
    expect(cafe.outbox.getSnapshot().status).toBe('ready');
  });

  test('[SDK-55] one that cannot be opened is said, and tried again', async () => {
    let tries = 0;
    const { cafe, timers, reported } = given({
      outbox: async (place) => {
        tries += 1;
        if (tries < 3) throw new Error('blocked');
        return disk.open(place);
      },
    });
    await timers.advance(100);
    expect(cafe.outbox.getSnapshot()).toMatchObject({ status: 'failing', error: { code: 'client.outbox_failed' } });
    expect(reported).toHaveLength(1);
    await timers.advance(11_000);
    void cafe.orders.close(orderId(1));
    await timers.advance(100);
    expect(cafe.outbox.getSnapshot().status).toBe('ready');
  });
});

test('[SDK-58] what the storage warns of is told and to be seen', async () => {
  const warning = clientError('client.outbox_evicted', 'three are gone', { details: { lost: 3 } });
  const { cafe, timers, reported } = given({
    outbox: async (place) => {
      place.report(warning);
      return disk.open(place);
    },
  });
  await timers.advance(100);
  void cafe.orders.close(orderId(1));
  await timers.advance(100);
  expect(reported).toEqual([warning]);
  expect(cafe.outbox.getSnapshot()).toMatchObject({ status: 'ready', warnings: [{ details: { lost: 3 } }] });
});

test('[SDK-55] storage that was closed below it is opened anew, and nothing is there twice', async () => {
  let opened = 0;
  let isClosed = false;
  const { cafe, timers } = await offline({
    outbox: async (place) => {
      opened += 1;
      isClosed = false;
      const store = await disk.open(place);
      const put: typeof store.put = async (command) => {
        if (isClosed) throw Object.assign(new Error('closing'), { name: 'InvalidStateError' });
        return store.put(command);
      };
      return { ...store, put };
    },
  });
  void cafe.orders.addLines(orderId(1), [line]);
  await timers.advance(100);
  isClosed = true;
  const lost = watched(cafe.orders.addLines(orderId(1), [line]));
  await timers.advance(100);
  const kept = watched(cafe.orders.addLines(orderId(1), [line]));
  await timers.advance(11_000);
  expect({ opened, lost: lost.outcome, kept: kept.outcome }).toEqual({
    opened: 2,
    lost: 'client.outbox_failed',
    kept: 'waiting',
  });
  expect(cafe.outbox.getSnapshot()).toMatchObject({ status: 'ready' });
  expect(cafe.outbox.getSnapshot().commands).toHaveLength(2);
  expect(cafe.sync.getSnapshot()).toEqual({ state: 'queued', count: 2 });
});

test('[SDK-55] storage that hangs holds up neither the connection nor a command', async () => {
  const { cafe, timers, hub, reported, states } = given({ outbox: () => new Promise(() => {}) });
  hub.append(streamNumber(1), opened);
  const sent = watched(cafe.orders.addLines(orderId(1), [line]));
  await timers.advance(15_000);
  expect({ state: states.at(-1), sent: sent.outcome }).toEqual({
    state: 'online',
    sent: expect.objectContaining({ version: 2 }),
  });
  expect(cafe.outbox.getSnapshot()).toMatchObject({ status: 'failing', error: { code: 'client.outbox_failed' } });
  expect(reported.length).toBeGreaterThan(0);
});

test('[SDK-56] it is off unless it is asked for or the tokens are an enrolled device’s', async () => {
  const { cafe } = givenClient();
  expect(cafe.outbox.getSnapshot()).toEqual({ status: 'off', warnings: [], commands: [] });
});

describe('where there is IndexedDB', () => {
  beforeEach(() => {
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: {} });
  });
  afterEach(() => {
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: undefined });
  });

  const http = { refresh: async () => ({ accessToken: 'a' }) as never };
  const device = tokensOf(http, { deviceId: idOf(1), secret: 's' });
  const guest = tokensOf(http, { guestId: idOf(2), orderId: orderId(1), secret: 's' });
  const unknown = async () => 'a';

  test.each([
    { name: 'an enrolled device has one', getToken: device, outbox: undefined, expected: idOf(1) },
    { name: 'a guest has none', getToken: guest, outbox: undefined, expected: undefined },
    { name: 'a guest who asks for one has one', getToken: guest, outbox: true, expected: idOf(2) },
    { name: 'nobody knows whose tokens they are: none', getToken: unknown, outbox: undefined, expected: undefined },
    { name: 'who asks for one has it under the hub’s name', getToken: unknown, outbox: true, expected: 'hub:3000' },
    { name: 'a device that wants none has none', getToken: device, outbox: false, expected: undefined },
  ])('[SDK-56] $name', ({ getToken, outbox, expected }) => {
    const chosen = chooseOutbox({ url: 'http://hub:3000', getToken, ...(outbox !== undefined && { outbox }) });
    expect(chosen?.name).toBe(expected);
  });
});

test('[SDK-56] a wrong outbox is named, and one that is not to be had here', () => {
  const made = (outbox: unknown) => () => givenClient({ outbox } as never);
  expect(made('yes')).toThrow(expect.objectContaining({ code: 'client.bad_option' }));
  expect(made(true)).toThrow(expect.objectContaining({ message: expect.stringMatching(/IndexedDB.*fileOutbox/) }));
});
