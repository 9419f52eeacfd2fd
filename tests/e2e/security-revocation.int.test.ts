import { type Command, CommandId, type DeviceId, type OrderId, type SessionId, type StaffId } from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import { mongoEventLogOn } from '@cafe/services/kernel';
import { addDevice, addPerson, asHouse, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openBill, openTerminal, simpleItem } from './evening.ts';
import { get, hashOf, newSecret, post } from './guests-at-table.ts';
import { connect, type RawClient } from './socket-client.ts';

/** Whoever is put out hears and does nothing more, within a second; what they did before stays done. */

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
const clients: RawClient[] = [];
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const PROMISED_MS = 1_000;
/** How long something takes until it is seen. */
const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
};
const keep = async (opening: Promise<RawClient>): Promise<RawClient> => {
  const client = await opening;
  clients.push(client);
  return client;
};
const connected = (token: string, base = hub.base): Promise<RawClient> =>
  keep(connect({ base, token, origin: hub.base }));

interface Seat {
  readonly client: RawClient;
  readonly deviceId: DeviceId;
  readonly staffId: StaffId;
  readonly sid: SessionId;
  readonly token: string;
}

/** One of the demo's people, signed in by PIN on a terminal, following the floor. */
const signIn = async (login: string, pin: string, deviceId?: DeviceId): Promise<Seat> => {
  const on = deviceId ?? (await addDevice(hub, 'terminal'));
  const { members } = await hub.cafe.read(staffStream(hub.identity.storeId));
  const staffId = Object.keys(members).find((id) => members[id as StaffId]?.login === login) as StaffId; // a key of members
  const body = { staffId, pin, nextHash: hashOf(newSecret()) };
  const granted = await post(hub, '/auth/pin', { token: deviceToken(hub, on), body });
  const { accessToken, sid } = granted.body as { accessToken: string; sid: SessionId };
  const client = await connected(deviceToken(hub, on));
  expect(await client.emit('auth', { token: accessToken })).toMatchObject({ ok: true });
  await client.sync(['floor', 'menu']);
  return { client, deviceId: on, staffId, sid, token: accessToken };
};
const ana = () => signIn('ana', '400400');
const opening = (): Command => ({ type: 'order.open', orderId: v7() as OrderId, serviceType: 'counter' });
const refused = (code: string) => ({ ok: false, refusal: { code } });

/** Whether a connection hears what happens on the floor from here on. */
const hearsNothing = async (client: RawClient): Promise<void> => {
  const before = client.heard.length;
  const witness = await keep(openTerminal(hub));
  await witness.sync(['floor']);
  const orderId = await openBill(witness);
  await witness.hears(({ stream }) => stream === `order:${orderId}`);
  expect(client.heard.slice(before)).toEqual([]);
};

