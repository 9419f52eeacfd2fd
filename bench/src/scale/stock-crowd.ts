import { orderRequest } from '../order-document.ts';
import { connectSocket, connectStockSocket, stallSocket } from '../sockets.ts';
import type { CrowdScreen, CrowdSide, CrowdTarget, ScreenHooks, Sender } from './crowd-side.ts';

type Ack = { readonly ok: true } | { readonly ok: false; readonly message: string };

const BILL = '018f0000-0000-7000-8000-000000000004';

/** Screens in a room of a plain Socket.IO server, with the client's own way of coming back. Nobody tells them what they missed. */
export const createStockCrowd = ({ url, senderUrl }: CrowdTarget): CrowdSide => {
  let lastOrder: unknown;
  const connectScreen = (hooks: ScreenHooks): Promise<CrowdScreen> =>
    new Promise((resolve) => {
      const socket = connectStockSocket(url, { role: 'kitchen' });
      socket.on('order', (order: { readonly id: string }) => {
        lastOrder = order;
        hooks.has(order.id);
      });
      socket.on('disconnect', () => hooks.gone());
      const screen = {
        stall: () => stallSocket(socket),
        close() {
          socket.off('disconnect');
          socket.close();
        },
      };
      socket.once('connect', () => {
        socket.on('connect', () => hooks.back());
        resolve(screen);
      });
    });

  const connectSender = async (): Promise<Sender> => {
    const socket = await connectSocket(senderUrl, { role: 'terminal' });
    const lost = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
    return {
      open: async () => undefined, // bills are only names here
      async send(_bill, orderId) {
        const ack: Ack = await socket.timeout(20_000).emitWithAck('order', orderRequest(orderId, BILL));
        if (!ack.ok) throw new Error(ack.message);
      },
      lost,
      close: () => void socket.close(),
    };
  };
  return { connectScreen, connectSender, frameBytes: () => JSON.stringify(lastOrder).length };
};
