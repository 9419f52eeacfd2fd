import type { ServiceType } from '@cafe/contract';
import { type Category, isSoldOut, type MenuItem, type MenuState, type ModifierGroup } from '@cafe/contract/folds';

/** One item as a guest at a table reads it. Amounts in minor units. */
export interface ShownItem {
  readonly item: MenuItem;
  readonly soldOut: boolean;
  readonly groups: readonly ModifierGroup[];
  /** Whether the price contains its tax. */
  readonly inclusive: boolean;
}
export interface Section {
  readonly category: Category;
  readonly items: readonly ShownItem[];
  /** Categories below it; they have none themselves. */
  readonly below: readonly Section[];
}

/** Which menu is shown: as it is at a moment, in the order of a language, at the prices of a service type. */
export interface Occasion {
  readonly at: string;
  readonly locale: string;
  readonly serviceType: ServiceType;
}

type Sorted = { readonly sort: number; readonly name: string };

/** The menu as it hangs on the wall: archived things and empty categories are not on it, sold out ones are and say so. */
export const sectionsOf = (menu: MenuState, { at, locale, serviceType }: Occasion): readonly Section[] => {
  const { compare } = new Intl.Collator(locale);
  const inOrder = (one: Sorted, other: Sorted) => one.sort - other.sort || compare(one.name, other.name);
  const items = Object.values(menu.items).filter(({ archived }) => !archived);
  const categories = Object.values(menu.categories).filter(({ archived }) => !archived);

  const shown = (item: MenuItem): ShownItem => ({
    item,
    soldOut: isSoldOut(item, at),
    groups: item.modifierGroupIds.flatMap((id) => menu.modifierGroups[id] ?? []).filter(({ archived }) => !archived),
    inclusive: menu.taxRates[item.taxes[serviceType] ?? item.taxes.default]?.inclusive ?? true,
  });
  const itemsIn = (categoryId: string) =>
    items
      .filter((item) => item.categoryId === categoryId)
      .sort(inOrder)
      .map(shown);
  const sectionsIn = (parentId: string | undefined): readonly Section[] =>
    categories
      .filter((category) => category.parentId === parentId)
      .sort(inOrder)
      .map((category) => ({
        category,
        items: itemsIn(category.categoryId),
        below: parentId === undefined ? sectionsIn(category.categoryId) : [],
      }))
      .filter((section) => section.items.length > 0 || section.below.length > 0);
  return sectionsIn(undefined);
};

/** Every item of some sections, with those below. */
export const itemsOf = (sections: readonly Section[]): readonly ShownItem[] =>
  sections.flatMap(({ items, below }) => [...items, ...itemsOf(below)]);
