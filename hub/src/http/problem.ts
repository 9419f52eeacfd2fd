import type { RefusalBody } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import type { Answer } from './endpoint.ts';
import { statusOf } from './status.ts';

/** The media type of an answer that says what is wrong (RFC 9457). */
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** The page that says what a code means; also what identifies it, as RFC 9457 asks of `type`. */
export const problemType = (code: string): string => `/docs/refusals#${code}`;

/** How long to wait, where the refusal says it. */
const retryAfter = ({ retryable, details }: RefusalBody): Readonly<Record<string, string>> => {
  const waitMs = details?.['retryAfterMs'];
  if (typeof waitMs !== 'number') return retryable ? { 'Retry-After': '1' } : {};
  return { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))) };
};

export interface ProblemOptions {
  readonly requestId: string;
  /** Where HTTP has a status of its own: 405, 415. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A refusal as problem+json: what RFC 9457 names, and beside it the same members that a socket's answer has. */
export const problem = (refusal: RefusalBody, { requestId, status, headers }: ProblemOptions): Answer => {
  const code = status ?? statusOf(refusal.code);
  return {
    status: code,
    body: {
      type: problemType(refusal.code),
      title: refusal.code,
      status: code,
      detail: refusal.message,
      ...refusal,
      requestId,
    },
    headers: {
      'Content-Type': PROBLEM_JSON,
      'Cache-Control': 'no-store',
      ...(code === 401 && { 'WWW-Authenticate': 'Bearer realm="cafe"' }),
      ...((code === 429 || code === 503 || code === 504) && retryAfter(refusal)),
      ...headers,
    },
  };
};

/** What somebody hears of a thrown error: of a refusal all, of anything else nothing. */
export const refusalOf = (error: unknown): RefusalBody =>
  (error instanceof Refusal ? error : new Refusal('hub.internal', 'the hub failed')).toBody();
