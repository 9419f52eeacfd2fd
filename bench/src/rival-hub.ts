import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { OrderRequest } from './order-document.ts';
import { redisAdapter } from './redis-adapter.ts';

const KITCHEN = 'kitchen';

/** Emits to every kitchen screen. */
export type EmitToKitchen = (order: unknown) => void;

/** Where a rival listens, and where it finds its other servers. */
export interface RivalOptions {
  readonly port?: number;
  readonly redisUrl?: string | undefined;
}

/**
 * The Socket.IO server that the relay and "everyone's code" have in common, with stock options: terminals send `order`
 * and get an acknowledgement, screens sit in one room. Resolves with its address once it listens.
 */
export const openRivalHub = async (
  onOrder: (request: OrderRequest, emit: EmitToKitchen) => Promise<void>,
  { port = 0, redisUrl }: RivalOptions = {},
): Promise<string> => {
  const http = createServer();
  const io = new Server(http, { serveClient: false });
  if (redisUrl !== undefined) io.adapter(redisAdapter(redisUrl));
  const emit: EmitToKitchen = (order) => io.to(KITCHEN).emit('order', order);

  io.on('connection', (socket) => {
    if (socket.handshake.auth['role'] === KITCHEN) socket.join(KITCHEN);
    socket.on('order', async (request: OrderRequest, answer: (ack: unknown) => void) => {
      try {
        await onOrder(request, emit);
        answer({ ok: true });
      } catch (error) {
        answer({ ok: false, message: error instanceof Error ? error.message : String(error) });
      }
    });
  });

  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const { port: taken } = http.address() as AddressInfo; // a TCP server's address is never a string
  return `http://127.0.0.1:${taken}`;
};
