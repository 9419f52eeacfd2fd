import type { ServiceName } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { CallName } from './calls.ts';
import { type Exchange, Unreached } from './exchange.ts';
import type { SeamMetrics } from './transport.ts';

/** A copy that failed so often in a row is left alone, and tried again after that long, in milliseconds. */
const FAILURES = 3;
const LEFT_ALONE_MS = 1_000;

/** One copy of a service, and whether it is well. */
interface Copy {
  readonly url: string;
  readonly circuit: CircuitBreakerPolicy;
}

export interface CopiesOptions {
  readonly service: ServiceName;
  readonly urls: readonly string[];
  readonly exchange: Exchange;
  readonly metrics: SeamMetrics;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** How long one attempt may take, in milliseconds. */
  readonly attemptMs: number;
}

/** A call as it goes out. */
export interface Outgoing {
  readonly name: CallName;
  readonly body: string;
  /** What a trace goes by; nothing where nothing is traced. */
  readonly headers: Readonly<Record<string, string>>;
  /** Calls about the same thing go to the same copy while it is well. */
  readonly about: string;
}

/** The copies of one service. */
export interface Copies {
  /**
   * One attempt: the `tried`th of its call.
   *
   * @throws {Refusal} what the service refused with
   * @throws {Unreached} nobody was there, or it is left alone for a moment; {@link Unanswered} likewise
   */
  attempt(call: Outgoing, tried: number, whole: AbortSignal): Promise<unknown>;
  /** Whether every copy is left alone for now. */
  isBroken(): boolean;
}

/** Whether a copy is unwell: a refusal is an answer. */
export const isOutage = (error: unknown): boolean => !(error instanceof Refusal);

/** A number for a text, the same in every process; spread well enough to share work out (FNV-1a, 32 bits). */
const spread = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
};

/** The copies in the order in which a call tries them: those that are well first, beginning with the one it belongs to. */
const inTurn = (copies: readonly Copy[], about: string): readonly Copy[] => {
  const first = spread(about) % copies.length;
  const turned = [...copies.slice(first), ...copies.slice(0, first)];
  const isWell = ({ circuit }: Copy) => circuit.state !== CircuitState.Open;
  return [...turned.filter(isWell), ...turned.filter((copy) => !isWell(copy))];
};

const outcomeOf = (error: unknown): string => {
  if (error instanceof Refusal) return error.code;
  return error instanceof Unreached ? 'unreached' : 'unanswered';
};

/** One attempt at one copy, behind its circuit and bounded in time. */
const askOne = async ({ url, circuit }: Copy, { call, whole, exchange, attemptMs }: Attempt): Promise<unknown> => {
  let asked = false;
  try {
    return await wrap(circuit, timeout(attemptMs, TimeoutStrategy.Cooperative)).execute(({ signal }) => {
      asked = true;
      return exchange(url, call, signal);
    }, whole);
  } catch (error) {
    // What an open circuit throws reached nobody.
    throw asked ? error : new Unreached(`${url} is left alone for a moment`);
  }
};
interface Attempt extends Pick<CopiesOptions, 'exchange' | 'attemptMs'> {
  readonly call: Outgoing;
  readonly whole: AbortSignal;
}

export const createCopies = (options: CopiesOptions): Copies => {
  const { service, urls, metrics, elapsed } = options;
  const copies: readonly Copy[] = urls.map((url) => {
    const breaker = new ConsecutiveBreaker(FAILURES);
    const circuit = circuitBreaker(handleWhen(isOutage), { halfOpenAfter: LEFT_ALONE_MS, breaker });
    circuit.onStateChange(() => metrics.circuit(service, isBroken()));
    return { url, circuit };
  });
  const isBroken = (): boolean => copies.every(({ circuit }) => circuit.state === CircuitState.Open);
  metrics.circuit(service, false);
  return {
    isBroken,
    async attempt(call, tried, whole) {
      const turn = inTurn(copies, call.about);
      const copy = turn[tried % turn.length];
      if (!copy) throw new Error(`the ${service} service has no address`);
      const startedAt = elapsed();
      const count = (outcome: string) => metrics.internalCall(service, outcome, (elapsed() - startedAt) / 1_000);
      try {
        const answer = await askOne(copy, { ...options, call, whole });
        count('ok');
        return answer;
      } catch (error) {
        count(outcomeOf(error));
        throw error;
      }
    },
  };
};
