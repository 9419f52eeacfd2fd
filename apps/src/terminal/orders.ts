import type { Cafe, FollowedOrder, OrderId, RunningBill, TableId } from '@cafe/client-sdk';
import { newId } from '@cafe/client-sdk';
import { tableName } from '../i18n/table-name.ts';
import { toast } from '../ui/toast-list.ts';
import { attempt } from './attempt.ts';
import { showFloor, showOrder } from './screen.ts';
import { say } from './words.ts';

/** What a bill is called: its table, its name, or its number. */
export const nameOfBill = ({ tableLabel, tabName, displayNumber, serviceType }: RunningBill): string => {
  if (tableLabel !== undefined) return tableName(tableLabel);
  if (tabName !== undefined) return tabName;
  if (displayNumber !== undefined) return say('orderNumbered', { number: displayNumber });
  return say(serviceType === 'takeaway' ? 'takeaway' : 'counter');
};

export interface OpenWish {
  readonly serviceType: RunningBill['serviceType'];
  readonly tableId?: TableId;
  readonly covers?: number;
  readonly tabName?: string;
}

/** Opens a bill and shows it at once; where the hub refuses, the floor is back, with the reason. */
export const openOrder = async (cafe: Cafe, wish: OpenWish): Promise<void> => {
  const orderId = newId<OrderId>();
  showOrder(orderId, wish.tableId);
  const opened = await attempt(say('doOpen'), (options) => cafe.orders.open({ orderId, ...wish }, options));
  if (!opened) showFloor();
};

/** Lets the guests in who wait at a table, and shows their bill. */
export const admitGuests = async (cafe: Cafe, orderId: OrderId): Promise<void> => {
  await attempt(say('doAdmit'), (options) => cafe.guests.admit(orderId, undefined, options));
};

/** Brings what is ready to its guests. */
export const serveReady = async (cafe: Cafe, { orderId, bill }: FollowedOrder): Promise<void> => {
  const ready = bill.lines.filter(({ state }) => state === 'ready').map(({ lineId }) => lineId);
  if (ready.length === 0) {
    toast({ text: say('nothingReady'), icon: 'bell' });
    return;
  }
  await attempt(say('doServe'), (options) => cafe.orders.serve(orderId, ready.slice(0, 100), options));
};
