import type { ServiceName } from '@cafe/contract';
import type { Answer, CallName, Question } from './calls.ts';

/**
 * The way to a service that runs in another process. HTTP is one; whatever carries a question there and an answer back can
 * be another, and no service would know.
 */
export interface Transport {
  readonly service: ServiceName;
  /**
   * Asks the service and resolves with its answer, whichever copy gave it.
   *
   * A call that is safe to repeat is asked again, of another copy where there is one, until it is answered or the patience
   * is over. Of the others only what certainly reached nobody is.
   *
   * @param about what the call is about: calls about the same thing go to the same copy while it is well
   * @throws {Refusal} the service's own; `hub.busy` when nobody was reached; `hub.outcome_unknown` when it may have been done
   */
  ask<Name extends CallName>(name: Name, question: Question<Name>, about?: string): Promise<Answer<Name>>;
  /** Whether every copy was found dead and none was tried since. */
  isBroken(): boolean;
}

/** What is counted of calls to services. */
export interface SeamMetrics {
  /** `outcome` is `ok`, the code of a refusal, `unreached` or `unanswered`; one for each attempt. */
  internalCall(service: ServiceName, outcome: string, seconds: number): void;
  circuit(service: ServiceName, isOpen: boolean): void;
}
