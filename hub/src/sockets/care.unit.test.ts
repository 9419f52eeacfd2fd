import type { OrderId } from '@cafe/contract';
import { floorStream, initialOf, orderStream } from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import { AT, bill, STORE } from '../test-bill.suite.ts';
import { createCare } from './care.ts';
import type { LiveConnection } from './io-server.ts';
import { DROP_BYTES, LAGGING_BYTES } from './slow-readers.ts';

const ORDERS = Array.from({ length: 9 }, (_, n) => `018f2b6a-0000-7000-8000-00000002000${n}` as OrderId);
/** What one state weighs: nine of them are more than a reader may leave unread. */
const STATE_BYTES = DROP_BYTES / 8;

/** A terminal on the floor whose bytes are counted like a real one's, and what became of it. */
const terminal = () => {
  const happened: string[] = [];
  const bytes = { unsent: LAGGING_BYTES + 1, exempt: false };
  const connection = {
    topics: ['floor'],
    audience: 'staff',
    generation: 1,
    unsent: {
      bytes: () => bytes.unsent,
      exempting: (send: () => void) => {
        bytes.exempt = true;
        send();
        bytes.exempt = false;
      },
    },
    join: () => void happened.push('joined'),
    leaveAll: () => void happened.push('left'),
    notice: () => undefined,
    send: () => {
      happened.push('state');
      if (!bytes.exempt) bytes.unsent += STATE_BYTES;
    },
    socket: { disconnect: () => void happened.push('closed'), conn: { close: () => undefined } },
  } as unknown as LiveConnection; // what is not here is not asked for
  return { connection, happened, bytes };
};

test('[HUB-13] is caught up with a large floor, and not closed for what it was just sent', async () => {
  const { connection, happened, bytes } = terminal();
  const orders = Object.fromEntries(ORDERS.map((orderId) => [orderId, { orderId, waiting: false }]));
  const floor = { ...initialOf(floorStream(STORE)), orders };
  const care = createCare({
    connections: () => [connection],
    facts: () => ({ storeId: STORE, floor, kitchenOrders: [] }),
    load: async (stream) => ({
      state: stream === orderStream(ORDERS[0] as OrderId) ? bill() : floor,
      version: 1,
      latest: [],
    }),
    now: () => new Date(AT),
    report: (error) => {
      throw error;
    },
  });
  care.tick();
  bytes.unsent = 0;
  care.tick();
  await new Promise((resolve) => setImmediate(resolve));
  care.tick();
  const states = Array.from({ length: ORDERS.length + 1 }, () => 'state');
  expect(happened).toEqual(['left', 'joined', ...states]);
});
