import { randomInt } from 'node:crypto';
import type { Command, FloorId, LineId, OrderId, StaffId } from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import { createLog } from '@cafe/hub';
import { addDevice, addPerson, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openBill, openTerminal, simpleItem } from './evening.ts';
import { everyCommand } from './every-command.ts';
import { freeTable, get, hashOf, join, newPhone, newSecret, post, tokenOf } from './guests-at-table.ts';
import { openRaw } from './raw-engine.ts';
import { connect, type RawClient } from './socket-client.ts';

/** What nobody may find afterwards, in the log or in the store: secrets, PINs and card numbers. */

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
const lines: string[] = [];
const clients: RawClient[] = [];
beforeAll(async () => {
  hub = await startTestHub({
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    demo: true,
    env: { LOG_LEVEL: 'debug' },
    onLog: (line) => void lines.push(line),
  });
}, 60_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});
const keep = async (opening: Promise<RawClient>): Promise<RawClient> => {
  const client = await opening;
  clients.push(client);
  return client;
};

/** Everything that lies in the store, as one text. */
const dump = async (): Promise<string> => {
  await hub.cafe.kernel.flush();
  const collections = (await hub.connection.db?.listCollections().toArray()) ?? [];
  const texts = await Promise.all(
    collections.map(async ({ name }) => JSON.stringify(await hub.connection.collection(name).find().toArray())),
  );
  expect(texts.length).toBeGreaterThan(5);
  return texts.join('\n');
};
const personOf = async (login: string): Promise<StaffId> => {
  const { members } = await hub.cafe.read(staffStream(hub.identity.storeId));
  return Object.keys(members).find((id) => members[id as StaffId]?.login === login) as StaffId; // a key of members
};

test('[HUB-5] S26, S33: who signs in, enrols, joins, approves and fails leaves no secret, PIN or token in the log or the store', async () => {
  const secrets: string[] = [];
  const secret = (text: string): string => {
    secrets.push(text);
    return text;
  };
  const fresh = () => secret(newSecret());
  const pin = () => secret(String(randomInt(10 ** 8, 10 ** 9)));
  const grant = ({ body }: { body: Record<string, unknown> }) => secret(String(body['accessToken']));

  const [olga, ana] = [await personOf('olga'), await personOf('ana')];
  const [first, second] = [fresh(), fresh()];
  const password = secret('espresso-and-croissant');
  const owner = grant(
    await post(hub, '/auth/password', { body: { login: 'olga', password, nextHash: hashOf(first) } }),
  );
  await post(hub, '/auth/password', { body: { login: 'olga', password: fresh(), nextHash: hashOf(second) } });
  await post(hub, '/auth/refresh', { body: { secret: first, nextHash: hashOf(second) } });
  await post(hub, '/auth/refresh', { body: { secret: fresh(), nextHash: hashOf(fresh()) } });

  const { code } = (await post(hub, '/devices/codes', { token: owner })).body as { code: string };
  const device = fresh();
  const enrolled = await post(hub, '/devices', {
    body: { name: 'Till', kind: 'terminal', code: secret(code), secretHash: hashOf(device) },
  });
  expect(enrolled.status).toBe(201);
  const till = grant(await post(hub, '/auth/refresh', { body: { secret: device } }));
  await post(hub, '/auth/pin', {
    token: till,
    body: { staffId: ana, pin: secret('90817263'), nextHash: hashOf(fresh()) },
  });
  const seat = grant(
    await post(hub, '/auth/pin', { token: till, body: { staffId: ana, pin: '400400', nextHash: hashOf(fresh()) } }),
  );
  await post(hub, `/staff/${ana}/set-pin`, { token: seat, body: { pin: pin(), current: '400400' } });
  await post(hub, `/staff/${olga}/set-password`, {
    token: owner,
    body: { password: secret('a new password for olga'), current: password },
  });

  const client = await keep(connect({ base: hub.base, token: till }));
  const approval = { by: olga, pin: pin() };
  await client.emit('command', { id: v7(), command: { type: 'order.close', orderId: v7() }, approval });
  await client.emit('auth', { token: secret(`eyJhbGciOiJIUzI1NiJ9.${newSecret()}.${newSecret()}`) });
  await connect({ base: hub.base, token: fresh() }).catch(() => undefined);
  for (const path of [
    `/socket.io/?EIO=4&transport=websocket&token=${till}`,
    `/api/v1/orders?token=${till}`,
    `/t/${fresh()}?auth=${till}`,
  ]) {
    (await openRaw({ port: hub.port, path })).end();
    await fetch(`${hub.base}${path}`, { headers: { Cookie: `token=${till}`, Authorization: `Bearer ${till}` } });
  }
  const tableId = await freeTable(hub);
  const phone = { ...newPhone(), secret: fresh() };
  expect((await join(hub, phone, { tableId, orderId: v7() as OrderId, pin: '918273' })).status).toBe(201);
  secret(await tokenOf(hub, phone));

  expect(lines.filter((line) => line.includes('"request"')).length).toBeGreaterThan(10);
  const logged = lines.join('');
  const stored = await dump();
  for (const text of secrets) {
    expect(logged).not.toContain(text);
    expect(stored).not.toContain(text);
  }
  for (const { secret: key } of hub.secrets.jwtKeys) expect(`${logged}${stored}`).not.toContain(key);
  // Hashes of secrets open nothing, and are nobody’s business either.
  for (const text of [first, device, phone.secret]) expect(logged).not.toContain(hashOf(text));
  for (const text of [device, phone.secret]) expect(stored).toContain(hashOf(text));
});

