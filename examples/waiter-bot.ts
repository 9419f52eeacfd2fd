/**
 * A bot that waits tables: it lets guests in, sends what they ask for to the kitchen, and brings what is ready. It stands on
 * what it follows alone: whatever it sees that is to be done, it does, also what happened while it was away.
 *
 *     node examples/dist/waiter-bot.js [http://localhost:3000]
 */
import { type Cafe, CafeError, type FollowedOrder } from '@cafe/client-sdk';
import { comeIn, signIn } from './come-in.ts';
import { readExampleConfig } from './config.ts';

const config = readExampleConfig();
const device = await comeIn(config, 'Waiter bot', 'terminal');
await signIn(device, config);
const { cafe } = device;

/** What a bill asks of a waiter now, and how it is done. The same thing has the same name, so it is done once at a time. */
const tasksOf = ({ orderId, bill }: FollowedOrder, { guests, orders }: Cafe): Map<string, () => Promise<unknown>> => {
  const tasks = new Map<string, () => Promise<unknown>>();
  const idsOf = (state: string) => bill.lines.filter((line) => line.state === state).map(({ lineId }) => lineId);
  const [pending, ready] = [idsOf('pending'), idsOf('ready')];
  const waits = bill.guests.some(({ status }) => status === 'pending');
  if (waits) tasks.set(`${orderId} lets guests in`, () => guests.admit(orderId));
  if (pending.length > 0) tasks.set(`${orderId} sends ${pending}`, () => orders.approveLines(orderId, pending));
  if (ready.length > 0) tasks.set(`${orderId} brings ${ready}`, () => orders.serve(orderId, ready));
  return tasks;
};

const atWork = new Set<string>();
const work = async (name: string, task: () => Promise<unknown>): Promise<void> => {
  if (atWork.has(name)) return;
  atWork.add(name);
  try {
    await task();
    console.log(name);
  } catch (error) {
    // Somebody else was faster, or the kitchen changed its mind: what is still to be done is seen with the next change.
    console.log(`${name}: ${error instanceof CafeError ? error.code : String(error)}`);
  } finally {
    atWork.delete(name);
  }
};

const floor = cafe.floor();
floor.subscribe(() => {
  const { status, value } = floor.getSnapshot();
  if (status !== 'live') return console.log(`the floor is ${status}`);
  for (const order of value?.orders ?? []) {
    for (const [name, task] of tasksOf(order, cafe)) void work(name, task);
  }
});
console.log('the bot is at work');
