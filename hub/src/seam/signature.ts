import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@cafe/services/kernel';
import * as z from 'zod';

/** How far the clocks of two machines may differ, and how long a call may be under way, in milliseconds. */
export const SIGNED_FOR_MS = 30_000;

/** The headers by which one process of the café knows another's call. */
export const Signed = z.object({
  'cafe-time': z.string().regex(/^\d{13}$/),
  'cafe-nonce': z.uuid(),
  'cafe-signature': z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Signed = z.infer<typeof Signed>;

const ASK = 'cafe internal call 1';
const ANSWER = 'cafe internal answer 1';

const hmac = (key: string, head: readonly string[], body: Uint8Array | string): string =>
  createHmac('sha256', key)
    .update(`${head.join('\n')}\n\n`)
    .update(body)
    .digest('base64url');

const isSame = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));

/** What is signed of a call: what is asked, when, and a number used once. */
export interface Call {
  readonly name: string;
  readonly nonce: string;
  readonly body: Uint8Array | string;
}

/** Signs a call. */
export const signCall = (key: string, { name, nonce, body }: Call, nowMs: number): Signed => {
  const time = String(nowMs);
  return { 'cafe-time': time, 'cafe-nonce': nonce, 'cafe-signature': hmac(key, [ASK, name, time, nonce], body) };
};

/** Signs the answer to a call, so that nobody else's is taken for it. */
export const signAnswer = (key: string, { nonce, body }: Omit<Call, 'name'>): string =>
  hmac(key, [ANSWER, nonce], body);

export const isAnswerSigned = (key: string, answer: Omit<Call, 'name'>, signature: string | undefined): boolean =>
  signature !== undefined && isSame(signature, signAnswer(key, answer));

const refuse = (message: string): never => {
  throw new Refusal('auth.invalid', message, {
    remedy: 'Give every process the same INTERNAL_KEY and the right time.',
  });
};

/**
 * Knows the calls of this café's own processes, each once: one that is sent again word for word is refused.
 *
 * @throws {Refusal} `auth.invalid`
 */
export const createCallCheck = (key: string, now: () => number) => {
  const seen = new Map<string, number>();
  const forget = (nowMs: number): void => {
    for (const [nonce, at] of seen) {
      if (nowMs - at <= 2 * SIGNED_FOR_MS) return; // in the order in which they came
      seen.delete(nonce);
    }
  };
  return (
    headers: Readonly<Record<string, unknown>>,
    { name, body }: Omit<Call, 'nonce'>,
  ): { readonly nonce: string } => {
    const { data } = Signed.safeParse(headers);
    if (!data) return refuse('this call is not signed');
    const { 'cafe-time': time, 'cafe-nonce': nonce, 'cafe-signature': signature } = data;
    if (!isSame(signature, hmac(key, [ASK, name, time, nonce], body))) refuse('this call is signed with another key');
    const nowMs = now();
    if (Math.abs(nowMs - Number(time)) > SIGNED_FOR_MS) refuse('this call is too old, or from a clock that is wrong');
    forget(nowMs);
    if (seen.has(nonce)) refuse('this call came before');
    seen.set(nonce, nowMs);
    return { nonce };
  };
};
