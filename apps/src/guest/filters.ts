import type { MenuItem, MenuState } from '@cafe/client-sdk';
import { type Group, groupsOf } from './choice.ts';

export type Allergen = MenuItem['allergens'][number];
export type Diet = MenuItem['diets'][number];

/** What somebody wants to see of the menu. */
export interface Wanted {
  readonly text: string;
  /** Must not be in it. */
  readonly without: readonly Allergen[];
  /** Must all be true of it. */
  readonly diets: readonly Diet[];
}

export const EVERYTHING: Wanted = { text: '', without: [], diets: [] };

/** `adaptable`: as it usually comes it holds what somebody avoids, and it can be had without. */
export type Fit = 'fits' | 'adaptable' | 'no';

const holds = (allergens: readonly Allergen[], avoided: ReadonlySet<Allergen>): boolean =>
  allergens.some((one) => avoided.has(one));

/** What of an item's groups makes of it: one that must be answered and has nothing without it leaves no way. */
const fitOfGroup = ({ required, options }: Group, avoided: ReadonlySet<Allergen>): Fit => {
  const bad = options.filter(({ allergens }) => holds(allergens, avoided));
  if (required && options.length > 0 && bad.length === options.length) return 'no';
  return bad.some(({ isDefault }) => isDefault === true) ? 'adaptable' : 'fits';
};

/** Whether an item suits what somebody avoids and eats, with what it comes with. */
export const fitOf = (menu: MenuState, item: MenuItem, { without, diets }: Omit<Wanted, 'text'>): Fit => {
  if (!diets.every((diet) => item.diets.includes(diet))) return 'no';
  const avoided = new Set(without);
  if (holds(item.allergens, avoided)) return 'no';
  const fits = groupsOf(menu, item).map((group) => fitOfGroup(group, avoided));
  if (fits.includes('no')) return 'no';
  return fits.includes('adaptable') ? 'adaptable' : 'fits';
};

/** Lower case and without accents, so that “creme” finds “Crème”. */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const isNamed = ({ name, description = '' }: MenuItem, text: string): boolean => {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const written = folded(`${name} ${description}`);
  return words.every((word) => written.includes(word));
};

/** An item as the menu shows it. */
export interface Shown {
  readonly item: MenuItem;
  readonly fit: Exclude<Fit, 'no'>;
}

export interface Section {
  readonly categoryId: string;
  readonly name: string;
  readonly colour: string | undefined;
  readonly items: readonly Shown[];
}

const bySort = (one: { readonly sort: number }, other: { readonly sort: number }): number => one.sort - other.sort;

/** The menu in its order, with what is wanted of it; categories of which nothing is left are not there. */
export const sectionsOf = (menu: MenuState, wanted: Wanted): readonly Section[] => {
  const items = Object.values(menu.items)
    .filter((item) => item.archived !== true && isNamed(item, wanted.text))
    .toSorted(bySort);
  return Object.values(menu.categories)
    .filter(({ archived }) => archived !== true)
    .toSorted(bySort)
    .map(({ categoryId, name, colour }) => ({
      categoryId,
      name,
      colour,
      items: items
        .filter((item) => item.categoryId === categoryId)
        .flatMap((item) => {
          const fit = fitOf(menu, item, wanted);
          return fit === 'no' ? [] : [{ item, fit }];
        }),
    }))
    .filter(({ items: left }) => left.length > 0);
};

/** What the menu has at all: nobody is asked about what no dish holds. */
export const foundIn = (
  menu: MenuState,
): { readonly allergens: ReadonlySet<Allergen>; readonly diets: ReadonlySet<Diet> } => {
  const items = Object.values(menu.items).filter(({ archived }) => archived !== true);
  const options = items.flatMap((item) => groupsOf(menu, item).flatMap((group) => group.options));
  return {
    allergens: new Set([...items, ...options].flatMap(({ allergens }) => allergens)),
    diets: new Set(items.flatMap(({ diets }) => diets)),
  };
};

/** A list with one thing in it that was not, or without the one that was. */
export const toggled = <Thing>(list: readonly Thing[], thing: Thing): readonly Thing[] =>
  list.includes(thing) ? list.filter((one) => one !== thing) : [...list, thing];
