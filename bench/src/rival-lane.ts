import { randomUUID } from 'node:crypto';
import type { Lane, Target } from './contestant.ts';
import { orderRequest } from './order-document.ts';
import { BILLS, CAFE } from './plan.ts';
import { connectSocket, pick } from './sockets.ts';

/** What the rivals' server acknowledges with. */
type RivalAck = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** 64 terminals and 4 screens on the Socket.IO server of a rival. Bills are only names there, so opening them is free. */
export const joinRivalHub = async ({ url }: Target): Promise<Lane> => {
  const connectAs = (role: string, count: number) =>
    Promise.all(Array.from({ length: count }, () => connectSocket(url, { role })));
  const terminals = await connectAs('terminal', CAFE.terminals);
  const screens = await connectAs('kitchen', CAFE.screens);
  let bills: string[] = [];
  let hear: (orderId: string) => void = () => {};
  for (const screen of screens) screen.on('order', (order: { readonly id: string }) => hear(order.id));

  return {
    screens: screens.length,
    async prepare() {
      bills = Array.from({ length: BILLS }, () => randomUUID());
    },
    send: (bill, orderId) =>
      new Promise((resolve, reject) => {
        const request = orderRequest(orderId, pick(bills, bill));
        pick(terminals, bill).emit('order', request, (ack: RivalAck) => {
          if (ack.ok) resolve();
          else reject(new Error(ack.message));
        });
      }),
    onHeard(listener) {
      hear = listener;
    },
    async close() {
      for (const socket of [...terminals, ...screens]) socket.close();
    },
  };
};
