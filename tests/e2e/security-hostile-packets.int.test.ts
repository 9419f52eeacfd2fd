import type { ItemId } from '@cafe/contract';
import { addDevice, addPerson, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { v7 } from 'uuid';
import { lineOf, openTerminal, simpleItem } from './evening.ts';
import { authOf, openRaw, type RawEngine } from './raw-engine.ts';
import type { RawClient } from './socket-client.ts';

/** One packet never stops the hub, and what is wrong in a message is refused before anything looks it up. */

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
let item: ItemId;
let neighbour: RawClient;
const raws: RawEngine[] = [];
const prototypeBefore = Object.getOwnPropertyNames(Object.prototype).toSorted();
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  item = await simpleItem(hub);
  neighbour = await openTerminal(hub);
}, 60_000);
afterEach(async () => {
  jest.restoreAllMocks();
  for (const raw of raws.splice(0)) raw.end();
  // Whatever was done to it: the hub serves who sits beside, no bug was found, and no prototype was reached.
  expect(await neighbour.sync(['floor'])).toMatchObject({ ok: true, refused: [] });
  expect(hub.reported).toEqual([]);
  expect(await hub.metrics.text()).toMatch(/^cafe_unexpected_errors_total 0$/m);
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(prototypeBefore);
});
afterAll(async () => {
  neighbour.close();
  await hub.stop();
});

/** A terminal with a manager in charge, who may almost everything, on a socket that can be told to misbehave. */
const insider = async (): Promise<RawEngine> => {
  const [deviceId, staffId] = [await addDevice(hub, 'terminal'), await addPerson(hub, 'manager')];
  const raw = await openRaw({ port: hub.port });
  raws.push(raw);
  expect(await raw.join(authOf(deviceToken(hub, deviceId)))).toMatch(/^40/);
  const seated = await raw.ask(
    `["auth",${JSON.stringify({ token: staffToken(hub, staffId, { deviceId }) })}]`,
    900_000,
  );
  expect(seated).toMatchObject({ ok: true });
  return raw;
};
let asked = 0;
const ask = (raw: RawEngine, json: string): Promise<unknown> => {
  asked += 1;
  return raw.ask(json, asked);
};
/** Whether a socket still answers. */
const stillServed = async (raw: RawEngine) =>
  expect(await ask(raw, '["sync",{"subscribe":["menu"]}]')).toMatchObject({ ok: true });
const malformed = { ok: false, refusal: { code: 'command.malformed', retryable: false } };

