import { setTimeout as pause } from 'node:timers/promises';
import { type LineId, newId, type OrderId } from '@cafe/client-sdk';
import type { Cast } from './cast.ts';
import { createJournal } from './journal.ts';

/** Rates that are tried, in commands a second, one after another. */
const STEPS = [10, 20, 40, 80, 160, 320] as const;
const STEP_MS = 3_000;
/** A rate is borne when nearly all answers come within this, in milliseconds. */
const BEARABLE_MS = 500;
const NEARLY_ALL = 0.95;

/** One step: lines are tapped at their times, whether or not the earlier ones were answered. */
const bears = async ({ terminals, itemId }: Cast, orders: readonly OrderId[], rate: number): Promise<boolean> => {
  const journal = createJournal();
  const began = performance.now();
  const sending: Promise<unknown>[] = [];
  for (let count = 0; count < (rate * STEP_MS) / 1_000; count += 1) {
    await pause(Math.max(0, began + (count * 1_000) / rate - performance.now()));
    const [terminal, orderId] = [terminals[count % terminals.length], orders[count % orders.length]];
    if (!terminal || !orderId) throw new Error('nobody is there');
    const lines = [{ itemId, quantity: 1, modifiers: [], lineId: newId<LineId>() }];
    sending.push(journal.tell(terminal, { type: 'order.addLines', orderId, lines }));
  }
  await Promise.all(sending);
  const fast = journal.entries.filter(
    ({ askedAt, ackAt }) => (ackAt ?? Number.POSITIVE_INFINITY) - askedAt < BEARABLE_MS,
  );
  return fast.length >= NEARLY_ALL * journal.entries.length;
};

/** The highest rate that these processes bear on this machine, in commands a second; the lowest that is tried where none is. */
export const bearableRate = async (cast: Cast): Promise<number> => {
  const orders: OrderId[] = [];
  // Several bills each: what is on one bill goes one after another.
  for (let count = 0; count < 4; count += 1) {
    for (const { cafe } of cast.terminals) orders.push((await cafe.orders.open({ serviceType: 'counter' })).orderId);
  }
  let borne: number = STEPS[0];
  for (const rate of STEPS) {
    if (!(await bears(cast, orders, rate))) break;
    borne = rate;
  }
  return borne;
};
