import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionId, StaffId, TableId, TokenGrant } from '@cafe/contract';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { idOf, orderId } from './fake-hub.suite.ts';
import { createHttp } from './http.ts';
import { newId, newSecret, sha256Hex, uuidV7 } from './ids.ts';
import { personOf, tokensOf } from './tokens.ts';

interface Asked {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly key: string | undefined;
}

const sha256 = (text: unknown): string => createHash('sha256').update(String(text)).digest('hex');
const problem = (status: number, code: string, details?: object) =>
  Response.json(
    { title: code, status, code, message: code, retryable: false, remedy: 'Do so.', requestId: 'r1', details },
    { status },
  );

/** A body of which something comes, and then the connection ends. */
const brokenOff = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"table'));
      controller.error(new Error('cut'));
    },
  });

let asked: Asked[];
/** What the hub answers, in order; the last one for ever. Undefined: the network fails. */
let answers: ((() => Response) | undefined)[];
const realFetch = globalThis.fetch;

beforeEach(() => {
  asked = [];
  answers = [() => Response.json({})];
  globalThis.fetch = jest.fn(async (input: unknown, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    asked.push({
      path: new URL(String(input)).pathname,
      body: JSON.parse(String(init.body ?? '{}')),
      key: headers.get('idempotency-key') ?? undefined,
    });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  }) as unknown as typeof fetch; // as much of it as is used here
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

const http = createHttp({ url: 'http://hub/' });
const grant = (accessToken: string, sid = 'sid'): TokenGrant =>
  ({
    accessToken,
    expiresAt: '2026-11-23T18:10:00.000Z',
    kind: 'staff',
    storeId: idOf(1),
    sid,
    id: idOf(2),
  }) as TokenGrant;

describe('secrets', () => {
  test.each([
    {
      name: 'signing in by password',
      ask: () => http.signInByPassword({ login: 'ana', password: 'x' }),
      field: 'nextHash',
    },
    {
      name: 'signing in by PIN',
      ask: () => http.signInByPin('t', { staffId: idOf<StaffId>(1), pin: '123456' }),
      field: 'nextHash',
    },
    {
      name: 'enrolling',
      ask: () => http.enrolDevice({ code: 'ABCDEFGHJK', name: 'Bar', kind: 'kitchen' }),
      field: 'secretHash',
    },
    { name: 'joining', ask: () => http.join({ tableId: idOf<TableId>(1), name: 'Lea' }), field: 'secretHash' },
  ])('[SDK-40] $name sends the hash of a fresh secret, and never the secret', async ({ ask, field }) => {
    const [one, other] = [await ask(), await ask()];
    expect(asked[0]?.body[field]).toBe(sha256(one.secret));
    expect(JSON.stringify(asked)).not.toContain(one.secret);
    expect(one.secret).not.toBe(other.secret);
    expect(Buffer.from(one.secret, 'base64url')).toHaveLength(32);
  });

  test('[SDK-40] the hash in this package is SHA-256, and a page that may not hash is told so', async () => {
    const secret = newSecret();
    expect(await sha256Hex(secret)).toBe(sha256(secret));
    const subtle = jest.spyOn(globalThis.crypto, 'subtle', 'get').mockReturnValue(undefined as never);
    expect(await sha256Hex(secret)).toBe(sha256(secret));
    subtle.mockRestore();
  });

  test('[SDK-41] a lost exchange is asked for again with the same next secret, the following with another', async () => {
    const { getToken, session } = personOf(http, { grant: grant('first', idOf<SessionId>(9)), secret: 'one' });
    expect([await getToken('connect'), session, asked]).toEqual(['first', idOf(9), []]);
    answers = [undefined, () => Response.json(grant('second')), () => Response.json(grant('third'))];
    await expect(getToken('expired')).rejects.toMatchObject({ code: 'client.unreachable' });
    expect([await getToken('expired'), await getToken('expiring')]).toEqual(['second', 'third']);
    const [lost, again, next] = asked.map(({ body }) => body);
    expect(again).toEqual(lost);
    expect({ secret: sha256(next?.['secret']), isNew: next?.['nextHash'] !== again?.['nextHash'] }).toEqual({
      secret: again?.['nextHash'],
      isNew: true,
    });
  });

  test('[SDK-95] whoever is handed over to another page goes on there, also in the middle of an exchange', async () => {
    const before = personOf(http, { grant: grant('first', idOf<SessionId>(9)), secret: 'one' });
    answers = [undefined, () => Response.json(grant('second'))];
    await expect(before.getToken('expired')).rejects.toMatchObject({ code: 'client.unreachable' });
    const handed = before.handOver?.();
    if (!handed) throw new Error('nobody was handed over');
    const after = personOf(http, JSON.parse(JSON.stringify(handed)));
    expect([after.session, await after.getToken('connect'), await after.getToken('expired')]).toEqual([
      idOf(9),
      'first',
      'second',
    ]);
    const [lost, again] = asked.map(({ body }) => body);
    expect(again).toEqual(lost);
  });

  test('[SDK-41] all who ask at once share one exchange; a young token is used again, an expired one never', async () => {
    answers = [() => Response.json(grant('a')), () => Response.json(grant('b'))];
    let nowMs = 0;
    const getToken = tokensOf(http, { deviceId: idOf(1), secret: 's' }, { now: () => nowMs });
    expect(await Promise.all([getToken('connect'), getToken('connect')])).toEqual(['a', 'a']);
    nowMs = 4 * 60_000;
    expect(await getToken('connect')).toBe('a');
    expect(await getToken('expired')).toBe('b');
    nowMs = 20 * 60_000;
    await getToken('connect');
    expect(asked).toHaveLength(3);
  });
});

describe('requests', () => {
  test('[SDK-42] one whose answer was lost is repeated as the same request', async () => {
    answers = [undefined, undefined, () => Response.json({})];
    const { deviceId, secret } = await http.enrolDevice({ code: 'ABCDEFGHJK', name: 'Bar', kind: 'kitchen' });
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ key: expect.any(String), body: { deviceId, secretHash: sha256(secret) } });
  });

  test('[SDK-42] a table’s other order is joined, as another guest', async () => {
    answers = [() => problem(409, 'guest.other_order', { orderId: orderId(7) }), () => Response.json({})];
    const key = await http.join({ tableId: idOf<TableId>(1), name: 'Lea', orderId: orderId(1) });
    expect(key.orderId).toBe(orderId(7));
    const [first, second] = asked.map(({ body }) => [body['orderId'], body['guestId'], body['secretHash']]);
    expect(second).toEqual([orderId(7), key.guestId, sha256(key.secret)]);
    // What a hub noted for the order it refused is never in the way: nothing of it is shown again.
    expect(first).toEqual([orderId(1), expect.not.stringMatching(key.guestId), expect.any(String)]);
    expect(first?.[2]).not.toBe(second?.[2]);
    expect(asked[0]?.key).not.toBe(asked[1]?.key);
  });

  test('a refusal comes with its code, remedy, details and request id', async () => {
    answers = [() => problem(423, 'auth.locked', { retryAfterMs: 5 })];
    await expect(http.scan('7Q447FAU')).rejects.toMatchObject({
      name: 'CafeError',
      code: 'auth.locked',
      message: 'auth.locked',
      remedy: 'Do so.',
      retryable: false,
      details: { retryAfterMs: 5 },
      requestId: 'r1',
    });
  });

  test.each([
    {
      name: 'a proxy’s error page',
      answer: () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
      code: 'client.unreadable',
    },
    { name: 'an answer that is no JSON', answer: () => new Response('hello'), code: 'client.unreadable' },
    {
      name: 'a proxy’s page of its own',
      answer: () => new Response('Not found', { status: 404 }),
      code: 'client.unreadable',
    },
    { name: 'no network', answer: undefined, code: 'client.unreachable' },
    { name: 'an answer that breaks off', answer: () => new Response(brokenOff()), code: 'client.unreachable' },
  ])('$name is an error of this side', async ({ answer, code }) => {
    answers = [answer];
    await expect(http.scan('7Q447FAU')).rejects.toMatchObject({ code, retryable: true });
  });

  test('[SDK-42] an answer that began and does not go on is waited for no longer than one that did not begin', async () => {
    const server = createServer((_request, response) => void response.writeHead(200).write('{"table'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    globalThis.fetch = realFetch;
    const impatient = createHttp({ url: `http://127.0.0.1:${port}`, timeoutMs: 50 });
    await expect(impatient.scan('7Q447FAU')).rejects.toMatchObject({ code: 'client.unreachable', retryable: true });
    server.closeAllConnections();
    server.close();
  });
});

test('ids are uuids of version 7, in the order of their time', () => {
  const ids = [1, 2, 3].map((second) => uuidV7(Date.parse(`2026-11-23T18:00:0${second}.000Z`)));
  expect(ids).toEqual([...ids].sort());
  for (const id of [...ids, newId<string>()]) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(Array.from({ length: 10_000 }, () => newId<string>())).size).toBe(10_000);
});
