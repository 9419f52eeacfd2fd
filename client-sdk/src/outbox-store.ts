import type { Command, CommandId, RefusalBody, SessionId } from '@cafe/contract';
import { CafeError, clientError } from './cafe-error.ts';
import type { Timers } from './timers.ts';

/** A command that outlives its page. An approval is never part of one. */
export interface QueuedCommand {
  readonly id: CommandId;
  readonly command: Command;
  /** The sign-in it was tapped in: it goes out under it, whoever is there by then. */
  readonly session?: SessionId;
  /** By this device's clock, milliseconds since 1970. */
  readonly queuedAtMs: number;
  /** The hub refused it: it is not sent any more, and lies here until somebody has seen why. */
  readonly refusal?: RefusalBody;
}

/**
 * What an outbox is stored in. Whatever a method resolves for is there after a crash. Calls take effect in the order in which
 * they are made, also where nobody waits in between.
 */
export interface OutboxStore {
  /**
   * Takes over all that nobody else looks after, oldest first: what a former life of this app left, or another tab that is
   * gone. Each command is given to one asker only.
   */
  adopt(): Promise<readonly QueuedCommand[]>;
  /** Resolves when it is durable. Putting an id again changes nothing. */
  put(command: QueuedCommand): Promise<void>;
  remove(id: CommandId): Promise<void>;
  /** Writes down why the hub refused one. */
  refuse(id: CommandId, refusal: RefusalBody): Promise<void>;
  /** Resolves when another life may open it. What was being written is written before. */
  close(): Promise<void>;
}

/** What a store is opened with. */
export interface OutboxPlace {
  /** Whose it is: each device, and each guest, has an outbox of its own. */
  readonly name: string;
  readonly timers: Timers;
  /** Told of what the app has to know though nothing failed: storage that may be cleared, or was. */
  readonly report: (error: CafeError) => void;
}

/**
 * Opens an outbox, or makes it; resolves when it can be used.
 *
 * @throws whatever the storage says; the app hears it as `client.outbox_failed`, or `client.outbox_full`
 */
export type OpenOutbox = (place: OutboxPlace) => Promise<OutboxStore>;

/** How a browser, and how an operating system, says that nothing more goes in. */
const FULL: ReadonlySet<unknown> = new Set(['QuotaExceededError', 'ENOSPC', 'EDQUOT']);

/** Why nothing could be stored, as an app hears it. */
export const outboxError = (cause: unknown): CafeError => {
  if (cause instanceof CafeError) return cause;
  const { name, code, message } = cause instanceof Error ? (cause as Error & { code?: unknown }) : {};
  if (FULL.has(name) || FULL.has(code)) return clientError('client.outbox_full', 'the outbox is full', { cause });
  return clientError('client.outbox_failed', `the outbox failed: ${message ?? String(cause)}`, { cause });
};