describe('S9: a person', () => {
  test('[HUB-9] who is disabled is out of every seat within a second; the terminal stays, and nobody is current on it', async () => {
    const seat = await ana();
    const own = await connected(staffToken(hub, seat.staffId));
    await own.sync(['floor']);
    const waiting = Promise.all([seat.client.told('authExpired'), own.told('ended'), own.closed()]);
    expect(
      await timed(async () => {
        await asHouse(hub, { type: 'staff.disable', staffId: seat.staffId });
        await waiting;
      }),
    ).toBeLessThan(PROMISED_MS);

    expect(own.notices.at(-1)).toEqual({ kind: 'ended', code: 'auth.revoked' });
    expect(seat.client.socket.connected).toBe(true);
    const { sid: session } = seat;
    expect(await seat.client.emit('command', { id: v7(), command: opening(), session })).toMatchObject(
      refused('auth.revoked'),
    );
    expect(await seat.client.send(opening())).toMatchObject(refused('actor.forbidden')); // the bare terminal
    expect(await seat.client.emit('auth', { token: seat.token })).toMatchObject(refused('auth.revoked'));
    expect(await get(hub, '/orders', seat.token)).toMatchObject({ status: 401, body: { code: 'auth.revoked' } });
    await expect(connected(staffToken(hub, seat.staffId))).rejects.toMatchObject({ message: 'auth.revoked' });
    await hearsNothing(seat.client);
    await asHouse(hub, { type: 'staff.enable', staffId: seat.staffId });
    expect(await seat.client.emit('auth', { token: seat.token })).toMatchObject(refused('auth.revoked')); // the old sign-in stays over
  });

  test('[HUB-9] whose role is lowered keeps the connection and hears at once what is left of it', async () => {
    const [staffId, deviceId] = [await addPerson(hub, 'manager'), await addDevice(hub, 'terminal')];
    const client = await connected(deviceToken(hub, deviceId));
    await client.emit('auth', { token: staffToken(hub, staffId, { deviceId }) });
    await client.sync(['staff', 'floor']);
    expect(
      await timed(async () => {
        await asHouse(hub, { type: 'staff.update', staffId, role: 'server' });
        await client.told('resync');
      }),
    ).toBeLessThan(PROMISED_MS);
    expect(await client.send({ type: 'staff.disable', staffId: v7() as StaffId })).toMatchObject(
      refused('actor.forbidden'),
    );
    await hearsNothing(client);
    expect(await client.sync(['staff', 'floor'])).toMatchObject({ refused: [{ topic: 'staff' }], audience: 'staff' });
    await asHouse(hub, { type: 'staff.update', staffId, role: 'kitchen' });
    await client.told('resync');
    expect(await client.sync(['floor', 'kitchen'])).toMatchObject({
      refused: [{ topic: 'floor' }],
      audience: 'kitchen',
    });
  });

  test('[HUB-9] who loses one permission by an override loses it for the next command', async () => {
    const [staffId, deviceId] = [await addPerson(hub, 'server'), await addDevice(hub, 'terminal')];
    const client = await connected(deviceToken(hub, deviceId));
    await client.emit('auth', { token: staffToken(hub, staffId, { deviceId }) });
    expect(await client.send(opening())).toMatchObject({ ok: true });
    const { revision } = await hub.cafe.read(staffStream(hub.identity.storeId));
    await asHouse(hub, { type: 'staff.setPermission', revision, permission: 'order.open', effect: 'deny', staffId });
    expect(await client.send(opening())).toMatchObject(refused('actor.forbidden'));
  });

  test('[HUB-9] whose PIN was changed, or who signs out, is nobody within a second, on that sign-in and no other', async () => {
    const here = await signIn('ben', '500500');
    const there = await signIn('ben', '500500');
    const out = here.client.told('authExpired');
    expect(
      await timed(async () => {
        expect((await post(hub, '/auth/sign-out', { token: here.token })).status).toBe(200);
        await out;
      }),
    ).toBeLessThan(PROMISED_MS);
    expect(await there.client.send(opening())).toMatchObject({ ok: true });
    const both = there.client.told('authExpired');
    const body = { pin: '864209', current: '500500' };
    expect(
      await timed(async () => {
        expect((await post(hub, `/staff/${there.staffId}/set-pin`, { token: there.token, body })).status).toBe(200);
        await both;
      }),
    ).toBeLessThan(PROMISED_MS);
    for (const { client, token, sid: session } of [here, there]) {
      expect(await client.emit('command', { id: v7(), command: opening(), session })).toMatchObject(
        refused('auth.revoked'),
      );
      expect((await get(hub, '/orders', token)).body).toMatchObject({ code: 'auth.revoked' });
    }
  });

  test('[HUB-9] S11: who signed out stays out, however their token is written', async () => {
    const seat = await signIn('carlos', '300300');
    await post(hub, '/auth/sign-out', { token: seat.token });
    const [head = '', claims = '', signature = ''] = seat.token.split('.');
    const last = signature.at(-1) ?? '';
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 32 bytes leave two bits of the last letter unused: its neighbours decode to the same signature.
    const twins = [...letters].filter((letter) => letters.indexOf(letter) >> 2 === letters.indexOf(last) >> 2);
    const variants = [
      ...twins.map((twin) => `${head}.${claims}.${signature.slice(0, -1)}${twin}`),
      `${seat.token}=`,
      `${head}=.${claims}.${signature}`,
      `${head}.${claims}==.${signature}`,
      seat.token.replaceAll('-', '+').replaceAll('_', '/'),
    ];
    for (const token of variants) {
      const { status, body } = await get(hub, '/orders', token);
      expect({ token, status, known: ['auth.revoked', 'auth.invalid'].includes(String(body['code'])) }).toEqual({
        token,
        status: 401,
        known: true,
      });
    }
  });

  test('[HUB-9] S10: whose refresh secret was used twice is out: the sign-in ends, its seat too, and the log says why', async () => {
    const deviceId = await addDevice(hub, 'terminal');
    const { members } = await hub.cafe.read(staffStream(hub.identity.storeId));
    const staffId = Object.keys(members).find((id) => members[id as StaffId]?.login === 'mara');
    const [first, second, third, fourth] = [newSecret(), newSecret(), newSecret(), newSecret()];
    const refresh = (secret: string, next: string) =>
      post(hub, '/auth/refresh', { body: { secret, nextHash: hashOf(next) } });
    await post(hub, '/auth/pin', {
      token: deviceToken(hub, deviceId),
      body: { staffId, pin: '200200', nextHash: hashOf(first) },
    });
    const granted = await refresh(first, second);
    expect(await refresh(first, second)).toMatchObject({ status: 200, body: { sid: granted.body['sid'] } }); // an honest client that lost the answer
    const client = await connected(deviceToken(hub, deviceId));
    await client.emit('auth', { token: granted.body['accessToken'] });
    const out = client.told('authExpired');
    expect(await refresh(first, third)).toMatchObject({ status: 401, body: { code: 'auth.revoked' } });
    await out;
    expect(await refresh(second, fourth)).toMatchObject({ status: 401, body: { code: 'auth.revoked' } });
    const { endedSessions } = await hub.cafe.read(staffStream(hub.identity.storeId));
    expect(Object.keys(endedSessions)).toContain(granted.body['sid']);
    const commits = await hub.connection
      .collection('commits')
      .find({ 'parts.events.reason': 'refresh_reused' })
      .toArray();
    expect(commits).toHaveLength(1);
  });
});

