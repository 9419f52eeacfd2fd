import type { SyncAnswer } from '@cafe/contract';
import type { Execute } from '../execute.ts';
import type { EnsureFresh } from '../freshness.ts';
import { createInOrder } from './in-order.ts';
import type { LiveConnection } from './io-server.ts';
import type { createOnAuth } from './on-auth.ts';
import type { createOnSync } from './on-sync.ts';
import { createReceiving, type ReceivingOptions } from './receiving.ts';
import type { Volatile } from './volatile.ts';

export interface ListenOptions extends ReceivingOptions {
  readonly execute: Execute;
  readonly ensureFresh: EnsureFresh;
  readonly onSync: ReturnType<typeof createOnSync>;
  readonly onAuth: ReturnType<typeof createOnAuth>;
  readonly volatile: Volatile;
}

/** The messages of the wire; there is no other. */
const HEARD: ReadonlySet<string> = new Set(['command', 'sync', 'auth', 'shown', 'hint']);

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
  const { execute, ensureFresh, onSync, onAuth } = options;
  const { onShown, onHint } = options.volatile;
  const { count, hearing, countOnly, answering } = createReceiving(options);

  const sync =
    (connection: LiveConnection) =>
    async (raw: unknown): Promise<SyncAnswer> => {
      await count(connection);
      await ensureFresh();
      return onSync(raw, connection);
    };

  const auth = (connection: LiveConnection) => async (raw: unknown) => {
    await count(connection);
    return onAuth(raw, connection);
  };

  return (connection: LiveConnection): void => {
    const { socket, unsent } = connection;
    const inOrder = createInOrder();
    const command = (raw: unknown) => inOrder(streamKeyOf(raw), () => execute(raw, connection.peer));
    socket.on('command', answering(connection, { work: command }));
    // Its own question's answer does not make a slow reader of it.
    socket.on('sync', answering(connection, { work: sync(connection), sending: unsent.exempting }));
    socket.on('auth', answering(connection, { work: auth(connection) }));
    socket.on('shown', hearing(connection, onShown(connection)));
    socket.on('hint', hearing(connection, onHint(connection)));
    socket.onAny((event: string) => {
      if (!HEARD.has(event)) countOnly(connection);
    });
  };
};
