import { REFUSALS, type RefusalCode } from '@cafe/contract';

/** What a sender is told of a refusal; `requestId` is added where the request is known. */
export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * A rule said no. Expected, safe to show to the sender, and never logged as a fault.
 *
 * Anything else that is thrown is a bug or an outage and reaches the sender as `hub.internal`.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly remedy: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    options: { remedy?: string; details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy ?? REFUSALS[code].remedy;
    this.details = options.details;
  }

  get retryable(): boolean {
    return REFUSALS[this.code].retryable;
  }

  toBody(): RefusalBody {
    const { code, message, remedy, retryable, details } = this;
    return details === undefined ? { code, message, remedy, retryable } : { code, message, remedy, retryable, details };
  }
}
