import type { RefusalCode } from '@cafe/contract';
import { isRefusalCode } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import { Reply } from './calls.ts';
import { isAnswerSigned, signCall } from './signature.ts';

/** Nobody was reached: the call was certainly not done. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}
/** The call may have been done; no answer came that can be believed. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export interface ExchangeOptions {
  readonly key: string;
  /** Node's own `fetch`, or what stands for it in a test. */
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** A call as it is sent. */
interface Sent {
  readonly name: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Errors of a connection that never came to be, as Node's sockets name them. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The code of what made a `fetch` fail; of several addresses that were tried, that of the first. */
const causeOf = (error: unknown): unknown => {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  return codeOf(cause);
};
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** A refusal as the service made it; one of a newer service is told by its class alone. */
const refusalOf = ({ code, message, remedy, details }: Extract<Reply, { ok: false }>['refusal']): Refusal => {
  const known: RefusalCode = isRefusalCode(code) ? code : 'hub.internal';
  return new Refusal(known, message, { ...(remedy !== undefined && { remedy }), ...(details && { details }) });
};

const answerIn = (text: string): unknown => {
  const { data } = Reply.safeParse(JSON.parse(text));
  if (!data) throw new Unanswered('the answer is none of ours');
  if (data.ok) return data.answer;
  const refusal = refusalOf(data.refusal);
  // It takes nothing more in: another copy may.
  if (refusal.code === 'hub.draining') throw new Unreached(refusal.message);
  throw refusal;
};

/**
 * One attempt at one copy of a service.
 *
 * @throws {Refusal} what the service refused with
 * @throws {Unreached} {@link Unreached} or {@link Unanswered}
 */
export const createExchange = ({ key, fetch, now, newId }: ExchangeOptions) => {
  const send = async (url: string, request: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (NEVER_CONNECTED.has(causeOf(error))) throw new Unreached(`${url} is not there`, { cause: error });
      throw new Unanswered(`${url} did not answer`, { cause: error });
    }
  };
  return async (base: string, { name, body, headers: more }: Sent, signal: AbortSignal): Promise<unknown> => {
    const nonce = newId();
    const signed = signCall(key, { name, nonce, body }, now().getTime());
    const headers = { ...more, ...signed, 'content-type': 'application/json' };
    const response = await send(`${base}/internal/v1/${name}`, { method: 'POST', body, headers, signal });
    const text = await response.text().catch((error: unknown) => {
      throw new Unanswered('the answer broke off', { cause: error });
    });
    const signature = response.headers.get('cafe-signature') ?? undefined;
    if (isAnswerSigned(key, { nonce, body: text }, signature)) return answerIn(text);
    // Whatever stands in front of a service says this of one that is not there.
    if (response.status === 503) throw new Unreached(`${base} is not ready`);
    throw new Unanswered(`${base} answered ${response.status} without our signature`);
  };
};
export type Exchange = ReturnType<typeof createExchange>;
