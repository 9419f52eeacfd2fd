import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto';
import type { DeviceId, OrderId, SessionId, StoreId, TokenSubject } from '@cafe/contract';
import { addDevice, addPerson, guestToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, openBill } from './evening.ts';
import { epochIn, get, post, sitDown, tokenOf } from './guests-at-table.ts';
import { connect, type RawClient } from './socket-client.ts';

/** What a token opens, and for how long. The hub's clock is the test's: it looks at it every half second. */

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
const clients: RawClient[] = [];
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true, now: clock });
}, 60_000);
afterEach(() => {
  ahead = 0;
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const MINUTE = 60_000;
const LIFE = 10 * MINUTE;
/** A token that was made some time ago. */
const signed = (subject: TokenSubject, agoMs = 0): string =>
  hub.tokens.signer.sign(subject, new Date(clock().getTime() - agoMs).toISOString()).token;
const deviceSubject = (deviceId: DeviceId): TokenSubject => ({
  ...{ kind: 'device', sub: deviceId, deviceId, storeId: hub.identity.storeId, sid: v7() },
});
const keep = async (opening: Promise<RawClient>): Promise<RawClient> => {
  const client = await opening;
  clients.push(client);
  return client;
};
const connected = (token: string, origin?: string): Promise<RawClient> =>
  keep(connect({ base: hub.base, token, ...(origin !== undefined && { origin }) }));

describe('a token', () => {
  const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const secretOf = () => String(hub.secrets.jwtKeys[0]?.secret);
  const HEADER = { alg: 'HS256', typ: 'at+jwt', kid: 'test' };
  const forged = (header: object, claims: object, { hash = 'sha256', secret = secretOf() } = {}): string => {
    const text = `${encoded(header)}.${encoded(claims)}`;
    return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
  };
  const claimsNow = async () =>
    hub.tokens.signer.sign(deviceSubject(await addDevice(hub, 'terminal')), clock().toISOString()).claims;
  const without = (claims: object, name: string): object =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

  test('[HUB-5] S6: of the test’s own making opens the hub when nothing is wrong with it', async () => {
    const client = await connected(forged(HEADER, await claimsNow()));
    expect(await client.sync(['menu'])).toMatchObject({ refused: [] });
  });

  test('[HUB-5] S6: that is forged in any of the known ways is invalid, on a socket, in `auth` and over HTTP', async () => {
    const claims = await claimsNow();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const seconds = Math.floor(clock().getTime() / 1_000);
    const unsigned = `${encoded({ ...HEADER, alg: 'none' })}.${encoded(claims)}.`;
    const byRsa = `${encoded({ ...HEADER, alg: 'RS256' })}.${encoded(claims)}`;
    const good = forged(HEADER, claims);
    const [head, , signature] = good.split('.');
    const tokens: Record<string, string> = {
      'alg none': unsigned,
      'alg None': forged({ ...HEADER, alg: 'None' }, claims),
      'HS512 with our secret': forged({ ...HEADER, alg: 'HS512' }, claims, { hash: 'sha512' }),
      'HS384 with our secret': forged({ ...HEADER, alg: 'HS384' }, claims, { hash: 'sha384' }),
      'RS256 of another’s key': `${byRsa}.${signWith('sha256', Buffer.from(byRsa), privateKey).toString('base64url')}`,
      'a public key as our secret': forged(HEADER, claims, {
        secret: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      }),
      'another secret': forged(HEADER, claims, { secret: 'a'.repeat(32) }),
      'the secret everybody tries': forged(HEADER, claims, { secret: 'secret' }),
      'an empty secret': forged(HEADER, claims, { secret: '' }),
      'no signature': `${good.split('.').slice(0, 2).join('.')}.`,
      'a changed claim': `${head}.${encoded({ ...claims, storeId: v7() })}.${signature}`,
      ...Object.fromEntries(
        [
          'unknown',
          '../test',
          '/etc/passwd',
          '$ne',
          "' OR 1=1--",
          '__proto__',
          'constructor',
          '',
          'a'.repeat(33),
          5,
          null,
          ['test'],
          { $ne: 1 },
        ].map((kid) => [`kid ${JSON.stringify(kid)}`, forged({ ...HEADER, kid }, claims)]),
      ),
      'no kid': forged({ alg: 'HS256', typ: 'at+jwt' }, claims),
      ...Object.fromEntries(
        ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64'].map((field) => [
          `header ${field}`,
          forged({ ...HEADER, [field]: 'https://evil.example' }, claims),
        ]),
      ),
      'typ JWT': forged({ ...HEADER, typ: 'JWT' }, claims),
      'another issuer': forged(HEADER, { ...claims, iss: 'evil' }),
      'another audience': forged(HEADER, { ...claims, aud: 'other-hub' }),
      'a list of audiences': forged(HEADER, { ...claims, aud: ['cafe-hub', 'x'] }),
      'another store': forged(HEADER, { ...claims, storeId: v7() }),
      'no exp': forged(HEADER, without(claims, 'exp')),
      'no nbf': forged(HEADER, without(claims, 'nbf')),
      'no jti': forged(HEADER, without(claims, 'jti')),
      'a life of a year': forged(HEADER, { ...claims, exp: seconds + 31_536_000 }),
      'exp as text': forged(HEADER, { ...claims, exp: String(seconds + 60) }),
      'not yet': forged(HEADER, { ...claims, nbf: seconds + 60 }),
      'a role in it': forged(HEADER, { ...claims, role: 'owner' }),
      'permissions in it': forged(HEADER, { ...claims, may: ['*'] }),
      'a kind there is not': forged(HEADER, { ...claims, kind: 'owner' }),
      'an operator as its bearer': forged(HEADER, { ...claims, sub: { $ne: null } }),
      'two tokens': `${good} ${good}`,
      'five parts': `${good}.a.b`,
      dots: '..',
    };
    const inside = await connected(signed(deviceSubject(await addDevice(hub, 'terminal'))));
    for (const [name, token] of Object.entries(tokens)) {
      const refusal = { code: 'auth.invalid' };
      await expect({ name, joining: await connected(token).catch((error: unknown) => error) }).toMatchObject({
        name,
        joining: { data: refusal },
      });
      expect({ name, answer: await inside.emit('auth', { token }) }).toMatchObject({
        name,
        answer: { ok: false, refusal },
      });
      expect({ name, answer: await get(hub, '/orders', token) }).toMatchObject({
        name,
        answer: { status: 401, body: refusal },
      });
    }
  });

  test('[HUB-5] S7: is of one kind: a refresh secret, a scan’s answer and a device’s secret are no access tokens', async () => {
    const phone = await sitDown(hub);
    for (const token of [phone.secret, phone.guestId, phone.orderId]) {
      await expect(connected(token)).rejects.toMatchObject({ message: 'auth.invalid' });
    }
    const used = await post(hub, '/auth/refresh', { body: { secret: phone.token } });
    expect(used).toMatchObject({ status: 401, body: { code: 'auth.invalid' } });
  });

  test('[HUB-5] S7: of a guest who never joined, of a person nobody knows and of a device nobody enrolled opens nothing', async () => {
    const { orderId, token } = await sitDown(hub);
    const { storeId } = hub.identity;
    const strangers = [
      guestToken(hub, { guestId: v7(), orderId, epoch: epochIn(token) }),
      guestToken(hub, { guestId: v7(), orderId: v7() as OrderId, epoch: 0 }),
      signed(deviceSubject(v7() as DeviceId)),
      signed({ kind: 'staff', sub: v7() as never, storeId, sid: v7() as SessionId }),
    ];
    for (const stranger of strangers) {
      await expect(connected(stranger, hub.base)).rejects.toMatchObject({
        message: expect.stringMatching(/^(auth\.revoked|guest\.session_ended)$/),
      });
      expect((await get(hub, '/orders', stranger)).status).toBe(401);
    }
  });
});

