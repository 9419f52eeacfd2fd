import { setTimeout as pause } from 'node:timers/promises';
import { type ItemId, type LineId, newId, type OrderId, type PaymentId } from '@cafe/client-sdk';
import type { Journal } from './journal.ts';
import type { Screen } from './screens.ts';
import { between, oneOf, seeded } from './seeded.ts';

/** What is tapped, and how fast. */
export interface LoadWish {
  readonly seed: number;
  readonly journal: Journal;
  readonly itemId: ItemId;
  readonly terminals: readonly Screen[];
  readonly kitchens: readonly Screen[];
  readonly phones: readonly (Screen & { readonly orderId: OrderId })[];
  /** The mean pause between two taps of one person, in milliseconds. */
  readonly pauseMs: number;
}

/** Traffic that goes on until it is stopped. */
export interface Load {
  /** The bills that were opened. */
  readonly orderIds: readonly OrderId[];
  /** Resolves when everything that was tapped was answered. */
  stop(): Promise<void>;
}

const BILLS_EACH = 3;

type Random = () => number;

const lineOf = (itemId: ItemId) => ({ itemId, quantity: 1, modifiers: [], lineId: newId<LineId>() });

/** Somebody at a terminal: opens bills, puts lines on them, sends rounds, takes some cash. */
const serving = (wish: LoadWish, terminal: Screen, random: Random) => {
  const { journal, itemId } = wish;
  const mine: { readonly orderId: OrderId; sent: number }[] = [];
  const open = async (): Promise<void> => {
    const orderId = newId<OrderId>();
    if (await journal.tell(terminal, { type: 'order.open', orderId, serviceType: 'counter' })) {
      mine.push({ orderId, sent: 0 });
    }
  };
  const tap = async (): Promise<void> => {
    if (mine.length === 0 || (mine.length < BILLS_EACH && random() < 0.2)) return open();
    const bill = oneOf(random, mine);
    const { orderId } = bill;
    const kind = random();
    if (kind < 0.5) {
      await journal.tell(terminal, { type: 'order.addLines', orderId, lines: [lineOf(itemId)] });
    } else if (kind < 0.8 || bill.sent === 0) {
      if (await journal.tell(terminal, { type: 'order.send', orderId, lines: [lineOf(itemId)] })) bill.sent += 1;
    } else {
      const paymentId = newId<PaymentId>();
      // Less than the cheapest line, so that it never settles a bill.
      await journal.tell(terminal, { type: 'payment.takeCash', orderId, paymentId, amount: 1, tendered: 1 });
    }
  };
  return { tap, mine };
};

/** Somebody in the kitchen: is done with a line that is shown. */
const cooking = ({ journal, kitchens }: LoadWish, kitchen: Screen, random: Random) => {
  const index = kitchens.indexOf(kitchen);
  return async (): Promise<void> => {
    const orders = kitchen.cafe.kitchen().getSnapshot().value?.orders ?? [];
    // Each has bills of its own: two who are done with the same line are no fault to look for.
    const own = orders.filter(({ orderId }) => Number.parseInt(orderId.slice(-2), 16) % kitchens.length === index);
    const waiting = own.flatMap(({ orderId, bill }) =>
      bill.lines.filter(({ state }) => state === 'fired').map(({ lineId }) => ({ orderId, lineId })),
    );
    if (waiting.length === 0) return;
    const { orderId, lineId } = oneOf(random, waiting);
    await journal.tell(kitchen, { type: 'order.finish', orderId, lineIds: [lineId] });
  };
};

/** Somebody with a phone: puts a dish into the cart and takes it out again, so that it never holds more than a guest may. */
const choosing = ({ journal, itemId }: LoadWish, phone: Screen & { readonly orderId: OrderId }) => {
  const { orderId } = phone;
  let inCart: LineId | undefined;
  return async (): Promise<void> => {
    if (inCart === undefined) {
      const line = lineOf(itemId);
      if (await journal.tell(phone, { type: 'order.addLines', orderId, lines: [line] })) inCart = line.lineId;
    } else if (await journal.tell(phone, { type: 'order.removeLine', orderId, lineId: inCart })) {
      inCart = undefined;
    }
  };
};

/** Starts everybody; each has chances of their own, so that one who waits changes nothing for the others. */
export const startLoad = (wish: LoadWish): Load => {
  const { seed, terminals, kitchens, phones, pauseMs } = wish;
  let isRunning = true;
  const loop = async (random: Random, tap: () => Promise<void>): Promise<void> => {
    while (isRunning) {
      await pause(between(random, 0, 2 * pauseMs));
      if (isRunning) await tap();
    }
  };
  const opened: (() => readonly OrderId[])[] = [];
  const loops: Promise<void>[] = [];
  for (const [index, terminal] of terminals.entries()) {
    const random = seeded(seed * 101 + index);
    const { tap, mine } = serving(wish, terminal, random);
    opened.push(() => mine.map(({ orderId }) => orderId));
    loops.push(loop(random, tap));
  }
  for (const [index, kitchen] of kitchens.entries()) {
    const random = seeded(seed * 103 + index);
    loops.push(loop(random, cooking(wish, kitchen, random)));
  }
  for (const [index, phone] of phones.entries()) {
    const random = seeded(seed * 107 + index);
    loops.push(loop(random, choosing(wish, phone)));
  }
  return {
    get orderIds() {
      return opened.flatMap((mine) => mine());
    },
    async stop() {
      isRunning = false;
      await Promise.all(loops);
    },
  };
};
