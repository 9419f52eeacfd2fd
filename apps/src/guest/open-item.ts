import type { MenuItem, MenuState, OrderLine } from '@cafe/client-sdk';
import { type Signal, signal } from '@preact/signals';
import { type Choice, choiceOf, usualOf } from './choice.ts';
import type { Wish } from './wishes.ts';

/** A dish that is looked at, and what is chosen of it so far. */
export interface OpenItem {
  readonly item: MenuItem;
  readonly choice: Signal<Choice>;
  /** The line of the cart that is being changed, where it is one. */
  readonly line?: OrderLine;
  /** The one that still waits on this phone. */
  readonly wish?: Wish;
}

/** At most one is open. */
export const openItem = signal<OpenItem | undefined>();

export const closeItem = (): void => {
  openItem.value = undefined;
};

export const lookAt = (menu: MenuState, item: MenuItem): void => {
  openItem.value = { item, choice: signal(usualOf(menu, item)) };
};

/** Opens a line of one's own again. A dish that has gone from the menu is not opened. */
export const changeLine = (menu: MenuState, line: OrderLine): void => {
  const item = menu.items[line.itemId];
  if (item) openItem.value = { item, line, choice: signal(choiceOf(line)) };
};

export const changeWish = (menu: MenuState, wish: Wish): void => {
  const item = menu.items[wish.itemId];
  if (!item) return;
  const modifiers = Object.fromEntries(
    (wish.modifiers ?? []).map(({ modifierId, quantity = 1 }) => [modifierId, quantity]),
  );
  const { variantId, quantity, note = '' } = wish;
  openItem.value = { item, wish, choice: signal({ variantId, modifiers, quantity, note }) };
};