test('[HUB-9] [SYN-4] what was left of a sync is for nobody who comes after, nor for what is left of a person', async () => {
  const item = await simpleItem(hub);
  for (let count = 0; count < 6; count += 1) {
    const orderId = v7() as OrderId;
    await asHouse(hub, { type: 'order.open', orderId, serviceType: 'counter' });
    const lines = Array.from({ length: 60 }, () => ({ ...lineOf(item), note: 'x'.repeat(500) }));
    await asHouse(hub, { type: 'order.addLines', orderId, lines });
  }
  const leave: ((seat: { client: RawClient; staffId: StaffId }) => Promise<unknown>)[] = [
    ({ client, staffId }) =>
      Promise.all([asHouse(hub, { type: 'staff.disable', staffId }), client.told('authExpired')]),
    ({ client, staffId }) =>
      Promise.all([asHouse(hub, { type: 'staff.update', staffId, role: 'kitchen' }), client.told('resync')]),
  ];
  for (const leaving of leave) {
    const [staffId, deviceId] = [await addPerson(hub, 'manager'), await addDevice(hub, 'terminal')];
    const client = await keep(openTerminal(hub, { staffId, deviceId }));
    const { next } = await client.sync(['floor', 'staff']);
    expect(next).toBeDefined();
    await leaving({ client, staffId });
    expect(await client.emit('sync', { next })).toMatchObject(refused('sync.expired'));
  }
});

test('[HUB-9] [SYN-1] a sync that is answered while its asker is put out is answered with nothing', async () => {
  const [staffId, deviceId] = [await addPerson(hub, 'manager'), await addDevice(hub, 'terminal')];
  const client = await keep(openTerminal(hub, { staffId, deviceId }));
  const state = hub.cafe.kernel.state.bind(hub.cafe.kernel);
  let disabled: Promise<unknown> | undefined;
  jest.spyOn(hub.cafe.kernel, 'state').mockImplementation(async (stream) => {
    disabled ??= asHouse(hub, { type: 'staff.disable', staffId });
    await disabled; // while the first stream is being loaded
    return state(stream);
  });
  const answer = await client.emit('sync', { subscribe: [`order:${v7()}`, 'staff', 'floor'] });
  jest.restoreAllMocks();
  expect(disabled).toBeDefined();
  expect(answer).toMatchObject({ ok: false });
  expect(JSON.stringify(answer)).not.toContain(staffId);
});

