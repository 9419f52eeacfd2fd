import type { RefusalBody } from '@cafe/contract';
import { io, type Socket } from 'socket.io-client';
import { type CafeError, clientError, refusedBy } from './cafe-error.ts';
import {
  type Link,
  type LinkEvents,
  type LinkTarget,
  type OpenLink,
  readAnswer,
  readCommits,
  readHeads,
  readHint,
  readNotice,
} from './link.ts';

/** How long the hub has to let a connection in, in milliseconds. */
const CONNECT_TIMEOUT_MS = 8_000;
/** How long an answer may take. The hub itself gives up on an unknown outcome after 15 s and says so. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Where Socket.IO listens: a path in the hub's address is the proxy's, and Socket.IO would take it for a namespace. */
const addressOf = (url: string): { origin: string; path: string } => {
  const { origin, pathname } = new URL(url);
  return { origin, path: `${pathname.replace(/\/+$/, '')}/socket.io` };
};

/** A refusal travels as the `data` of Socket.IO's connect error; anything else is the network. */
const connectError = (error: Error & { readonly data?: unknown }): CafeError => {
  const refusal = error.data as Partial<RefusalBody> | undefined; // read field by field
  if (typeof refusal?.code === 'string') {
    const { code, message = error.message, retryable = false, ...rest } = refusal;
    return refusedBy({ ...rest, code, message, retryable });
  }
  return clientError('client.unreachable', `the hub was not reached: ${error.message}`, { cause: error });
};

const letIn = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    // Socket.IO's own limit ends with the WebSocket; this one also holds while the hub thinks about who we are.
    const timer = setTimeout(() => {
      reject(clientError('client.unreachable', `the hub did not answer within ${CONNECT_TIMEOUT_MS} ms`));
    }, CONNECT_TIMEOUT_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('connect_error', (error) => {
      clearTimeout(timer);
      reject(connectError(error));
    });
    socket.connect();
    // A wire that is cut within the handshakes is neither an error nor a disconnect to a socket. After a refusal the wire is
    // closed too, just before the refusal is said: that goes first.
    socket.io.engine.once('close', (why) => {
      clearTimeout(timer);
      queueMicrotask(() => {
        reject(clientError('client.unreachable', `the connection ended before the hub let it in: ${why}`));
      });
    });
  });

/** Listens before anything is asked: what comes at once must find somebody. */
const listen = (socket: Socket, events: LinkEvents): void => {
  socket.on('commits', (raw: unknown) => {
    const frame = readCommits(raw);
    if (frame) events.commits(frame);
  });
  socket.on('heads', (raw: unknown) => {
    const heads = readHeads(raw);
    if (heads) events.heads(heads);
  });
  socket.on('notice', (raw: unknown) => {
    const notice = readNotice(raw);
    if (notice) events.notice(notice);
  });
  socket.on('hint', (raw: unknown) => {
    const hint = readHint(raw);
    if (hint) events.hint(hint);
  });
  // It may come with the very packet that lets us in, before anybody has heard that we are.
  socket.once('disconnect', events.closed);
};

/** Asks and waits. A link that does not answer in time is closed: what hangs is the link, not the question. */
const asker =
  (socket: Socket) =>
  async <Answer extends { readonly ok: boolean }>(message: string, body: unknown): Promise<Answer> => {
    const lost = (cause?: unknown) =>
      clientError('client.connection_lost', `the connection ended before the answer to ${message}`, { cause });
    if (!socket.connected) throw lost();
    let raw: unknown;
    try {
      raw = await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(message, body);
    } catch (cause) {
      socket.disconnect();
      throw lost(cause);
    }
    return readAnswer<Answer>(raw);
  };

/**
 * The only file that knows Socket.IO. One socket for one link, over WebSocket alone: Socket.IO's own reconnecting, buffering
 * and `retries` stay off, because they lose or repeat what must be neither.
 */
export const openSocket: OpenLink = async ({ url, token, protocol }: LinkTarget, events: LinkEvents): Promise<Link> => {
  const { origin, path } = addressOf(url);
  const socket = io(origin, {
    path,
    auth: { token, protocol },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    autoConnect: false,
    timeout: CONNECT_TIMEOUT_MS,
  });
  listen(socket, events);
  try {
    await letIn(socket);
  } catch (error) {
    socket.disconnect();
    throw error;
  }
  socket.io.engine.on('heartbeat', events.heard); // Engine.IO's name for whatever comes
  const ask = asker(socket);
  return {
    command: (envelope) => ask('command', envelope),
    sync: (request) => ask('sync', request),
    auth: (fresh) => ask('auth', { token: fresh }),
    shown: (shown) => void socket.emit('shown', shown),
    hint: (hint) => void socket.emit('hint', hint),
    close: () => void socket.disconnect(),
  };
};
