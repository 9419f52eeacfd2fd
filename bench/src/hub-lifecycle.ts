import { randomUUID } from 'node:crypto';
import type { HubAccess } from './hub-access.ts';
import { openBill, sendTwoLines } from './hub-bills.ts';
import type { Done, Terminal } from './hub-terminal.ts';
import type { LifecycleResult } from './measurement.ts';
import { percentile } from './percentile.ts';
import { pick } from './sockets.ts';

interface Extent {
  readonly bills: number;
  readonly inFlight: number;
}

/** One thing done to each of many bills. */
type Work = (n: number) => Promise<unknown>;

/** Does the work of every bill, `inFlight` at a time, and times each to its acknowledgement. */
const timed = async (step: string, { bills, inFlight }: Extent, work: Work): Promise<LifecycleResult> => {
  const latenciesMs: number[] = [];
  let next = 0;
  const keepWorking = async () => {
    while (next < bills) {
      const n = next;
      next += 1;
      const sentAt = performance.now();
      await work(n);
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: inFlight }, keepWorking));
  const seconds = (performance.now() - startedAt) / 1000;
  const [p50Ms, p99Ms] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.99)];
  return { step, inFlight, bills, perSecond: bills / seconds, p50Ms, p99Ms };
};

const totalOf = ({ result }: Done): number => Number(result?.['total']);

/** A round of two lines is sent, cooked and served. Resolves with what the bill comes to. */
const cookRound = async (terminal: Terminal, orderId: string, access: HubAccess): Promise<number> => {
  const id = randomUUID();
  const sent = await terminal.send(sendTwoLines(id, orderId, access), id);
  const lineIds = [`${id.slice(0, -1)}a`, `${id.slice(0, -1)}b`];
  await terminal.send({ type: 'order.finish', orderId, lineIds });
  await terminal.send({ type: 'order.serve', orderId, lineIds });
  return totalOf(sent);
};

/** A bill between opening and closing: a round is sent, cooked, served and paid for. */
const fillAndPay = async (terminal: Terminal, orderId: string, access: HubAccess): Promise<void> => {
  const tendered = await cookRound(terminal, orderId, access);
  await terminal.send({ type: 'payment.takeCash', orderId, paymentId: randomUUID(), tendered });
};

/** What a whole bill is: opened, two rounds that are cooked and served, paid in cash, closed. */
export const COMMANDS_PER_BILL = 9;
const ROUNDS = 2;

/** Plays a whole bill of two rounds from its opening to its end. Resolves when its end is durable. */
export const playBill = async (terminal: Terminal, access: HubAccess): Promise<void> => {
  const orderId = await openBill(terminal);
  let total = 0;
  for (let round = 0; round < ROUNDS; round += 1) total = await cookRound(terminal, orderId, access);
  await terminal.send({ type: 'payment.takeCash', orderId, paymentId: randomUUID(), tendered: total });
  await terminal.send({ type: 'order.close', orderId });
};

/** Opens bills, fills and pays them off the clock, and closes them. */
export const measureLifecycle = async (
  terminals: readonly Terminal[],
  access: HubAccess,
  extent: Extent,
): Promise<LifecycleResult[]> => {
  const orderIds: string[] = [];
  const opening = await timed('open a bill', extent, async (n) => {
    orderIds[n] = await openBill(pick(terminals, n));
  });
  await timed('off the clock', extent, (n) => fillAndPay(pick(terminals, n), pick(orderIds, n), access));
  const closing = await timed('close a paid bill', extent, (n) =>
    pick(terminals, n).send({ type: 'order.close', orderId: pick(orderIds, n) }),
  );
  return [opening, closing];
};