describe('a connection lives by its token', () => {
  const person = async (deviceId?: DeviceId): Promise<TokenSubject> => {
    const sub = await addPerson(hub, 'server');
    const { storeId } = hub.identity;
    return { kind: 'staff', sub, storeId, sid: v7() as SessionId, ...(deviceId && { deviceId }) };
  };

  test('[HUB-10] S8: it is told a minute before, once; at the end it is told, closed, and hears nothing after', async () => {
    const deviceId = await addDevice(hub, 'kitchen');
    const client = await connected(signed(deviceSubject(deviceId), LIFE - 90_000));
    const other = await connected(signed(deviceSubject(await addDevice(hub, 'terminal'))));
    const seat = await person(other && (await terminalIdOf(other)));
    expect(await other.emit('auth', { token: signed(seat) })).toMatchObject({ ok: true });
    const later = await connected(signed(deviceSubject(await addDevice(hub, 'kitchen')), LIFE - 110_000));
    await client.sync(['kitchen', 'menu', 'store']);
    ahead = 40_000;
    expect(await client.told('authExpiring')).toMatchObject({ kind: 'authExpiring' });
    ahead = 55_000;
    await later.told('authExpiring'); // by then the hub has looked at the first one again
    ahead = 91_000;
    const acked = await client.send({ type: 'order.start', orderId: v7() as OrderId, lineIds: [v7() as never] });
    expect(acked).toMatchObject({ ok: false, refusal: { code: 'auth.expired', retryable: true } });
    expect(await client.emit('sync', { subscribe: ['menu'] })).toMatchObject({
      ok: false,
      refusal: { code: 'auth.expired' },
    });
    expect(await client.told('authExpired')).toEqual({ kind: 'authExpired' });
    await client.closed();
    const heard = client.heard.length;
    await done(other.send({ type: 'order.open', orderId: v7() as OrderId, serviceType: 'counter' }));
    expect(client.heard).toHaveLength(heard);
    expect(client.notices.filter(({ kind }) => kind === 'authExpiring')).toHaveLength(1);
  });

  /** The device a client's connection was opened by. */
  const terminalIdOf = async (client: RawClient): Promise<DeviceId> => {
    const found = [...hub.hub.sockets.connections()].find(({ id }) => id === client.socket.id)?.peer.opener;
    if (found?.kind !== 'device') throw new Error('no device opened it');
    return found.deviceId;
  };

  test('[HUB-10] S8: a person’s token ends before the device’s: nobody is current, the connection stays', async () => {
    const deviceId = await addDevice(hub, 'terminal');
    const client = await connected(signed(deviceSubject(deviceId)));
    const subject = await person(deviceId);
    expect(await client.emit('auth', { token: signed(subject, LIFE - 90_000) })).toMatchObject({
      ok: true,
      audience: 'staff',
    });
    await client.sync(['floor', 'menu']);
    const orderId = await openBill(client);
    ahead = 91_000;
    expect(await client.told('authExpired')).toEqual({ kind: 'authExpired' });
    expect(client.socket.connected).toBe(true);
    expect(await client.send({ type: 'order.close', orderId })).toMatchObject({
      ok: false,
      refusal: { code: 'actor.approval_required' },
    });
    expect(await client.sync(['floor', 'menu'])).toMatchObject({ audience: 'public', refused: [{ topic: 'floor' }] });
    expect(await client.emit('auth', { token: signed(subject) })).toMatchObject({ ok: true, audience: 'staff' });
    expect(await client.send({ type: 'order.void', orderId, reason: 'nobody came' })).toMatchObject({ ok: true });
  });

  test('[HUB-10] a fresh token of the device keeps the person, their rooms and the connection', async () => {
    const deviceId = await addDevice(hub, 'terminal');
    const client = await connected(signed(deviceSubject(deviceId), LIFE - 90_000));
    await client.emit('auth', { token: signed(await person(deviceId)) });
    await client.sync(['floor']);
    expect(await client.emit('auth', { token: signed(deviceSubject(deviceId)) })).toMatchObject({
      ok: true,
      audience: 'staff',
    });
    ahead = 95_000;
    const orderId = await openBill(client);
    expect(await client.hears(({ stream }) => stream === `order:${orderId}`)).toMatchObject({ version: 1 });
  });

  test('[HUB-10] S8: `auth` takes a token of the same bearer or of a person on this device, and no other', async () => {
    const [deviceId, otherId] = [await addDevice(hub, 'terminal'), await addDevice(hub, 'terminal')];
    const terminal = await connected(signed(deviceSubject(deviceId)));
    const table = await sitDown(hub);
    const phone = await connected(table.token);
    const { storeId } = hub.identity;
    const elsewhere = guestToken(hub, {
      guestId: table.guestId,
      orderId: v7() as OrderId,
      epoch: epochIn(table.token),
    });
    const tries: [RawClient, string][] = [
      [terminal, signed(deviceSubject(otherId))],
      [terminal, signed(await person(otherId))],
      [terminal, signed(await person())],
      [terminal, table.token],
      [terminal, signed({ kind: 'service', sub: 'order', storeId, sid: v7() })],
      [phone, signed(deviceSubject(deviceId))],
      [phone, signed(await person())],
      [phone, (await sitDown(hub)).token],
      [phone, elsewhere],
    ];
    for (const [client, token] of tries) {
      expect(await client.emit('auth', { token })).toMatchObject({ ok: false, refusal: { code: 'auth.invalid' } });
    }
    const service = signed({ kind: 'service', sub: 'order', storeId: v7() as StoreId, sid: v7() });
    expect(await terminal.emit('auth', { token: service })).toMatchObject({
      ok: false,
      refusal: { code: 'auth.invalid' },
    });
    expect(await terminal.sync(['floor'])).toMatchObject({ audience: 'public', refused: [{ topic: 'floor' }] });
    const again = await tokenOf(hub, table);
    expect(await phone.emit('auth', { token: again })).toMatchObject({ ok: true, audience: 'guest' });
  });

  test('[HUB-10] who takes over a terminal hears nothing that was meant for the one before', async () => {
    const deviceId = await addDevice(hub, 'terminal');
    const client = await connected(signed(deviceSubject(deviceId)));
    const { storeId } = hub.identity;
    const manager: TokenSubject = {
      ...{ kind: 'staff', sub: await addPerson(hub, 'manager'), storeId, sid: v7() as SessionId, deviceId },
    };
    await client.emit('auth', { token: signed(manager) });
    expect(await client.sync(['staff', 'floor'])).toMatchObject({ refused: [] });
    expect(await client.emit('auth', { token: signed(await person(deviceId)) })).toMatchObject({ ok: true });
    const heard = client.heard.length;
    await addPerson(hub, 'server', 'Somebody New');
    const orderId = await openBill(client);
    expect(await client.sync(['floor'])).toMatchObject({ refused: [] });
    expect(client.heard.slice(heard).filter(({ stream }) => stream.startsWith('staff:'))).toEqual([]);
    expect(JSON.stringify(client.heard.slice(heard))).not.toContain(orderId);
  });
});
