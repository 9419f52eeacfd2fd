import { Refusal } from '@cafe/services/kernel';
import { describe, expect, test } from '@jest/globals';
import type { Reply } from './calls.ts';
import { createHttpTransport } from './http-transport.ts';
import { signAnswer } from './signature.ts';

const KEY = 'the key of this café’s own processes';
const STORE = '018f2b6a-0000-7000-8000-000000000001';
const QUESTION = { storeId: STORE } as never; // brands are the parser's, which is not what is tried here
const AS_OF = '2026-11-26T12:00:00.000Z';

/** What a copy does when it is asked. */
type Copy = (nonce: string) => Promise<Response>;

const signed = (reply: Reply): Copy => {
  const body = JSON.stringify(reply);
  return async (nonce) => new Response(body, { headers: { 'cafe-signature': signAnswer(KEY, { nonce, body }) } });
};
const answers = signed({ ok: true, answer: { asOf: AS_OF } });
const refuses = (code: string) =>
  signed({ ok: false, refusal: { code, message: 'no', remedy: 'Do else.', retryable: false, details: { due: 7 } } });
const failing =
  (code: string): Copy =>
  () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
const notThere = failing('ECONNREFUSED');
const cutOff = failing('ECONNRESET');

/** A transport to copies that do, one after another, what they are told; the last thing again and again. */
const transportTo = (copies: Readonly<Record<string, readonly Copy[]>>, patienceMs = 400) => {
  const asked: string[] = [];
  const counted: string[] = [];
  let made = 0;
  const fetch: typeof globalThis.fetch = (address, request) => {
    const { host } = new URL(String(address));
    const turns = copies[host] ?? [];
    const turn = turns[Math.min(asked.filter((name) => name === host).length, turns.length - 1)] ?? notThere;
    asked.push(host);
    return turn(new Headers(request?.headers).get('cafe-nonce') ?? '');
  };
  const transport = createHttpTransport({
    service: 'order',
    urls: Object.keys(copies).map((host) => `http://${host}`),
    key: KEY,
    fetch,
    now: () => new Date(AS_OF),
    newId() {
      made += 1;
      return `018f2b6a-0000-7000-8000-${String(made).padStart(12, '0')}`;
    },
    elapsed: () => 0,
    patienceMs,
    metrics: { internalCall: (_service, outcome) => void counted.push(outcome), circuit: () => undefined },
  });
  return { transport, asked, counted };
};

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'answered',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe('a call of a service', () => {
  test('[SEAM-3] is asked again until it is answered', async () => {
    const { transport, counted } = transportTo({ one: [cutOff, notThere, answers] });
    expect(await transport.ask('asOf', QUESTION)).toEqual({ asOf: AS_OF });
    expect(counted).toEqual(['unanswered', 'unreached', 'ok']);
  });

  test('[SEAM-3] goes to another copy when one is not there', async () => {
    const { transport, asked } = transportTo({ one: [notThere], two: [answers] });
    for (const about of ['a', 'b', 'c', 'd', 'e', 'f']) await transport.ask('asOf', QUESTION, about);
    expect(asked.filter((host) => host === 'two')).toHaveLength(6);
    expect(asked.filter((host) => host === 'one').length).toBeLessThanOrEqual(3);
  });

  test('[SEAM-6] about the same thing goes to the same copy, and things are shared out', async () => {
    const { transport, asked } = transportTo({ one: [answers], two: [answers] });
    const hostOf = async (about: string) => {
      await transport.ask('asOf', QUESTION, about);
      return asked.at(-1);
    };
    const bills = Array.from({ length: 40 }, (_, index) => `bill ${index}`);
    const first = await Promise.all(bills.map(hostOf));
    expect(await Promise.all(bills.map(hostOf))).toEqual(first);
    expect(new Set(asked).size).toBe(2);
  });

  test('[SEAM-6] does not try a copy that failed three times in a row, until it was left alone for a moment', async () => {
    const { transport, asked } = transportTo({ one: [notThere] }, 250);
    expect(await codeOf(transport.ask('asOf', QUESTION))).toBe('hub.busy');
    expect(asked).toHaveLength(3);
    expect(transport.isBroken()).toBe(true);
  });

  test('[SEAM-5] that reached nobody is busy; one that may have been done is unknown', async () => {
    expect(await codeOf(transportTo({ one: [notThere] }, 100).transport.ask('asOf', QUESTION))).toBe('hub.busy');
    const once = transportTo({ one: [cutOff, notThere] }, 100);
    expect(await codeOf(once.transport.ask('asOf', QUESTION))).toBe('hub.outcome_unknown');
  });

  test('[SEAM-5] that was refused is refused with the same words, and not asked again', async () => {
    const { transport, asked } = transportTo({ one: [refuses('order.closed')] });
    const refusal = await transport.ask('asOf', QUESTION).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'order.closed', message: 'no', remedy: 'Do else.', details: { due: 7 } });
    expect(asked).toHaveLength(1);
  });

  test('[SEAM-10] goes elsewhere when a copy is about to stop', async () => {
    const { transport } = transportTo({ one: [refuses('hub.draining'), answers] });
    expect(await transport.ask('asOf', QUESTION)).toEqual({ asOf: AS_OF });
  });

  test.each([
    ['with another key', (nonce: string) => signAnswer('another key', { nonce, body: '{"ok":true,"answer":{}}' })],
    ['for another call', () => signAnswer(KEY, { nonce: STORE, body: '{"ok":true,"answer":{}}' })],
    ['not at all', () => undefined],
  ])('[SEAM-2] whose answer is signed %s is not answered', async (_how, sign) => {
    const forged: Copy = async (nonce) => {
      const signature = sign(nonce);
      return new Response('{"ok":true,"answer":{}}', { headers: signature ? { 'cafe-signature': signature } : {} });
    };
    const { transport } = transportTo({ one: [forged] }, 100);
    expect(await codeOf(transport.ask('asOf', QUESTION))).toBe('hub.outcome_unknown');
  });

  test('[SEAM-2] whose answer is none that it could have is unknown', async () => {
    const { transport } = transportTo({ one: [signed({ ok: true, answer: { asOf: 'yesterday' } })] });
    expect(await codeOf(transport.ask('asOf', QUESTION))).toBe('hub.outcome_unknown');
  });

  test('[SEAM-4] that counts a try is asked once, unless it reached nobody', async () => {
    const approval = { storeId: STORE, approval: { by: STORE, pin: '200200' }, asker: { kind: 'staff' }, at: AS_OF };
    const cut = transportTo({ one: [cutOff, answers] });
    expect(await codeOf(cut.transport.ask('approve', approval as never))).toBe('hub.outcome_unknown');
    expect(cut.asked).toHaveLength(1);
    const absent = transportTo({ one: [notThere, refuses('auth.wrong_credentials')] });
    expect(await codeOf(absent.transport.ask('approve', approval as never))).toBe('auth.wrong_credentials');
    expect(absent.asked).toHaveLength(2);
  });
});
