import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { PROTOCOL_VERSION } from '@cafe/contract';
import { addDevice, addPerson, deviceToken, guestToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { epochIn, sitDown } from './guests-at-table.ts';
import { authOf, openRaw, type RawEngine, type RawOptions } from './raw-engine.ts';
import { connect } from './socket-client.ts';

/** Who is let in, by what they say before they are anybody: origin, token, version, number. */

const LIMITS = { MAX_SOCKETS_PER_ADDRESS: '12', MAX_SOCKETS_PER_DEVICE: '3', MAX_SOCKETS_PER_GUEST: '5' };

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
const raws: RawEngine[] = [];
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true, env: LIMITS });
}, 60_000);
afterEach(async () => {
  for (const raw of raws.splice(0)) {
    raw.end();
    await raw.closed;
  }
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const raw = async (options: Omit<RawOptions, 'port'> = {}): Promise<RawEngine> => {
  const opened = await openRaw({ port: hub.port, ...options });
  raws.push(opened);
  return opened;
};
const insiders = () => [...hub.hub.sockets.connections()].length;
const aDevice = async (): Promise<string> => deviceToken(hub, await addDevice(hub, 'terminal'));
const codeOf = (answer: string): unknown => JSON.parse(answer.slice(2)).data?.code;

/** A plain request with the headers of a browser, or of none. */
const get = (path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request({ port: hub.port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end();
  });
const POLLING = '/socket.io/?EIO=4&transport=polling';

describe('a handshake', () => {
  test.each([
    ['an empty object', {}, 'auth.required'],
    ['no token', { protocol: PROTOCOL_VERSION }, 'auth.required'],
    ['null as its token', { token: null, protocol: PROTOCOL_VERSION }, 'auth.required'],
    ['an operator as its token', { token: { $ne: null }, protocol: PROTOCOL_VERSION }, 'auth.required'],
    ['an empty token', authOf(''), 'auth.required'],
    ['what is no token', authOf('let me in'), 'auth.invalid'],
    ['a token of 4,000 letters', authOf('a'.repeat(4_000)), 'auth.invalid'],
    ['a key nobody asked for', { ...authOf('x'), admin: true }, 'auth.required'],
    ['a prototype', JSON.parse('{"token":"x","protocol":1,"__proto__":{"admin":true}}'), 'auth.required'],
  ])('[HUB-5] S1: with %s is refused, and no connection and no room comes of it', async (_what, auth, code) => {
    const before = { insiders: insiders(), rooms: hub.hub.sockets.rooms() };
    const peer = await raw();
    const answer = await peer.join(auth);
    expect(answer.slice(0, 2)).toBe('44');
    expect(codeOf(answer)).toBe(code);
    expect({ insiders: insiders(), rooms: hub.hub.sockets.rooms() }).toEqual(before);
  });

  test.each(['40', '40[]', '40"token"', '40{', '401'])('[HUB-5] S1: %s is no way in', async (packet) => {
    const peer = await raw();
    peer.say(packet);
    await peer.says((text) => text.startsWith('44')).catch(() => peer.closed);
    expect(peer.texts.filter((text) => text.startsWith('40'))).toEqual([]);
    expect(insiders()).toBe(0);
  });

  test('[HUB-5] S1: what a connection sends before it was let in reaches nobody', async () => {
    const peer = await raw();
    peer.say('420["command",{"id":"x"}]');
    await peer.closed;
    expect(peer.texts.filter((text) => text.startsWith('43'))).toEqual([]);
  });

  test('[HUB-5] S1: a namespace that nobody made lets nobody in', async () => {
    const peer = await raw();
    peer.say(`40/admin,${JSON.stringify(authOf(await aDevice()))}`);
    expect(await peer.says((text) => text.startsWith('44/admin,'))).toContain('Invalid namespace');
    expect(insiders()).toBe(0);
  });

  test('[HUB-18] of another protocol version is told so', async () => {
    const token = await aDevice();
    await expect(connect({ base: hub.base, token, protocol: PROTOCOL_VERSION + 1 })).rejects.toMatchObject({
      message: 'client.outdated',
      data: { code: 'client.outdated', retryable: false },
    });
  });

  test('[HUB-5] S4: with a token in the address is refused, on every transport and however it is written', async () => {
    const token = await aDevice();
    const queries = [`token=${token}`, `access_token=${token}`, `%74oken=${token}`, `auth[token]=${token}`];
    for (const query of queries) {
      const peer = await raw({ path: `/socket.io/?EIO=4&transport=websocket&${query}` });
      expect({ query: query.slice(0, 9), status: peer.status }).toEqual({ query: query.slice(0, 9), status: 403 });
      expect(await get(`${POLLING}&${query}`)).toBe(403);
    }
  });

  test('[HUB-5] S5: a cookie is no way in', async () => {
    const token = await aDevice();
    const peer = await raw({ headers: { Cookie: `token=${token}; auth=${token}; io=${token}` } });
    expect(codeOf(await peer.join({}))).toBe('auth.required');
  });
});

describe('an origin', () => {
  const foreign = (): string[] => [
    'https://evil.example',
    'null',
    `${hub.base}.evil.example`,
    `${hub.base}@evil.example`,
    `${hub.base}/`,
    `http://127.0.0.1:${hub.port + 1}`,
    `https://127.0.0.1:${hub.port}`,
    `http://127.0.0.1.:${hub.port}`,
    `HTTP://LOCALHOST:${hub.port}`,
    'http://localhost',
    'file://',
    '*',
  ];

  test('[HUB-6] S3: that is foreign, `null` or a look-alike is refused with 403, with the best of tokens', async () => {
    for (const Origin of foreign()) {
      const peer = await raw({ headers: { Origin } });
      expect({ Origin, status: peer.status }).toEqual({ Origin, status: 403 });
      expect({ Origin, status: await get(POLLING, { Origin }) }).toEqual({ Origin, status: 403 });
    }
  });

  test('[HUB-6] S3: of our own is let in', async () => {
    for (const Origin of [hub.base, `http://localhost:${hub.port}`]) {
      const peer = await raw({ headers: { Origin } });
      expect(peer.status).toBe(101);
      expect(await peer.join(authOf(await aDevice()))).toMatch(/^40/);
    }
  });

  test('[HUB-6] S3: where there is none, a device and a service come in, a person does not', async () => {
    const person = staffToken(hub, await addPerson(hub, 'server'));
    const { storeId } = hub.identity;
    const service = hub.tokens.signer.sign(
      { kind: 'service', sub: 'order', storeId, sid: v7() },
      new Date().toISOString(),
    );
    expect(await (await raw()).join(authOf(await aDevice()))).toMatch(/^40/);
    expect(await (await raw()).join(authOf(service.token))).toMatch(/^40/);
    expect(codeOf(await (await raw()).join(authOf(person)))).toBe('auth.invalid');
    expect(await (await raw({ headers: { Origin: hub.base } })).join(authOf(person))).toMatch(/^40/);
  });

  test('[HUB-6] S3: where there is none, guests come in only where that was allowed', async () => {
    const strict = await startTestHub({
      mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
      database: hub.database,
      identity: hub.identity,
      secrets: hub.secrets,
      env: { ALLOW_HEADLESS_GUESTS: 'false' },
    });
    try {
      const { token } = await sitDown(hub);
      expect(await (await raw()).join(authOf(token))).toMatch(/^40/);
      const headless = await openRaw({ port: strict.port });
      expect(codeOf(await headless.join(authOf(token)))).toBe('auth.invalid');
      const browser = await openRaw({ port: strict.port, headers: { Origin: strict.base } });
      expect(await browser.join(authOf(token))).toMatch(/^40/);
      headless.end();
      browser.end();
    } finally {
      await strict.stop();
    }
  });
});

describe('connections', () => {
  test('[HUB-5] S2: that say nothing, half a request, or never who they are, are closed within five seconds', async () => {
    const silent = connectTcp(hub.port, '127.0.0.1');
    const half = connectTcp(
      hub.port,
      '127.0.0.1',
      () => void half.write('GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: x\r\n'),
    );
    const upgraded = await raw({ rude: true });
    const endOf = (tcp: typeof silent) => new Promise<void>((resolve) => tcp.resume().once('close', () => resolve()));
    const startedAt = performance.now();
    await Promise.all([endOf(silent), endOf(half), upgraded.closed]);
    expect(performance.now() - startedAt).toBeLessThan(7_000); // five, and the time of a machine that is busy
  });

  test('[HUB-12] S20, S35: of one address that nobody signed in on yet are limited, whatever they say; who signed in makes room', async () => {
    const waiting: RawEngine[] = [];
    for (let count = 0; count < 12; count += 1) waiting.push(await raw());
    expect(waiting.map(({ status }) => status)).toEqual(Array(12).fill(101));
    expect((await raw()).status).toBe(403);
    // Whom it says it speaks for is not believed of somebody who is no proxy of ours (S35).
    for (const address of ['203.0.113.7', '127.0.0.1', '10.0.0.1, 203.0.113.8']) {
      expect((await raw({ headers: { 'X-Forwarded-For': address } })).status).toBe(403);
    }
    // An empty id of a connection is none.
    expect((await raw({ path: '/socket.io/?EIO=4&transport=websocket&sid=' })).status).toBe(403);
    expect(await waiting[0]?.join(authOf(await aDevice()))).toMatch(/^40/);
    expect((await raw()).status).toBe(101);
  });

  test('[HUB-12] S20: of one device are limited, also when they come in the same moment; one that leaves makes room', async () => {
    const token = await aDevice();
    const knocking = await Promise.all(Array.from({ length: 8 }, () => raw()));
    const answers = await Promise.all(knocking.map((peer) => peer.join(authOf(token))));
    expect(answers.filter((answer) => answer.startsWith('40'))).toHaveLength(3);
    const refused = answers.filter((answer) => answer.startsWith('44'));
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['actor.rate_limited']));
    expect(JSON.parse(refused[0]?.slice(2) ?? '{}').data.details.retryAfterMs).toBeGreaterThan(0);

    const inside = knocking[answers.findIndex((answer) => answer.startsWith('40'))];
    inside?.end();
    await inside?.closed;
    const again = await raw();
    await hubSees(() => insiders() === 2);
    expect(await again.join(authOf(token))).toMatch(/^40/);
  });

  test('[HUB-12] S20: of one guest are limited', async () => {
    const { token } = await sitDown(hub);
    const knocking = await Promise.all(Array.from({ length: 7 }, () => raw()));
    const answers = await Promise.all(knocking.map((peer) => peer.join(authOf(token))));
    expect(answers.filter((answer) => answer.startsWith('40'))).toHaveLength(5);
  });

  test('[HUB-12] S20: one connection does not try token after token', async () => {
    const peer = await raw();
    for (let count = 0; count < 20; count += 1) peer.say(`40${JSON.stringify(authOf(`guess ${count}`))}`);
    await peer.closed;
    expect(peer.texts.filter((text) => text.startsWith('44')).length).toBeLessThanOrEqual(5);
  });

  test('[HUB-12] S7: a place is given back when a token was refused after it', async () => {
    const { orderId, token } = await sitDown(hub);
    const gone = guestToken(hub, { guestId: v7(), orderId, epoch: epochIn(token) });
    for (let count = 0; count < 7; count += 1) {
      expect(codeOf(await (await raw()).join(authOf(gone)))).toBe('guest.session_ended');
    }
  });
});

/** Resolves when the hub's own view has come to something; looked at each turn of the loop. */
const hubSees = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};
