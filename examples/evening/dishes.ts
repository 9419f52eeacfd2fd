import { isSoldOut, type LineWish, type MenuItem, type MenuState } from '@cafe/client-sdk';

/** Whether an item can be ordered as it is, without answering a question first. */
const isPlain = (menu: MenuState, item: MenuItem, now: string): boolean =>
  !item.archived &&
  !isSoldOut(item, now) &&
  item.modifierGroupIds.every((groupId) => menu.modifierGroups[groupId]?.required !== true);

/** One of an item, in its first variant where it has some. */
const oneOf = (item: MenuItem): LineWish => {
  const [variant] = item.variants ?? [];
  return { itemId: item.itemId, quantity: 1, ...(variant && { variantId: variant.variantId }) };
};

/**
 * Two things from different categories of a menu.
 *
 * @param nowMs the hub's clock
 * @throws {Error} where there are no two
 */
export const twoDishes = (menu: MenuState, nowMs: number): readonly [LineWish, LineWish] => {
  const now = new Date(nowMs).toISOString();
  const plain = Object.values(menu.items).filter((item) => isPlain(menu, item, now));
  const [first] = plain;
  const second = plain.find(({ categoryId }) => categoryId !== first?.categoryId);
  if (!first || !second) throw new Error('the menu has no two things to order');
  return [oneOf(first), oneOf(second)];
};
