import {
  CategoryId,
  type Command,
  ItemId,
  ModifierGroupId,
  ModifierId,
  type SaveItem,
  StationId,
  TaxRateId,
  VariantId,
} from '@cafe/contract';
import type { DemoIds } from './demo-ids.ts';
import type { DemoCategory, DemoItem, StationName, TaxKind } from './demo-item.ts';
import { breakfast } from './menu-breakfast.ts';
import { cakes } from './menu-cakes.ts';
import { coffee } from './menu-coffee.ts';
import { coldDrinks } from './menu-cold.ts';
import { type DemoGroup, groups } from './menu-groups.ts';
import { lunch } from './menu-lunch.ts';
import { sandwiches } from './menu-sandwiches.ts';
import { tea } from './menu-tea.ts';
import { wineAndBeer } from './menu-wine-beer.ts';

/** The menu in the order in which it is shown. */
export const categories: readonly DemoCategory[] = [
  coffee,
  tea,
  coldDrinks,
  breakfast,
  lunch,
  sandwiches,
  cakes,
  wineAndBeer,
];

const STATIONS: readonly StationName[] = ['Bar', 'Kitchen', 'Pastry'];
const FULL = 'VAT 19 %';
const REDUCED = 'VAT 7 %';
const TAX_RATES = [
  { name: FULL, ratePpm: 190_000 },
  { name: REDUCED, ratePpm: 70_000 },
] as const;

/** A gateau has so many slices, and when they are gone it is sold out. */
const COUNTED = [{ category: 'Cakes and pastries', item: 'Black Forest Gateau', remaining: 24 }] as const;

const stationId = ({ of }: DemoIds, name: StationName) => StationId.parse(of(`station:${name}`));
const taxRateId = ({ of }: DemoIds, name: string) => TaxRateId.parse(of(`tax:${name}`));
const groupId = ({ of }: DemoIds, name: string) => ModifierGroupId.parse(of(`group:${name}`));
const categoryId = ({ of }: DemoIds, name: string) => CategoryId.parse(of(`category:${name}`));
const itemId = ({ of }: DemoIds, category: string, item: string) => ItemId.parse(of(`item:${category}/${item}`));

const taxesOf = (ids: DemoIds, kind: TaxKind): SaveItem['taxes'] => {
  const [full, reduced] = [taxRateId(ids, FULL), taxRateId(ids, REDUCED)];
  if (kind === 'food') return { default: reduced };
  return kind === 'drink' ? { default: full } : { default: full, takeaway: reduced, delivery: reduced };
};

const saveGroup = (ids: DemoIds, { name, options, ...limits }: DemoGroup): Command => ({
  type: 'menu.saveModifierGroup',
  modifierGroupId: groupId(ids, name),
  name,
  ...limits,
  options: options.map(({ allergens = [], ...option }) => ({
    ...option,
    modifierId: ModifierId.parse(ids.of(`modifier:${name}/${option.name}`)),
    allergens: [...allergens],
  })),
});

const saveCategory = (ids: DemoIds, { name, colour, icon, station }: DemoCategory, index: number): Command => ({
  type: 'menu.saveCategory',
  categoryId: categoryId(ids, name),
  name,
  sort: index + 1,
  colour,
  icon,
  stationIds: [stationId(ids, station)],
});

/** The price of an item with sizes is that of the first; it is not used while there are some. */
const pricesOf = ({ of }: DemoIds, path: string, price: DemoItem['price']): Pick<SaveItem, 'price' | 'variants'> => {
  if (typeof price === 'number') return { price };
  const variants = Object.entries(price).map(([name, each]) => {
    return { variantId: VariantId.parse(of(`variant:${path}/${name}`)), name, price: each };
  });
  return { price: variants[0]?.price ?? 0, variants };
};

const saveItems = (ids: DemoIds, { name: category, plu, items }: DemoCategory): readonly Command[] =>
  items.map(({ name, description, price, tax, ...item }, index) => ({
    type: 'menu.saveItem',
    itemId: itemId(ids, category, name),
    categoryId: categoryId(ids, category),
    name,
    description,
    ...pricesOf(ids, `${category}/${name}`, price),
    modifierGroupIds: (item.groups ?? []).map((group) => groupId(ids, group)),
    taxes: taxesOf(ids, tax),
    allergens: [...(item.allergens ?? [])],
    diets: [...(item.diets ?? [])],
    stationIds: (item.stations ?? []).map((station) => stationId(ids, station)),
    sort: index + 1,
    plu: String(plu * 100 + index + 1),
  }));

/** The demo café's menu as commands, in an order in which each can be decided after those before it. */
export const menuCommands = (ids: DemoIds): readonly Command[] => [
  ...STATIONS.map((name, index): Command => {
    return { type: 'menu.saveStation', stationId: stationId(ids, name), name, isDefault: index === 0 };
  }),
  ...TAX_RATES.map(({ name, ratePpm }): Command => {
    return { type: 'menu.saveTaxRate', taxRateId: taxRateId(ids, name), name, ratePpm, inclusive: true };
  }),
  ...groups.map((group) => saveGroup(ids, group)),
  ...categories.map((category, index) => saveCategory(ids, category, index)),
  ...categories.flatMap((category) => saveItems(ids, category)),
  ...COUNTED.map(({ category, item, remaining }): Command => {
    return { type: 'menu.setStock', itemId: itemId(ids, category, item), remaining };
  }),
];
