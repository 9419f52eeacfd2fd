import type { ItemId, LineId, OrderId } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import { addDevice, addPerson, asHouse, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { lineOf, openBill, openTerminal, simpleItem } from './evening.ts';
import { get, sitDown } from './guests-at-table.ts';
import { authOf, openRaw, type RawEngine } from './raw-engine.ts';
import type { RawClient } from './socket-client.ts';

/** Nobody takes so much that others get less: messages, unread bytes, and the order in which things are done. */

const PER_SECOND = 20;
const BURST = 30;
const GUEST = { perSecond: 5, burst: 10 };
/** How many refusals the hub bears with. */
const PATIENCE = 100;

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
let item: ItemId;
let ahead = 0;
/** The hub's clock stands still here. */
let standingAt: number | undefined;
const raws: RawEngine[] = [];
const clients: RawClient[] = [];
beforeAll(async () => {
  hub = await startTestHub({
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    demo: true,
    now: () => new Date(standingAt ?? Date.now() + ahead),
    env: { RATE_STAFF: `${PER_SECOND}/${BURST}`, RATE_GUEST: `${GUEST.perSecond}/${GUEST.burst}` },
  });
  item = await simpleItem(hub);
}, 60_000);
afterEach(() => {
  ahead = 0;
  standingAt = undefined;
  for (const raw of raws.splice(0)) raw.end();
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const joined = async (token: string): Promise<RawEngine> => {
  const raw = await openRaw({ port: hub.port });
  raws.push(raw);
  expect(await raw.join(authOf(token))).toMatch(/^40/);
  return raw;
};
const aDevice = async (): Promise<string> => deviceToken(hub, await addDevice(hub, 'terminal'));
const keep = async (opening: Promise<RawClient>): Promise<RawClient> => {
  const client = await opening;
  clients.push(client);
  return client;
};
const codes = (raw: RawEngine): string[] =>
  raw.texts
    .filter((text) => text.startsWith('43'))
    .map((text) => JSON.parse(text.slice(text.indexOf('[')))[0].refusal?.code ?? 'ok');
const SYNC = '["sync",{"subscribe":[]}]';

interface Refused {
  readonly refusal?: { readonly code: string; readonly details?: { readonly retryAfterMs?: number } };
}

describe('S19: who sends too much', () => {
  test.each([
    ['device', aDevice, PER_SECOND + BURST],
    ['guest', async () => (await sitDown(hub)).token, GUEST.perSecond + GUEST.burst],
  ] as const)('[HUB-11] as a %s is told when to come again, and served then', async (_who, token, allowance) => {
    const raw = await joined(await token());
    const answers = await Promise.all(Array.from({ length: allowance + 60 }, (_, id) => raw.ask(SYNC, id)));
    const limited = (answers as Refused[]).filter(({ refusal }) => refusal?.code === 'actor.rate_limited');
    expect(limited.length).toBeGreaterThanOrEqual(1);
    expect(limited.length).toBeLessThanOrEqual(60);
    expect(limited[0]).toMatchObject({
      refusal: { code: 'actor.rate_limited', retryable: true, details: { retryAfterMs: expect.any(Number) } },
    });
    const { retryAfterMs = 0 } = limited.at(-1)?.refusal?.details ?? {};
    expect(retryAfterMs).toBeGreaterThan(0);
    // What the hub said is what an honest client waits for.
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    expect(await raw.ask(SYNC, 999)).toMatchObject({ ok: true });
  });

  test.each([
    ['commands', '42%["command",{}]'],
    ['syncs', `42%${SYNC}`],
    ['tokens', '42%["auth",{"token":"guess"}]'],
    ['commands that ask for no answer', '42["command",{}]'],
    ['hints', '42["hint",{"topic":"menu","kind":"typing"}]'],
    ['messages nobody listens to', '42["nobody-listens",1]'],
  ])('[HUB-11] %s without an end is closed', async (_what, packet) => {
    const raw = await joined(await aDevice());
    for (let id = 0; id < PER_SECOND + BURST + PATIENCE + 200; id += 1) raw.say(packet.replace('%', String(id)));
    await raw.closed;
    const limited = codes(raw).filter((code) => code === 'actor.rate_limited').length;
    if (packet.includes('%')) expect(limited).toBeGreaterThanOrEqual(PATIENCE);
  });

  test('[HUB-11] on one connection is limited on all of that device, and over HTTP; nobody else is', async () => {
    const token = await aDevice();
    const [one, other] = [await joined(token), await joined(token)];
    const neighbour = await keep(openTerminal(hub));
    for (let id = 0; id < PER_SECOND + BURST + 60; id += 1) one.say(`42${id}${SYNC}`);
    expect(await neighbour.sync(['floor'])).toMatchObject({ ok: true });
    await one.says((text) => text.includes('actor.rate_limited'));
    expect(await other.ask(SYNC, 1)).toMatchObject({ ok: false, refusal: { code: 'actor.rate_limited' } });
    const answer = await get(hub, '/store', token);
    expect(answer).toMatchObject({ status: 429, body: { code: 'actor.rate_limited' } });
    expect(await neighbour.sync(['floor'])).toMatchObject({ ok: true });
  });

  test('[HUB-11] a neighbour’s orders are done while somebody floods', async () => {
    const neighbour = await keep(openTerminal(hub));
    const orderId = await openBill(neighbour);
    const flooding = await Promise.all(Array.from({ length: 3 }, async () => joined(await aDevice())));
    for (const raw of flooding)
      for (let id = 0; id < 2_000; id += 1) raw.say(`42${id}["command",${'['.repeat(200)}${']'.repeat(200)}]`);
    for (let count = 0; count < 10; count += 1) {
      expect(await neighbour.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] })).toMatchObject({
        ok: true,
      });
    }
    await Promise.all(flooding.map(({ closed }) => closed));
  });
});

