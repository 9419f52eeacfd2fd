import { randomUUID } from 'node:crypto';
import type { HubAccess } from './hub-access.ts';
import type { Terminal } from './hub-terminal.ts';
import { pick } from './sockets.ts';

/** The access that `serve` got, as it travels between the processes. */
export const accessOf = (text: string): HubAccess => JSON.parse(text) as HubAccess; // written by our own `serve`

/** One bench order: two new lines. Line ids are made from the order's, so that making them costs the clock nothing. */
export const sendTwoLines = (id: string, orderId: string, { itemIds }: HubAccess): object => ({
  type: 'order.send',
  orderId,
  lines: [
    { lineId: `${id.slice(0, -1)}a`, itemId: pick(itemIds, 0), quantity: 2 },
    { lineId: `${id.slice(0, -1)}b`, itemId: pick(itemIds, 1), quantity: 1 },
  ],
});

/** Opens a bill at the counter. Resolves with its id. */
export const openBill = async (terminal: Terminal): Promise<string> => {
  const orderId = randomUUID();
  await terminal.send({ type: 'order.open', orderId, serviceType: 'counter' });
  return orderId;
};
