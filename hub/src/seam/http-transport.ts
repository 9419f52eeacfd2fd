import type { ServiceName } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { CALLS, type CallName, type Question, REPEATABLE } from './calls.ts';
import { type Copies, createCopies, isOutage, type Outgoing } from './copies.ts';
import { createExchange, type ExchangeOptions, Unreached } from './exchange.ts';
import type { SeamMetrics, Transport } from './transport.ts';

export interface HttpTransportOptions extends ExchangeOptions {
  readonly service: ServiceName;
  /** Where its copies are; one or more, without a slash at the end. */
  readonly urls: readonly string[];
  readonly metrics: SeamMetrics;
  /** Headers by which a command's trace goes on in the service; none if absent. */
  readonly inject?: (commandId: string) => Readonly<Record<string, string>>;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** How long one attempt may take; 4 s if absent. In milliseconds. */
  readonly attemptMs?: number;
  /** How long is tried in all; 15 s if absent, as long as a failover of MongoDB takes. In milliseconds. */
  readonly patienceMs?: number;
}

const ATTEMPT_MS = 4_000;
const PATIENCE_MS = 15_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** Asks again what may be asked again, until it is answered or `whole` is over; `unanswered` hears of what may have been done. */
const persist = (copies: Copies, call: Outgoing, { whole, unanswered }: Patience): Promise<unknown> => {
  const mayRepeat = (error: Error) => isOutage(error) && (REPEATABLE[call.name] || error instanceof Unreached);
  const again = retry(handleWhen(mayRepeat), {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    backoff: new ExponentialBackoff({ initialDelay: FIRST_PAUSE_MS, maxDelay: LONGEST_PAUSE_MS }),
  });
  return again.execute(async ({ attempt: tried }) => {
    try {
      return await copies.attempt(call, tried, whole);
    } catch (error) {
      if (isOutage(error) && !(error instanceof Unreached)) unanswered();
      throw error;
    }
  }, whole);
};
interface Patience {
  readonly whole: AbortSignal;
  readonly unanswered: () => void;
}

/** Calls a service over HTTP: signed, each attempt bounded in time, repeated with the same command id, around copies that are dead. */
export const createHttpTransport = (options: HttpTransportOptions): Transport => {
  const { service, attemptMs = ATTEMPT_MS, patienceMs = PATIENCE_MS, inject = () => ({}) } = options;
  const copies = createCopies({ ...options, attemptMs, exchange: createExchange(options) });
  const ended = (mayBeDone: boolean): Refusal =>
    mayBeDone
      ? new Refusal('hub.outcome_unknown', `the ${service} service did not answer`)
      : new Refusal('hub.busy', `the ${service} service is not there`);

  const askRaw = async (call: Outgoing): Promise<unknown> => {
    let mayBeDone = false;
    const whole = AbortSignal.timeout(patienceMs);
    const unanswered = () => {
      mayBeDone = true;
    };
    try {
      return await persist(copies, call, { whole, unanswered });
    } catch (error) {
      throw error instanceof Refusal ? error : ended(mayBeDone);
    }
  };

  return {
    service,
    isBroken: copies.isBroken,
    async ask<Name extends CallName>(name: Name, question: Question<Name>, about: string = name) {
      const headers = 'command' in question && 'id' in question ? inject(question.id) : {};
      const raw = await askRaw({ name, body: JSON.stringify(question), headers, about });
      const { data } = CALLS[name].answer.safeParse(raw);
      if (data === undefined) throw ended(true);
      return data as never; // parsed by this very call's schema, which the index loses
    },
  };
};
