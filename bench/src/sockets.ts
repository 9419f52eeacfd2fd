import { io, type Socket } from 'socket.io-client';

/** Connects one socket, WebSocket only, on a connection of its own. Rejects at the first refusal: a benchmark does not retry. */
export const connectSocket = (url: string, auth: Record<string, unknown>): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
    socket.once('connect', () => resolve(socket));
    // Hung up on before it was let in: neither of the two others comes then.
    socket.io.once('close', (reason) => reject(new Error(`the connection was closed: ${reason}`)));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });

/** Connects one socket as a stock client does that speaks WebSocket only: it comes back by itself, with Socket.IO's own delays. */
export const connectStockSocket = (url: string, auth: Record<string, unknown>): Socket =>
  io(url, { auth, transports: ['websocket'], forceNew: true });

interface Stallable {
  pause(): void;
}

/** The WebSocket below a socket, whose reading can be stopped: Node's own side of it does not tell its types. */
const webSocketOf = (socket: Socket): Stallable =>
  (socket.io.engine.transport as unknown as { readonly ws: Stallable }).ws;

/** Stops reading, as a tablet does whose processor sleeps: the connection stays, and what is sent to it piles up. */
export const stallSocket = (socket: Socket): void => {
  socket.io.reconnection(false); // what sleeps does not come back
  webSocketOf(socket).pause();
};

/** An item of a list that is known to be long enough; wraps around. */
export const pick = <T>(items: readonly T[], n: number): T => {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};