const brackets = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a message', () => {
  // By what is said, whoever looks knows that it was looked at first, before any schema.
  const DEEP = /nested deeper than 8/;
  const bodies: [name: string, json: string, says?: RegExp][] = [
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"command"'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['2,000 brackets', brackets(2_000), DEEP],
    ['30,000 brackets', brackets(30_000), DEEP],
    ['an object 9 deep', nested(9), DEEP],
    ['an object 10,000 deep', nested(10_000), DEEP],
    [
      '201 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`k${index}`, 0]))),
      /more than 200 keys/,
    ],
    ['__proto__', '{"__proto__":{"polluted":true}}', /key __proto__/],
    ['constructor', '{"constructor":{"prototype":{"polluted":true}}}', /key constructor/],
    ['a hidden prototype', '{"subscribe":[{"__proto__":{"polluted":true}}]}', /key __proto__/],
    ['toJSON', '{"toJSON":"x","then":"y","length":-1}'],
  ];
  test.each(['command', 'sync', 'auth'])(
    '[HUB-2] [HUB-3] S18: `%s` with a hostile body is malformed, and the socket goes on',
    async (event) => {
      const raw = await insider();
      for (const [name, json, says = /./] of bodies) {
        const answer = await ask(raw, `["${event}",${json}]`);
        expect({ name, answer }).toMatchObject({ name, answer: malformed });
        expect({ name, answer }).toMatchObject({ name, answer: { refusal: { message: expect.stringMatching(says) } } });
      }
      await stillServed(raw);
    },
  );

  test.each(['command', 'sync', 'auth', 'shown', 'hint', 'nobody-listens'])(
    '[HUB-2] `%s` without an acknowledgement is dropped',
    async (event) => {
      const raw = await insider();
      for (const [, json] of bodies) raw.say(`42["${event}",${json}]`);
      raw.say(`42["${event}"]`);
      raw.say(`42999999["${event}"]`); // the acknowledgement stands where the message should
      await stillServed(raw);
    },
  );

  test.each([
    '42["error",{}]',
    '42["error","boom"]',
    '42["connection",{}]',
    '42["__proto__",{}]',
    '42["constructor"]',
    '42[5,{}]',
    '43999999[{}]',
    '43999999[]',
  ])('[HUB-2] %s is dropped, and the socket goes on', async (packet) => {
    const raw = await insider();
    raw.say(packet);
    await stillServed(raw);
  });

  test.each([
    '42["disconnect"]',
    '42["disconnecting",{}]',
    '42["newListener"]',
    '42["connect_error"]',
    '2probe',
    '42[]',
    '42{}',
    '42',
    '42[{}]',
    '42[null]',
    '4',
    '49',
    '99',
    'x',
    '💣',
    '40{}',
    '41',
    '44{}',
    '450-["command",{}]',
    '4511-["command",{"_placeholder":true,"num":0}]',
    '45999999999-["command",{}]',
    '45-1-["command",{}]',
    '421e9["command",{}]',
    '42-1["command",{}]',
    `42${'9'.repeat(60)}["command",{}]`,
    '42["command",{}',
    '42/x,["command",{}]',
    `42/${'x'.repeat(60)},["command",{}]`,
  ])('[HUB-2] %s costs its sender the connection at most', async (packet) => {
    const raw = await insider();
    raw.say(packet);
    await ask(raw, '["sync",{"subscribe":["menu"]}]').catch(() => raw.closed);
  });

  test('[HUB-3] S18: of more than 64 KB closes the connection with 1009, one below is read', async () => {
    const raw = await insider();
    const filled = (bytes: number) => `["command",{"a":"${'x'.repeat(bytes - '421["command",{"a":""}]'.length - 8)}"}]`;
    expect(await ask(raw, filled(64 * 1024))).toMatchObject(malformed);
    for (const bytes of [64 * 1024 + 200, 1_100_000]) {
      const large = await insider();
      large.say(`42${filled(bytes)}`);
      await large.closed;
      expect(large.closeCode()).toBe(1009);
    }
  });

  test('[HUB-3] S18: with binary in it is refused, and binary alone closes the connection', async () => {
    const raw = await insider();
    const answer = raw.says((text) => text.startsWith('4377['));
    raw.say('451-77["command",{"_placeholder":true,"num":0}]');
    raw.frame(2, Buffer.from([1, 2, 3]));
    expect(JSON.parse((await answer).slice(4))[0]).toMatchObject(malformed);
    raw.say('451-["hint",{"topic":{"_placeholder":true,"num":"splice"}}]');
    raw.frame(2, Buffer.from([1]));
    await raw.closed;
    const other = await insider();
    other.frame(2, Buffer.alloc(64));
    await other.closed;
  });

  test.each([
    ['a frame without a mask', Buffer.from([0x81, 0x02, 0x34, 0x32])],
    ['a frame of a kind there is not', Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
    ['a frame that says it is of 2^62 bytes', Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a ping of 200 bytes', Buffer.concat([Buffer.from([0x89, 0xfe, 0, 200, 0, 0, 0, 0]), Buffer.alloc(200)])],
    ['text that is no UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe])],
    ['a piece of what never began', Buffer.from([0x80, 0x80, 0, 0, 0, 0])],
    ['what is compressed although nobody agreed to it', Buffer.from([0xc1, 0x80, 0, 0, 0, 0])],
  ])('[HUB-2] %s costs its sender the connection', async (_name, bytes) => {
    const raw = await insider();
    raw.tcp.write(bytes);
    await raw.closed;
  });

  test('[HUB-3] S18: pieces of one message are weighed together', async () => {
    const raw = await insider();
    const piece = (first: number) =>
      Buffer.concat([Buffer.from([first, 0xfe, 0x40, 0, 0, 0, 0, 0]), Buffer.alloc(16_384, 0x34)]);
    raw.tcp.write(piece(0x01));
    for (let count = 0; count < 5; count += 1) raw.tcp.write(piece(0x00));
    await raw.closed;
    expect(raw.closeCode()).toBe(1009);
  });
});

describe('a command', () => {
  const order = v7();
  const base = () => ({ type: 'order.addLines', orderId: order, lines: [lineOf(item)] });
  const open = { type: 'order.open', orderId: order, serviceType: 'counter' };
  const cash = { type: 'payment.takeCash', orderId: order, paymentId: v7(), tendered: 100 };
  const withLine = (change: object) => ({ ...base(), lines: [{ ...lineOf(item), ...change }] });
  const cases = (): [name: string, command: unknown][] => [
    // S15: what the sender may not say
    ...['price', 'total', 'status', 'storeId', 'role', 'version', 'by', 'at', 'businessDay', 'isAdmin', '$set'].map(
      (key): [string, unknown] => [`S15 ${key}`, { ...open, [key]: 1 }],
    ),
    ...['price', 'unitPrice', 'name', 'tax', 'state', 'addedBy', 'stationIds'].map((key): [string, unknown] => [
      `S15 ${key} of a line`,
      withLine({ [key]: 1 }),
    ]),
    ['S15 role of an owner by the way', { type: 'staff.update', staffId: v7(), role: { $set: 'owner' } }],
    ['S15 a type there is not', { ...open, type: 'order.make_free' }],
    ['S15 a type of a prototype', { ...open, type: 'constructor' }],
    ['S15 no type', { orderId: order }],
    ['S15 a list of types', { ...open, type: ['order.open'] }],
    // S16: operators, lists and nothing where a text belongs
    ...[{ $ne: null }, { $gt: '' }, { $where: 'sleep(1)' }, { $regex: '.*' }, ['a', 'b'], [order], null, true, 0].map(
      (value): [string, unknown] => [`S16 ${JSON.stringify(value)} as an id`, { ...open, orderId: value }],
    ),
    ['S16 an operator as a name', { ...open, tabName: { $ne: 'x' } }],
    ['S16 a path as an id', { ...open, orderId: '../../etc/passwd' }],
    ['S16 an id with a line end', { ...open, orderId: `${order}\n` }],
    ['S16 an id with a NUL', { ...open, orderId: `${order}\0` }],
    ['S16 an id in capitals', { ...open, orderId: order.toUpperCase() }],
    ['S16 an empty name', { ...open, tabName: '' }],
    // S17: numbers
    ...[-1, 0, 1e9, 1.5, '1', null, true, [1], 100].map((quantity): [string, unknown] => [
      `S17 quantity ${JSON.stringify(quantity)}`,
      withLine({ quantity }),
    ]),
    ...[-1, 0, 1.5, 2 ** 53, 1e300, '100', null].map((tendered): [string, unknown] => [
      `S17 ${JSON.stringify(tendered)} of cash`,
      { ...cash, tendered },
    ]),
    ['S17 a negative amount', { ...cash, amount: -100 }],
    // S18: too much
    [
      'S18 101 lines',
      { ...base(), lines: Array.from({ length: 101 }, () => ({ lineId: v7(), itemId: item, quantity: 1 })) },
    ],
    ['S18 no lines', { ...base(), lines: [] }],
    ['S18 a note of 501 letters', withLine({ note: 'x'.repeat(501) })],
    ['S18 31 modifiers', withLine({ modifiers: Array.from({ length: 31 }, () => ({ modifierId: v7() })) })],
  ];

  test('[HUB-2] [HUB-3] S15, S16, S17, S18: that says what no command says is malformed, and nothing is looked up for it', async () => {
    const raw = await insider();
    const admit = jest.spyOn(hub.hub.door, 'admit');
    for (const [name, command] of cases()) {
      const answer = await ask(raw, JSON.stringify(['command', { id: v7(), command }]));
      expect({ name, answer }).toMatchObject({ name, answer: malformed });
    }
    expect(admit).not.toHaveBeenCalled();
    await stillServed(raw);
  });

  test('[HUB-2] S17: a number that is none on the wire is malformed', async () => {
    const raw = await insider();
    for (const number of ['1e400', '-1e400', '-0.1', '1E2000', '9007199254740993']) {
      const text = JSON.stringify(['command', { id: v7(), command: cash }]).replace(
        '"tendered":100',
        `"tendered":${number}`,
      );
      expect({ number, answer: await ask(raw, text) }).toMatchObject({ number, answer: malformed });
    }
  });

  test('[HUB-2] S16: an envelope is as strict as what is in it', async () => {
    const raw = await insider();
    const whole = { id: v7(), command: open };
    for (const change of [
      { id: undefined },
      { id: 'x' },
      { id: { $ne: null } },
      { session: {} },
      { session: ['x'] },
      { approval: { by: v7(), pin: { $ne: null } } },
      { approval: { by: v7(), pin: 123456 } },
      { by: { kind: 'service' } },
      { may: '*' },
    ]) {
      const answer = await ask(raw, JSON.stringify(['command', { ...whole, ...change }]));
      expect({ change, answer }).toMatchObject({ change, answer: malformed });
    }
  });

  test('[HUB-2] S16: behind the schemas, the store refuses operators in filters and fields it does not know', async () => {
    const model = hub.connection.model('Probe', new mongoose.Schema({ token: String }), 'probes');
    for (const token of [{ $ne: null }, { $gt: '' }, ['a', 'b']]) {
      await expect(model.find({ token: token as unknown as string })).rejects.toThrow(/Cast to/);
    }
    await expect(model.find({ tokn: 'x' } as object)).rejects.toThrow(/strictQuery|not in schema/);
    hub.connection.deleteModel('Probe');
  });
});

describe('packets made up at random', () => {
  const SEED = 20_261_123;
  /** Something of a message's own words, with anything in between. */
  const hostile = () => {
    const word = fc.constantFrom(
      ...[
        'type',
        'orderId',
        'lines',
        'id',
        'command',
        'token',
        'subscribe',
        'have',
        'next',
        'epoch',
        'session',
        'approval',
      ],
      ...['__proto__', 'constructor', 'prototype', 'toString', '$where', '$ne', 'hasOwnProperty', 'length', 'then', ''],
    );
    const leaf = fc.oneof(
      fc.constantFrom(
        'order.open',
        'order.addLines',
        'guest.join',
        'device.enrol',
        'staff.add',
        'menu',
        'floor',
        'order:x',
      ),
      fc.constantFrom(
        null,
        true,
        -1,
        0,
        1.5,
        1e21,
        2 ** 53,
        '',
        'NaN',
        '\u0000',
        '\u202e',
        '\ud800',
        'a'.repeat(3_000),
      ),
      fc.string(),
      fc.uuid(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 10, withCrossShrink: false },
        leaf,
        fc.array(tie('tree'), { maxLength: 6 }),
        tie('object'),
      ),
      object: fc.dictionary(word, tie('tree'), { maxKeys: 8, noNullPrototype: true }),
    }));
    return tree;
  };
  const half = () =>
    fc.record(
      {
        id: fc.constant(v7()),
        command: fc.oneof(hostile(), fc.record({ type: fc.constant('order.open'), orderId: hostile() })),
      },
      { requiredKeys: [] },
    );
  const bodies = (count: number) =>
    fc
      .sample(fc.oneof(hostile(), half()), { seed: SEED, numRuns: count })
      .map((body) => JSON.stringify(body) ?? 'null');

  test.each(['command', 'sync', 'auth'])(
    '[HUB-2] S37: 2,000 of `%s` are each answered, and none is a bug',
    async (event) => {
      const raw = await insider();
      const codes = new Set<string>();
      const all = bodies(2_000);
      for (let start = 0; start < all.length; start += 500) {
        const answers = await Promise.all(
          all.slice(start, start + 500).map((body) => ask(raw, `["${event}",${body}]`)),
        );
        for (const answer of answers) codes.add((answer as { refusal?: { code: string } }).refusal?.code ?? 'ok');
        raw.texts.length = 0;
      }
      expect([...codes]).not.toContain('hub.internal');
      expect([...codes]).toContain('command.malformed');
      await stillServed(raw);
    },
    60_000,
  );

  test.each(['shown', 'hint', 'no-such-thing'])(
    '[HUB-2] S37: 2,000 of `%s` are dropped, and none is a bug',
    async (event) => {
      const raw = await insider();
      for (const body of bodies(2_000)) raw.say(`42["${event}",${body},${body}]`);
      await stillServed(raw);
    },
    60_000,
  );

  test('[HUB-2] S37: 2,000 that are no packets at all end nothing but connections', async () => {
    const noise = fc.sample(
      fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^4[0-6][-0-9/,[\]{}":a-z]{0,30}$/)),
      {
        seed: SEED,
        numRuns: 2_000,
      },
    );
    let raw = await insider();
    for (const text of noise) {
      if (raw.tcp.destroyed || raw.tcp.readableEnded) raw = await insider();
      raw.say(text);
      if (raw.closeCode() !== undefined) await raw.closed;
    }
  }, 60_000);
});
