import { MAX_PAGE_BYTES, type SyncAnswer } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import type { Execute } from '../execute.ts';
import { limitKeyOf } from '../peer.ts';
import type { RateLimiter } from '../rate-limits.ts';
import { createInOrder } from './in-order.ts';
import type { LiveConnection } from './io-server.ts';
import type { createOnAuth } from './on-auth.ts';
import type { createOnSync } from './on-sync.ts';
import type { Volatile } from './volatile.ts';

export interface ListenOptions {
  readonly execute: Execute;
  readonly onSync: ReturnType<typeof createOnSync>;
  readonly onAuth: ReturnType<typeof createOnAuth>;
  readonly volatile: Volatile;
  readonly limiters: { readonly staff: RateLimiter; readonly guest: RateLimiter };
  readonly report: (error: unknown) => void;
  readonly newRequestId: () => string;
  /** Whether the hub still takes commands and syncs. */
  readonly isOpen: () => boolean;
}

type Answer = { readonly ok: boolean };

/** What a stream's commands are ordered by: the id a command names. One not parsed yet is only looked at for that. */
const streamKeyOf = (raw: unknown): string => {
  const command = (raw as { command?: { orderId?: unknown } } | null | undefined)?.command; // looked at, not trusted
  return typeof command?.orderId === 'string' ? command.orderId : 'other';
};

/**
 * Listens to a connection. Synchronous, so that nothing sent early finds no listener; and nothing thrown in a handler
 * reaches the process: one packet never stops the hub.
 */
export const createListen = (options: ListenOptions) => {
  const { execute, onSync, onAuth, limiters, report, newRequestId, isOpen } = options;
  const { onShown, onHint } = options.volatile;

  const refusalOf = (error: unknown): Answer & { refusal: object } => {
    if (!(error instanceof Refusal)) report(error);
    const refusal = error instanceof Refusal ? error : new Refusal('hub.internal', 'the hub failed');
    return { ok: false, refusal: { ...refusal.toBody(), requestId: newRequestId() } };
  };

  const limiterFor = ({ peer }: LiveConnection): RateLimiter =>
    peer.opener?.kind === 'guest' ? limiters.guest : limiters.staff;

  /** An answer where one is asked for; without an acknowledgement there is nobody to answer. */
  const answering =
    (connection: LiveConnection, work: (raw: unknown) => Promise<Answer>) =>
    (raw: unknown, ack: unknown): void => {
      if (typeof ack !== 'function') return; // a peer may omit it, whatever the types say
      const closed = () => Promise.resolve(refusalOf(new Refusal('hub.draining', 'this hub is stopping')));
      (isOpen() ? work(raw).catch(refusalOf) : closed())
        .then((answer) => {
          ack(answer);
          if (limiterFor(connection).isHopeless(limitKeyOf(connection.peer))) connection.close();
        })
        .catch(report);
    };

  /** A message nobody answers: what is wrong with it is dropped. */
  const hearing = (work: (raw: unknown) => void) => (raw: unknown) => {
    try {
      work(raw);
    } catch (error) {
      report(error);
    }
  };

  const sync =
    (connection: LiveConnection) =>
    async (raw: unknown): Promise<SyncAnswer> => {
      await limiterFor(connection).consume(limitKeyOf(connection.peer));
      const answer = await onSync(raw, connection);
      connection.unsent.exempt(MAX_PAGE_BYTES);
      return answer;
    };

  const auth = (connection: LiveConnection) => async (raw: unknown) => {
    await limiterFor(connection).consume(limitKeyOf(connection.peer));
    return onAuth(raw, connection);
  };

  return (connection: LiveConnection): void => {
    const inOrder = createInOrder();
    const command = (raw: unknown) => inOrder(streamKeyOf(raw), () => execute(raw, connection.peer));
    connection.socket.on('command', answering(connection, command));
    connection.socket.on('sync', answering(connection, sync(connection)));
    connection.socket.on('auth', answering(connection, auth(connection)));
    connection.socket.on('shown', hearing(onShown(connection)));
    connection.socket.on('hint', hearing(onHint(connection)));
  };
};