describe('S9: a device', () => {
  test('[HUB-9] that is taken out is closed within a second, whoever is current on it, and comes in no more', async () => {
    const { client, deviceId, token } = await signIn('olga', '100100');
    const end = Promise.all([client.told('ended'), client.closed()]);
    expect(
      await timed(async () => {
        await asHouse(hub, { type: 'device.revoke', deviceId });
        await end;
      }),
    ).toBeLessThan(PROMISED_MS);
    expect(client.notices.at(-1)).toEqual({ kind: 'ended', code: 'auth.revoked' });
    await expect(connected(deviceToken(hub, deviceId))).rejects.toMatchObject({ message: 'auth.revoked' });
    expect((await get(hub, '/orders', token)).body).toMatchObject({ code: 'auth.revoked' });
  });
});

test('[HUB-9] S9: another process on the same log puts a person out too, within five seconds and without being told', async () => {
  const other = await startTestHub({
    ...{ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', database: hub.database },
    ...{ identity: hub.identity, secrets: hub.secrets },
  });
  try {
    const staffId = await addPerson(hub, 'server');
    await other.cafe.kernel.sweep();
    const client = await keep(connect({ base: other.base, token: staffToken(other, staffId), origin: other.base }));
    const end = Promise.all([client.told('ended'), client.closed()]);
    expect(
      await timed(async () => {
        await asHouse(hub, { type: 'staff.disable', staffId });
        await end;
      }),
    ).toBeLessThan(5_000);
    expect(other.reported).toEqual([]);
  } finally {
    await other.stop();
  }
});

describe('what was done before', () => {
  test('[HUB-17] is answered as then to a person who was disabled since, and to one who lost the right; nothing new is', async () => {
    for (const lose of [
      (staffId: StaffId): Command => ({ type: 'staff.disable', staffId }),
      (staffId: StaffId): Command => ({ type: 'staff.update', staffId, role: 'kitchen' }),
    ]) {
      const [staffId, deviceId] = [await addPerson(hub, 'server'), await addDevice(hub, 'terminal')];
      const token = staffToken(hub, staffId, { deviceId });
      const client = await connected(deviceToken(hub, deviceId));
      await client.emit('auth', { token });
      const [id, command] = [CommandId.parse(v7()), opening()];
      const first = await client.send(command, id);
      expect(first).toMatchObject({ ok: true, version: 1 });
      await asHouse(hub, lose(staffId));
      const body = { ...command, type: undefined };
      const again = await fetch(`${hub.base}/api/v1/orders`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': id },
        body: JSON.stringify(body),
      });
      expect({ status: again.status, body: await again.json() }).toMatchObject({ status: 201, body: { version: 1 } });
      const fresh = await post(hub, '/orders', { token, body: { ...opening(), type: undefined } });
      expect(fresh.status).toBeGreaterThanOrEqual(401);
    }
  });

  test('[HUB-17] a queued command goes out as the person who tapped it, on the device it was tapped on and nowhere else', async () => {
    const deviceId = await addDevice(hub, 'terminal');
    const kofi = await signIn('kofi', '600600', deviceId);
    const mara = await signIn('mara', '200200', deviceId);
    const orderId = await openBill(mara.client);
    const stock: Command = { type: 'menu.setAvailability', itemId: await simpleItem(hub), state: 'sold_out' };
    const sent = { id: v7(), command: stock, session: kofi.sid };
    expect(await mara.client.emit('command', sent)).toMatchObject({ ok: true });
    await done(asHouse(hub, { ...stock, state: 'available' }).then((receipt) => ({ ok: true as const, ...receipt })));
    const { storeId } = hub.identity;
    const [menu] = await mongoEventLogOn(hub.connection, { storeId, report: () => undefined }).byCommand([sent.id]);
    expect(menu?.by).toMatchObject({ kind: 'staff', id: kofi.staffId, deviceId });
    // Kofi may not send rounds, though Mara, who is current, may.
    const round = {
      id: v7(),
      command: { type: 'order.send', orderId, lines: [lineOf(stock.itemId)] },
      session: kofi.sid,
    };
    expect(await mara.client.emit('command', round)).toMatchObject(refused('actor.forbidden'));
    const elsewhere = await signIn('mara', '200200');
    expect(await elsewhere.client.emit('command', { ...round, id: v7(), session: kofi.sid })).toMatchObject(
      refused('auth.invalid'),
    );
    expect(await elsewhere.client.emit('command', { ...round, id: v7(), session: v7() })).toMatchObject(
      refused('auth.invalid'),
    );
  });
});
