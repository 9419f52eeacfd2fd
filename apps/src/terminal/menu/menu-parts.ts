import { isSoldOut, type MenuItem, type MenuState } from '@cafe/client-sdk';
import { priceLine } from '@cafe/client-sdk/pricing';

export type Category = MenuState['categories'][string];
export type ModifierGroup = MenuState['modifierGroups'][string];

const bySort = (one: { readonly sort: number }, other: { readonly sort: number }): number => one.sort - other.sort;

/** Categories of the first level that are in use and have something in them. Pure. */
export const categoriesOf = (menu: MenuState): readonly Category[] =>
  Object.values(menu.categories)
    .filter(({ archived, parentId }) => !archived && parentId === undefined)
    .filter(({ categoryId }) => itemsOf(menu, categoryId).length > 0)
    .toSorted(bySort);

/** The items of a category and of those below it; of all where none is named, category by category. Pure. */
export const itemsOf = (menu: MenuState, categoryId?: string): readonly MenuItem[] => {
  const sortOf = ({ categoryId: own }: MenuItem): number => {
    const category = menu.categories[own];
    const above = category?.parentId === undefined ? undefined : menu.categories[category.parentId];
    return (above ?? category)?.sort ?? 0;
  };
  const isIn = ({ categoryId: own }: MenuItem): boolean =>
    categoryId === undefined || own === categoryId || menu.categories[own]?.parentId === categoryId;
  return Object.values(menu.items)
    .filter((item) => !item.archived && isIn(item))
    .toSorted((one, other) => sortOf(one) - sortOf(other) || bySort(one, other));
};

/** The colour of the category that an item is in. */
export const colourOf = (menu: MenuState, { categoryId }: MenuItem): string | undefined => {
  const category = menu.categories[categoryId];
  const above = category?.parentId === undefined ? undefined : menu.categories[category.parentId];
  return category?.colour ?? above?.colour;
};

/** The groups of modifiers an item comes with, those that are in use. */
export const groupsOf = (menu: MenuState, { modifierGroupIds }: MenuItem): readonly ModifierGroup[] =>
  modifierGroupIds.flatMap((id) => {
    const group = menu.modifierGroups[id];
    return group && !group.archived ? [group] : [];
  });

/** What a tap on an item comes to: it is added as it is, something has to be chosen first, or it cannot be had. Pure. */
export const tapOf = (menu: MenuState, item: MenuItem, at: string): 'add' | 'choose' | 'soldOut' => {
  if (isSoldOut(item, at)) return 'soldOut';
  const priced = priceLine(menu, { itemId: item.itemId }, { serviceType: 'counter', at });
  return priced.ok ? 'add' : 'choose';
};

/** The least that an item costs, and whether there is more than one price. */
export const priceOf = ({ price, variants = [] }: MenuItem): { readonly least: number; readonly isFrom: boolean } => {
  const prices = variants.length > 0 ? variants.map((variant) => variant.price) : [price];
  return { least: Math.min(...prices), isFrom: new Set(prices).size > 1 };
};