test('[HUB-15] one socket’s commands on one order are done in the order in which they were sent, without waiting', async () => {
  const client = await keep(openTerminal(hub));
  const orderId = v7() as OrderId; // a fresh uuid is an id of whatever is made with it
  const lineIds = Array.from({ length: 20 }, () => v7() as LineId);
  const sending = [
    client.send({ type: 'order.open', orderId, serviceType: 'counter' }),
    ...lineIds.map((lineId) => client.send({ type: 'order.addLines', orderId, lines: [lineOf(item, lineId)] })),
    client.send({ type: 'order.send', orderId }),
    ...lineIds.map((lineId) => client.send({ type: 'order.finish', orderId, lineIds: [lineId] })),
  ];
  const acks = await Promise.all(sending);
  expect(acks.map((ack) => ack.ok && ack.version)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
  const order = await hub.cafe.read(orderStream(orderId));
  expect(order.status !== 'none' && order.lines.map(({ lineId }) => lineId)).toEqual(lineIds);
});

type Connection = ReturnType<TestHub['hub']['sockets']['connections']> extends Iterable<infer One> ? One : never;

describe('S21: who does not read', () => {
  const NOTE = 'x'.repeat(500);
  const KB = 1_024;
  let beating: ReturnType<typeof setInterval>;
  afterEach(() => clearInterval(beating));

  /** A terminal with somebody in charge, following the floor, that stops reading. It goes on saying that it lives. */
  const deaf = async () => {
    const [staffId, deviceId] = [await addPerson(hub, 'server'), await addDevice(hub, 'terminal')];
    const raw = await joined(deviceToken(hub, deviceId));
    const [seat, floor] = [{ token: staffToken(hub, staffId, { deviceId }) }, { subscribe: ['floor'] }];
    expect(await raw.ask(`["auth",${JSON.stringify(seat)}]`, 1)).toMatchObject({ ok: true });
    expect(await raw.ask(`["sync",${JSON.stringify(floor)}]`, 2)).toMatchObject({ ok: true });
    const { sid } = JSON.parse(raw.texts.find((text) => text.startsWith('40'))?.slice(2) ?? '{}');
    const connection = [...hub.hub.sockets.connections()].find(({ id }) => id === sid);
    if (!connection) throw new Error('the hub does not know the connection');
    const gone = new Promise<string>((resolve) => connection.socket.once('disconnect', resolve));
    raw.tcp.pause();
    beating = setInterval(() => raw.say('3'), 1_000);
    return { raw, connection, gone, seat: { deviceId, staffId } };
  };

  /** One commit of some 60 KB, on a bill of its own. Resolves when it is durable. */
  const bigCommit = async (): Promise<OrderId> => {
    const orderId = v7() as OrderId; // likewise
    await asHouse(hub, { type: 'order.open', orderId, serviceType: 'counter' });
    const lines = Array.from({ length: 60 }, () => ({ ...lineOf(item), note: NOTE }));
    await asHouse(hub, { type: 'order.addLines', orderId, lines });
    return orderId;
  };
  /** Something of that size to one connection, as its rooms would bring it; a version that every client has already. */
  const push = (connection: Connection): void =>
    connection.send('commits', [{ stream: orderStream(v7() as OrderId), version: 0, state: NOTE.repeat(120) }]);
  /** Fills what the machine holds between the two, and then what the hub does. */
  const pushUntil = async (connection: Connection, isEnough: () => boolean): Promise<void> => {
    while (!isEnough()) {
      push(connection);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const hubSees = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  };

  test('[HUB-13] is left out, whatever else is said, and caught up when it has read', async () => {
    const { raw, connection } = await deaf();
    await pushUntil(connection, () => connection.unsent.bytes() > 300 * KB);
    await hubSees(() => connection.socket.rooms.size === 1); // its own alone
    const before = connection.unsent.bytes();
    const last = await bigCommit();
    for (let count = 0; count < 4; count += 1) await bigCommit();
    expect(connection.unsent.bytes()).toBeLessThan(before + 16 * KB); // beats and heads
    raw.tcp.resume();
    const caughtUp = await raw.says((text) => text.includes(`"order:${last}","version":2,"state"`));
    expect(caughtUp).toMatch(/^42\["commits",/);
    expect(connection.socket.connected).toBe(true);
  });

  test('[HUB-13] for more than ten seconds is hung up on, and takes up where it stopped', async () => {
    const { raw, connection, gone, seat } = await deaf();
    await pushUntil(connection, () => connection.unsent.bytes() > 300 * KB);
    await hubSees(() => connection.socket.rooms.size === 1);
    ahead = 11_000;
    expect(await gone).toBe('server namespace disconnect');
    raw.tcp.resume();
    await raw.closed; // though it never said goodbye
    ahead = 0;
    const client = await keep(openTerminal(hub, seat));
    expect(await client.sync(['floor'])).toMatchObject({ audience: 'staff', refused: [] });
  });

  test('[HUB-13] while more than a megabyte waits is hung up on at once', async () => {
    const { connection, gone } = await deaf();
    standingAt = Date.now(); // the ten seconds that less of it would have never pass
    let over = false;
    void gone.then(() => {
      over = true;
    });
    await pushUntil(connection, () => over || connection.unsent.bytes() > 1_200 * KB);
    expect(await gone).toBe('server namespace disconnect');
    expect(connection.unsent.bytes()).toBeLessThan(32 * 1_024 * KB);
  });

  test('[HUB-13] and asks for ever more is closed: of its own answers one alone does not count', async () => {
    const { raw, connection, gone } = await deaf();
    for (let count = 0; count < 5; count += 1) await bigCommit(); // so that an answer has some weight
    let id = 10;
    const asking = setInterval(() => {
      for (let count = 0; count < 9; count += 1) {
        id += 1;
        raw.say(`42${id}["sync",{"subscribe":["floor","menu"]}]`);
      }
    }, 500); // no more than anybody may
    expect(await gone).toBe('server namespace disconnect');
    clearInterval(asking);
    expect(connection.unsent.bytes()).toBeLessThan(16 * 1_024 * KB);
  });
});
