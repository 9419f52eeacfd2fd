import { io, type Socket } from 'socket.io-client';

/** Connects one socket, WebSocket only, on a connection of its own. Rejects at the first refusal: a benchmark does not retry. */
export const connectSocket = (url: string, auth: Record<string, unknown>): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });

/** An item of a list that is known to be long enough; wraps around. */
export const pick = <T>(items: readonly T[], n: number): T => {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};
