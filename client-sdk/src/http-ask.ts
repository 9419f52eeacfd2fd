import { CafeError, clientError } from './cafe-error.ts';

export interface HttpOptions {
  /** The hub's address, `http://192.168.1.10:3000`. */
  readonly url: string;
  /** How long one request may take, in milliseconds; 15,000 when absent. */
  readonly timeoutMs?: number;
}

/** One request below `/api/v1`. */
export interface Asked {
  readonly path: string;
  /** GET without it. */
  readonly body?: object;
  readonly token?: string | undefined;
  /** Makes a repeat the same request. */
  readonly idempotencyKey?: string;
}

export type Ask = <Answer>(asked: Asked) => Promise<Answer>;

const TIMEOUT_MS = 15_000;
/** How often a request is tried whose repeat is the same request. */
const TRIES = 3;

const textOr = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);

type Body = Readonly<Record<string, unknown>>;

/** The refusal in an answer that is none of success: problem+json, or whatever a proxy in between said. */
const refusalIn = (status: number, body: Body = {}): CafeError => {
  const code = body['code'];
  if (typeof code !== 'string') return clientError('client.unreadable', `the hub answered ${status}`);
  const details = body['details'];
  return new CafeError(code, textOr(body['message'], textOr(body['detail'], code)), {
    remedy: typeof body['remedy'] === 'string' ? body['remedy'] : undefined,
    retryable: body['retryable'] === true,
    details: typeof details === 'object' && details !== null ? { ...details } : undefined,
    requestId: typeof body['requestId'] === 'string' ? body['requestId'] : undefined,
  });
};

/** An answer that is there to its last byte. */
interface Answered {
  readonly response: Response;
  readonly text: string;
}

/** What an answer holds; undefined where it is no JSON. */
const bodyIn = (text: string): Body | undefined => {
  try {
    return Object(JSON.parse(text)) as Body; // whatever it is: its fields are looked at one by one
  } catch {
    return undefined;
  }
};

const requestOf = ({ body, token, idempotencyKey }: Asked): RequestInit => ({
  method: body ? 'POST' : 'GET',
  headers: {
    ...(body && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  },
  ...(body && { body: JSON.stringify(body) }),
});

/** Whole or not at all. `AbortSignal.timeout` is not there everywhere: React Native has none. */
const fetchWithin = async (timeoutMs: number, address: string, request: RequestInit): Promise<Answered> => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const response = await fetch(address, { ...request, signal: controller.signal });
    return { response, text: await response.text() };
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Asks over HTTP and resolves with the answer's body. A request with an idempotency key is asked again where no answer came:
 * its repeat is the same request.
 *
 * @throws {CafeError} the hub's refusal, `client.unreachable`, `client.unreadable`
 */
export const askOver = ({ url, timeoutMs = TIMEOUT_MS }: HttpOptions): Ask => {
  const base = `${url.replace(/\/+$/, '')}/api/v1`;
  const reach = async (asked: Asked): Promise<Answered> => {
    const tries = asked.idempotencyKey === undefined ? 1 : TRIES;
    for (let tried = 1; ; tried += 1) {
      try {
        return await fetchWithin(timeoutMs, base + asked.path, requestOf(asked));
      } catch (cause) {
        if (tried >= tries) throw clientError('client.unreachable', `the hub was not reached at ${url}`, { cause });
      }
    }
  };
  return async <Answer>(asked: Asked): Promise<Answer> => {
    const { response, text } = await reach(asked);
    const body = bodyIn(text);
    if (!response.ok || !body) throw refusalIn(response.status, body);
    return body as Answer; // the hub answers what its contract says; what a caller needs of it, it looks at
  };
};
