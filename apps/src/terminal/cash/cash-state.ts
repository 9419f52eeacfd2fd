import { type Cafe, dueOf, type FollowedOrder, type OrderId, type StoreState } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { toast } from '../../ui/toast-list.ts';
import { attempt } from '../attempt.ts';
import { overlay, showFloor } from '../screen.ts';
import { say } from '../words.ts';
import { cashDue } from './quick-cash.ts';

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

const isOnline = (cafe: Cafe): boolean => cafe.connection.getSnapshot().state === 'online';

/** What is to be paid in cash now, minor units: what the hub says, and what is on its way to it. */
export const dueNow = (
  order: FollowedOrder,
  { estimate, cash }: { estimate: number; cash: number },
  coin: number,
): number => Math.max(0, cashDue(dueOf(order.bill) + estimate - cash, coin));

/** Takes cash. Without a connection it is kept here, and the change is what this device makes of it. */
export const takeCash = async (cafe: Cafe, orderId: OrderId, { tendered, due }: { tendered: number; due: number }) => {
  const expected = { orderId, tendered, change: Math.max(0, tendered - due), due: Math.max(0, due - tendered) };
  const onSaved = () => {
    if (!isOnline(cafe)) taken.value = { ...expected, isKept: true };
  };
  const answer = await attempt(say('doCash'), (options) =>
    cafe.payments.takeCash(orderId, { tendered }, { ...options, onSaved }),
  );
  if (answer) taken.value = { ...expected, change: answer.change, due: answer.due, isKept: false };
};

/** Whether the kitchen still has something that hinders the close. */
export const isUnfinished = ({ bill }: FollowedOrder, store: StoreState | undefined): boolean =>
  store?.closeWithUnserved !== true &&
  bill.lines.some(({ state }) => state === 'held' || state === 'fired' || state === 'preparing');

/** Nobody is taken away from where they went meanwhile. */
const leave = (orderId: OrderId): void => {
  const now = overlay.peek();
  if (now?.kind === 'cash' && now.orderId === orderId) showFloor();
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
