import type { RefusalBody, RefusalCode } from '@cafe/contract';

/** What can go wrong on this side of the wire. A code, once released, keeps its meaning. */
const CLIENT_CODES = {
  'client.unreachable': { retryable: true, remedy: 'Check the network and the address of the hub.' },
  'client.connection_lost': { retryable: true, remedy: 'Send the same command again with the same id.' },
  'client.timeout': { retryable: true, remedy: 'It may or may not be done: send it again with the same id.' },
  'client.stopped': { retryable: false, remedy: 'Make a new client; this one was stopped.' },
  'client.unreadable': { retryable: true, remedy: 'Reload the app: hub and app are of different versions.' },
  'client.needs_connection': { retryable: true, remedy: 'Do it again when the connection is back.' },
  'client.outbox_full': { retryable: true, remedy: 'Free storage on this device, or connect it to the hub.' },
  'client.outbox_failed': {
    retryable: true,
    remedy: 'Connect this device to the hub; it cannot keep orders by itself.',
  },
  'client.outbox_evicted': { retryable: false, remedy: 'Check the bills of this device: saved orders were deleted.' },
  'client.outbox_not_persistent': {
    retryable: false,
    remedy: 'Install the app, or allow it to store data for good.',
  },
  'client.bad_option': { retryable: false, remedy: 'Correct the named option.' },
} as const satisfies Record<string, { retryable: boolean; remedy: string }>;

export type ClientCode = keyof typeof CLIENT_CODES;

export interface CafeErrorOptions {
  readonly remedy?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The one error of this package: the hub refused something, or could not be asked.
 *
 * Match on `code`, never on `message`: codes keep their meaning for ever. `retryable` says that the same thing, unchanged
 * and with the same id, may succeed later. `remedy` tells a person what to do. `requestId` finds it in the hub's log.
 */
export class CafeError extends Error {
  override readonly name = 'CafeError';
  /** A code of the hub's table, one of this package's own (`client.…`), or one of a newer hub's. */
  readonly code: RefusalCode | ClientCode | (string & {});
  readonly remedy: string | undefined;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly requestId: string | undefined;

  constructor(code: string, message: string, options: CafeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
    this.retryable = options.retryable ?? false;
    this.details = options.details;
    this.requestId = options.requestId;
  }
}

/** An error of this side, with its remedy from the table. */
export const clientError = (code: ClientCode, message: string, options: CafeErrorOptions = {}): CafeError =>
  new CafeError(code, message, { ...CLIENT_CODES[code], ...options });

/** What the hub refused, as an error. */
export const refusedBy = ({ code, message, ...rest }: RefusalBody): CafeError => new CafeError(code, message, rest);

/** Whatever was thrown, as a CafeError; what is none counts as a failure of the network, to be tried again. */
export const asCafeError = (thrown: unknown): CafeError => {
  if (thrown instanceof CafeError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return clientError('client.unreachable', message, { cause: thrown });
};
