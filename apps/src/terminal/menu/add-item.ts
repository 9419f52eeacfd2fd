import type { Cafe, LineWish, MenuItem, MenuState, OrderId } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { toast } from '../../ui/toast-list.ts';
import { attempt } from '../attempt.ts';
import { overlay } from '../screen.ts';
import { instantOf } from '../use-now.ts';
import { say } from '../words.ts';
import { tapOf } from './menu-parts.ts';

/** What was added last, to be repeated. */
const lastAdded = signal<{ readonly orderId: OrderId; readonly wish: LineWish; readonly name: string } | undefined>(
  undefined,
);

/** Where something is added: to which bill, from which menu. */
export interface Adding {
  readonly cafe: Cafe;
  readonly orderId: OrderId;
  readonly menu: MenuState;
}

/** Puts a line into the cart. It is on the bill at once; where the hub refuses, it goes from there and a toast says why. */
export const addLine = async ({ cafe, orderId }: Omit<Adding, 'menu'>, name: string, wish: LineWish): Promise<void> => {
  lastAdded.value = { orderId, wish, name };
  await attempt(say('doAdd', { name }), (options) => cafe.orders.addLines(orderId, [wish], options));
};

/** A tap on an item: it is added, or asks first for what has to be chosen. */
export const tapItem = (adding: Adding, item: MenuItem, quantity: number): void => {
  const { cafe, menu, orderId } = adding;
  const { itemId, name } = item;
  const tap = tapOf(menu, item, instantOf(cafe.now()));
  if (tap === 'soldOut') toast({ text: say('isSoldOut', { name }), icon: 'ban' });
  else if (tap === 'choose') overlay.value = { kind: 'choose', choosing: { orderId, itemId, quantity } };
  else void addLine(adding, name, { itemId, quantity });
};

/** Once more what was added last to this bill. */
export const repeatLast = (adding: Omit<Adding, 'menu'>): void => {
  const last = lastAdded.peek();
  if (last?.orderId !== adding.orderId) toast({ text: say('nothingToRepeat') });
  else void addLine(adding, last.name, last.wish);
};

/** Says that an item is sold out, or that it is back; a toast takes it back. */
export const setSoldOut = async (cafe: Cafe, item: MenuItem, isOut: boolean): Promise<void> => {
  const { itemId, name } = item;
  const state = isOut ? 'sold_out' : 'available';
  const done = await attempt(say('doSoldOut', { name }), (options) =>
    cafe.catalogue.setAvailability({ itemId, state }, options),
  );
  if (!done) return;
  const text = say(isOut ? 'nowSoldOut' : 'nowBack', { name });
  toast({ text, icon: isOut ? 'ban' : 'check', undo: () => void setSoldOut(cafe, item, !isOut) });
};