test('[HUB-2] S33: what people type cannot forge a line of the log', async () => {
  const before = lines.length;
  const forged = '\n{"level":"info","msg":"all is well"}\u001b[2J\r';
  await post(hub, '/orders', { body: { tabName: forged }, token: forged.replaceAll(/[^ -~]/g, '') });
  await fetch(`${hub.base}/t/${encodeURIComponent(forged)}`, { headers: { 'User-Agent': 'x' } });
  const log = createLog({ level: 'info', write: (line) => void lines.push(line) });
  log.info({ tabName: forged, err: new Error(forged) }, forged);
  expect(lines.length).toBeGreaterThan(before + 2);
  for (const line of lines.slice(before)) {
    expect(line.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(line)['msg']).not.toBe('all is well');
    expect(line).not.toContain('\u001b');
  }
});

describe('a card number', () => {
  /** A number of a card as cards have them: begins like one, 13–19 digits, and a right check digit. */
  const cardNumber = (index: number): string => {
    const start = ['4', '51', '34', '6011', '2221', '3528', '67'][index % 7] ?? '4';
    const length = [16, 16, 15, 16, 13, 19, 18][index % 7] ?? 16;
    const digits = [...start.padEnd(length - 1, String(987_654_321 - index * 7_919))].slice(0, length - 1).map(Number);
    const sum = digits
      .toReversed()
      .map((digit, place) => (place % 2 === 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit))
      .reduce((total, digit) => total + digit, 0);
    return [...digits, (10 - (sum % 10)) % 10].join('');
  };
  const groups = (number: string): string[] => number.match(/.{1,4}/g) ?? [];
  const spellings: ((number: string) => string)[] = [
    (number) => number,
    (number) => groups(number).join(' '),
    (number) => groups(number).join('-'),
    (number) => groups(number).join('.'),
    (number) => groups(number).join('\u00a0'),
    (number) => groups(number).join('\n'),
    (number) => groups(number).join(' - '),
    (number) => `card${number}please`,
    (number) => [...number].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
    (number) => [...number].map((digit) => String.fromCodePoint(0x0660 + Number(digit))).join(''),
    (number) => [...number].join('\u200b'),
  ];
  const ID = /^[0-9a-f]{8}-/;

  /** The same command with one of its texts replaced, once for each text that people may type. */
  const withText = (value: unknown, text: string): unknown[] => {
    if (typeof value === 'string') return ID.test(value) ? [] : [text];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => {
      if (name === 'type') return [];
      return withText(inner, text).map((changed) =>
        Array.isArray(value)
          ? value.map((one, index) => (String(index) === name ? changed : one))
          : { ...value, [name]: changed },
      );
    });
  };

  test('[HUB-16] S33: a thousand of them, in every field and every spelling, are in no collection and no line of the log', async () => {
    const client = await keep(
      openTerminal(hub, { deviceId: await addDevice(hub, 'terminal'), staffId: await addPerson(hub, 'owner') }),
    );
    const numbers: string[] = [];
    const outcomes = new Set<string>();
    for (let round = 0; numbers.length < 1_000; round += 1) {
      const sending = everyCommand().flatMap((command) => {
        const number = cardNumber(numbers.length);
        const spelling = spellings[(numbers.length + round) % spellings.length] ?? String;
        numbers.push(number);
        return withText(command, spelling(number)).map((changed) =>
          client.emit('command', { id: v7(), command: changed }),
        );
      });
      for (const ack of await Promise.all(sending)) outcomes.add(ack.ok ? 'ok' : ack.refusal.code);
    }
    expect([...outcomes].toSorted()).toEqual(['command.malformed', 'input.card_number']);
    const digitsOf = (text: string) => text.normalize('NFKC').replaceAll(/[^0-9a-z"]/gi, '');
    const found = digitsOf(`${await dump()}${lines.join('')}`);
    expect(numbers.filter((number) => found.includes(number))).toEqual([]);
  }, 60_000);

  test('[HUB-16] nor does it help to cut one in two, over the notes of two lines', async () => {
    const client = await keep(openTerminal(hub));
    const orderId = await openBill(client);
    const item = await simpleItem(hub);
    const number = cardNumber(0);
    for (let at = 4; at <= 12; at += 1) {
      const halves = [number.slice(0, at), number.slice(at)].map((note) => ({ ...lineOf(item), note }));
      expect(await client.send({ type: 'order.addLines', orderId, lines: halves })).toMatchObject({
        ok: false,
        refusal: { code: 'input.card_number' },
      });
    }
  });

  test('[HUB-16] what a café writes is none: tables, telephones, prices, codes and the hashes of secrets', async () => {
    const client = await keep(openTerminal(hub));
    const orderId = await openBill(client);
    const item = await simpleItem(hub);
    const notes = [
      'Table 12, +49 30 1234567',
      '2 x no sugar, 1 x 300 ml',
      'at 18:30 on 2026-11-23',
      'call 0171 2345678',
      '100100',
    ];
    for (const note of notes)
      await done(client.send({ type: 'order.addLines', orderId, lines: [{ ...lineOf(item), note }] }));
    for (let count = 0; count < 50; count += 1) {
      const secretHash = hashOf(`secret ${count}`);
      const command = { type: 'guest.join', tableId: v7(), orderId: v7(), guestId: v7(), secretHash, name: 'Kim' };
      expect(await client.emit('command', { id: v7(), command })).toMatchObject({
        refusal: { code: 'actor.not_found' },
      });
    }
  });
});

describe('S36: what asks for a second person', () => {
  const setting = async () => {
    const [server, deviceId] = [await addPerson(hub, 'server'), await addDevice(hub, 'terminal')];
    const client = await keep(openTerminal(hub, { deviceId, staffId: server }));
    const orderId = await openBill(client);
    const line = lineOf(await simpleItem(hub));
    await done(client.send({ type: 'order.send', orderId, lines: [line] }));
    await done(client.send({ type: 'order.finish', orderId, lineIds: [line.lineId] }));
    const command: Command = {
      type: 'order.voidLines',
      orderId,
      lines: [{ lineId: line.lineId as LineId }],
      reason: 'burnt',
    };
    const voiding = (approval?: { by: StaffId; pin: string }, id: string = v7()) =>
      client.emit('command', { id, command, ...(approval && { approval }) });
    return { voiding, server, deviceId, client };
  };
  const refused = (code: string) => ({ ok: false, refusal: { code } });

  test('[HUB-17] is done with a manager’s PIN and says who gave it; the PIN is kept nowhere', async () => {
    const { voiding, server, deviceId } = await setting();
    const mara = await personOf('mara');
    expect(await voiding()).toMatchObject(refused('actor.approval_required'));
    expect(await voiding({ by: mara, pin: '200201' })).toMatchObject(refused('auth.wrong_credentials'));
    expect(await voiding({ by: await personOf('carlos'), pin: '300300' })).toMatchObject({ ok: false });
    const ack = await voiding({ by: mara, pin: '200200' });
    expect(ack).toMatchObject({ ok: true });
    const commit = await hub.connection.collection('commits').findOne({ 'parts.events.type': 'order.linesVoided' });
    expect(commit?.['by']).toEqual({ kind: 'staff', id: server, deviceId, approvedBy: mara });
    const stored = await dump();
    for (const pin of ['"200200"', '"200201"']) expect(`${stored}${lines.join('')}`).not.toContain(pin);
  });

  test('[HUB-17] is answered again as it was, though the PIN is another by now, and that counts as no try', async () => {
    const { voiding } = await setting();
    const mara = await personOf('mara');
    const id = v7();
    const first = await voiding({ by: mara, pin: '200200' }, id);
    expect(first).toMatchObject({ ok: true });
    for (let repeat = 0; repeat < 6; repeat += 1) expect(await voiding({ by: mara, pin: '999997' }, id)).toEqual(first);
    const { voiding: voidingAnother } = await setting();
    expect(await voidingAnother({ by: mara, pin: '200200' })).toMatchObject({ ok: true });
  });

  test('[HUB-17] is not approved by oneself, nor made of what no PIN can stand in for', async () => {
    const { voiding, server, client } = await setting();
    expect(await voiding({ by: server, pin: '200200' })).toMatchObject(refused('actor.forbidden'));
    const approval = { by: await personOf('mara'), pin: '200200' };
    const command: Command = { type: 'floor.saveFloor', floorId: v7() as FloorId, name: 'Roof', sort: 9 };
    expect(await client.emit('command', { id: v7(), command, approval })).toMatchObject(refused('actor.forbidden'));
  });

  test('[HUB-17] S22: counts as a try: five wrong ones lock, the right one too', async () => {
    const { voiding, deviceId } = await setting();
    const by = await personOf('olga');
    for (let tries = 0; tries < 5; tries += 1)
      expect(await voiding({ by, pin: '999998' })).toMatchObject({ ok: false });
    expect(await voiding({ by, pin: '100100' })).toMatchObject(refused('auth.locked'));
    const body = { staffId: by, pin: '100100', nextHash: hashOf(newSecret()) };
    expect((await post(hub, '/auth/pin', { token: deviceToken(hub, deviceId), body })).body).toMatchObject({
      code: 'auth.locked',
    });
  });
});

test('[HUB-7] S14: what is refused never says a query, a path or a stack', async () => {
  const manager = staffToken(hub, await addPerson(hub, 'manager'));
  const answers = [
    await get(hub, `/orders/${v7()}`, manager),
    await get(hub, '/orders/%00', manager),
    await get(hub, '/orders/constructor', manager),
    await get(hub, '/nowhere', manager),
    await post(hub, '/orders', { token: manager, body: { serviceType: { $ne: 1 } } }),
    await post(hub, '/auth/pin', { token: manager, body: {} }),
    await post(hub, '/auth/refresh', { body: { secret: 'x' } }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(JSON.stringify(body)).not.toMatch(/\bat \w+.*:\d+:\d+|node_modules|\.ts\b|commits|\$in|mongo/i);
  }
});
