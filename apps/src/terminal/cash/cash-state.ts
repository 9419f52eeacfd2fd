import {
  type Cafe,
  dueOf,
  type FollowedOrder,
  type OrderId,
  type SendOptions,
  type StoreState,
} from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { fieldsOf } from '../../session/browser-storage.ts';
import { asCount } from '../../session/typed.ts';
import { toast } from '../../ui/toast-list.ts';
import { attempt } from '../attempt.ts';
import { overlay, showFloor } from '../screen.ts';
import { say } from '../words.ts';
import { cashDue } from './quick-cash.ts';
import { askWhetherRight, isUnusual, looksUnusual } from './unusual.ts';

/** What was taken last: it is on the screen until the drawer is shut. */
export interface Taken {
  readonly orderId: OrderId;
  readonly tendered: number;
  readonly change: number;
  readonly due: number;
  /** The hub has not said so yet: it is kept on this device. */
  readonly isKept: boolean;
}

export const taken = signal<Taken | undefined>(undefined);

/** What was taken before a reload: the change may still be in somebody's hand. */
export const asTaken = (value: unknown): Taken | undefined => {
  const { orderId, tendered, change, due, isKept } = fieldsOf(value);
  const amounts = [tendered, change, due].map(asCount);
  if (typeof orderId !== 'string' || amounts.includes(undefined) || typeof isKept !== 'boolean') return undefined;
  return value as Taken; // looked at field by field
};

const isOnline = (cafe: Cafe): boolean => cafe.connection.getSnapshot().state === 'online';

/** What is to be paid in cash now, minor units: what the hub says, and what is on its way to it. */
export const dueNow = (
  order: FollowedOrder,
  { estimate, cash }: { estimate: number; cash: number },
  coin: number,
): number => Math.max(0, cashDue(dueOf(order.bill) + estimate - cash, coin));

/**
 * Takes cash. Without a connection it is kept here, and the change is what this device makes of it. An amount that looks like a
 * slip is taken when somebody has looked at it once more.
 */
export const takeCash = async (cafe: Cafe, orderId: OrderId, { tendered, due }: { tendered: number; due: number }) => {
  const expected = { orderId, tendered, change: Math.max(0, tendered - due), due: Math.max(0, due - tendered) };
  const onSaved = () => {
    if (!isOnline(cafe)) taken.value = { ...expected, isKept: true };
  };
  const take = (options: SendOptions, confirmUnusual: boolean) =>
    cafe.payments.takeCash(orderId, { tendered, ...(confirmUnusual && { confirmUnusual }) }, { ...options, onSaved });
  const isRight = () => askWhetherRight({ orderId, tendered, due });
  const answer = await attempt(say('doCash'), async (options) => {
    // Without a connection its refusal would come when the guests have left.
    if (!isOnline(cafe) && looksUnusual(tendered, due)) return (await isRight()) ? take(options, true) : undefined;
    try {
      return await take(options, false);
    } catch (thrown) {
      if (!isUnusual(thrown) || !isAsking(orderId)) throw thrown;
      return (await isRight()) ? take(options, true) : undefined;
    }
  });
  if (answer) taken.value = { ...expected, change: answer.change, due: answer.due, isKept: false };
  else if (taken.peek()?.orderId === orderId) taken.value = undefined;
};

/** Whether the kitchen still has something that hinders the close. */
export const isUnfinished = ({ bill }: FollowedOrder, store: StoreState | undefined): boolean =>
  store?.closeWithUnserved !== true &&
  bill.lines.some(({ state }) => state === 'held' || state === 'fired' || state === 'preparing');

/** Whether the sheet of this bill is open. */
const isAsking = (orderId: OrderId): boolean => {
  const now = overlay.peek();
  return now?.kind === 'cash' && now.orderId === orderId;
};

/** Nobody is taken away from where they went meanwhile. */
const leave = (orderId: OrderId): void => {
  if (isAsking(orderId)) showFloor();
};

/** Closes a paid bill, says its receipt number, and goes back to the floor. */
export const closeBill = async (cafe: Cafe, orderId: OrderId): Promise<void> => {
  const onSaved = () => {
    if (isOnline(cafe)) return;
    leave(orderId);
    toast({ text: say('closeKept'), icon: 'wait' });
  };
  const closed = await attempt(say('doClose'), (options) => cafe.orders.close(orderId, { ...options, onSaved }));
  if (!closed) return;
  leave(orderId);
  toast({ text: say('closedWith', { number: closed.receiptNumber }), icon: 'check', tone: 'good' });
};
