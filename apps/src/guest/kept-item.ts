import type { MenuState, VariantId } from '@cafe/client-sdk';
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fieldsOf } from '../session/browser-storage.ts';
import { asCount, asCounts, asText, keepTyped, typedBefore } from '../session/typed.ts';
import type { Choice } from './choice.ts';
import { changeWish, lookAt, openItem } from './open-item.ts';
import type { Visit } from './visit.ts';

/** A dish that was open when the page was left, and what was chosen and written of it. */
interface KeptItem {
  readonly itemId: string;
  readonly choice: Choice;
  /** The line that was being changed, where it was one that still waited on this phone. */
  readonly wishId?: string | undefined;
}

const asChoice = (value: unknown): Choice | undefined => {
  const { variantId, modifiers, quantity, note } = fieldsOf(value);
  const [chosen, many, words] = [asCounts(modifiers), asCount(quantity), asText(note)];
  if (!chosen || many === undefined || words === undefined) return undefined;
  return { variantId: asText(variantId) as VariantId | undefined, modifiers: chosen, quantity: many, note: words }; // an id that this very page wrote down
};

const asKept = (value: unknown): KeptItem | undefined => {
  const { itemId, choice, wishId } = fieldsOf(value);
  const chosen = asChoice(choice);
  return typeof itemId === 'string' && chosen ? { itemId, choice: chosen, wishId: asText(wishId) } : undefined;
};

/** Opens what was open. What the menu has no more stays closed. */
const resume = (menu: MenuState, kept: KeptItem, visit: Visit): void => {
  const item = menu.items[kept.itemId];
  if (!item) return;
  const wish = visit.wishes.list.peek().find(({ lineId }) => lineId === kept.wishId);
  if (wish) changeWish(menu, wish);
  else lookAt(menu, item);
  const open = openItem.peek();
  if (open) open.choice.value = kept.choice;
};

/** Keeps the dish that is open, with what is chosen of it, over a reload. A line that lies in the table's cart is there anyway. */
export const useKeptItem = (visit: Visit): void => {
  useEffect(() => {
    const name = `item ${visit.code}`;
    let before = asKept(typedBefore(name));
    return effect(() => {
      const menu = visit.menu.value;
      if (!menu) return;
      if (before) resume(menu, before, visit);
      before = undefined;
      const open = openItem.value;
      const kept = open &&
        !open.line && { itemId: open.item.itemId, choice: open.choice.value, wishId: open.wish?.lineId };
      keepTyped(name, kept || undefined);
    });
  }, [visit]);
};
