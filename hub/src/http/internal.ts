import { Refusal } from '@cafe/services/kernel';
import type { AnswerCall } from '../seam/answer-calls.ts';
import { CALL_NAMES, type CallName, type Reply } from '../seam/calls.ts';
import { createCallCheck, signAnswer } from '../seam/signature.ts';
import type { Answer } from './endpoint.ts';

/** A command, its permissions and who sends it. In bytes. */
export const MAX_CALL_BYTES = 256 * 1024;

export interface InternalOptions {
  /** What the café's own processes sign with. */
  readonly key: string;
  readonly answer: AnswerCall;
  /** Whether it takes anything in: not while it stops. */
  readonly isOpen: () => boolean;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Hears of bugs and outages; refusals are not among them. */
  readonly report: (error: unknown) => void;
}

/** One call as it came in. */
export interface InternalAsked {
  readonly name: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

const isCall = (name: string): name is CallName => CALL_NAMES.some((known) => known === name);

const jsonIn = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refusal('command.malformed', 'the question is no JSON');
  }
};

/**
 * The calls of this café's own hubs. One that is not signed by them is refused before it is read, and every answer is
 * signed for its call.
 */
export const createInternal = (options: InternalOptions) => {
  const { key, answer, isOpen, now, newId, report } = options;
  const check = createCallCheck(key, () => now().getTime());

  const replyTo = async ({ name, headers, body }: InternalAsked): Promise<Reply> => {
    try {
      if (!isOpen()) throw new Refusal('hub.draining', 'this process is about to stop');
      if (!isCall(name)) throw new Refusal('command.unknown', `${name} is no call`);
      return { ok: true, answer: await answer(name, jsonIn(body), headers) };
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      const refusal = error instanceof Refusal ? error : new Refusal('hub.internal', 'the service failed');
      return { ok: false, refusal: { ...refusal.toBody(), requestId: newId() } };
    }
  };

  /** @throws {Refusal} `auth.invalid` for what is not signed by this café's own processes */
  return async (asked: InternalAsked): Promise<Answer> => {
    const { nonce } = check(asked.headers, asked);
    const body = JSON.stringify(await replyTo(asked));
    const headers = {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'cafe-signature': signAnswer(key, { nonce, body }),
    };
    return { status: 200, body, headers };
  };
};
export type Internal = ReturnType<typeof createInternal>;
