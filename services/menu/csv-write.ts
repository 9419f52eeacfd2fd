import type { Category, MenuItem, MenuState, ModifierGroup } from '@cafe/contract/folds';
import { PERCENT_DIGITS, textOf } from './csv-cells.ts';
import { isUuid } from './csv-names.ts';
import { type Column, writeTable } from './csv-table.ts';

type Cells = Readonly<Partial<Record<Column, string>>>;

/** Writes references to one kind of thing. */
type NameOf = (id: string) => string;

/** What is written for a reference: the name, where it is unmistakable and fits into a list, else the id. */
const namesOf = (things: Readonly<Record<string, { readonly name: string }>>): NameOf => {
  const counts = new Map<string, number>();
  for (const { name } of Object.values(things)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (id) => {
    const name = things[id]?.name ?? id;
    const plain = name === name.trim() && name !== '' && !name.includes(';') && !isUuid(name);
    return plain && counts.get(name) === 1 ? name : id;
  };
};

interface Writing {
  readonly money: (amount: number) => string;
  readonly station: NameOf;
  readonly tax: NameOf;
  readonly category: NameOf;
  readonly group: NameOf;
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const list = (texts: readonly string[] | undefined): string => (texts ?? []).join('; ');
const archivedCell = (archived: boolean | undefined): Cells => (archived === true ? { archived: 'yes' } : {});

const bySort = (
  one: { readonly sort: number; readonly name: string },
  other: { readonly sort: number; readonly name: string },
): number => one.sort - other.sort || (one.name < other.name ? -1 : 1);

const categoryRow = (category: Category, writing: Writing): Cells => ({
  kind: 'category',
  name: category.name,
  category: category.parentId === undefined ? '' : writing.category(category.parentId),
  stations: list(category.stationIds?.map(writing.station)),
  sort: String(category.sort),
  colour: category.colour ?? '',
  icon: category.icon ?? '',
  ...archivedCell(category.archived),
  id: category.categoryId,
});

const groupRows = (group: ModifierGroup, { money }: Writing): readonly Cells[] => [
  {
    kind: 'group',
    name: group.name,
    min: String(group.min),
    max: String(group.max),
    required: yesNo(group.required),
    each: String(group.maxQuantity),
    ...archivedCell(group.archived),
    id: group.modifierGroupId,
  },
  ...group.options.map((option) => ({
    kind: 'option',
    name: option.name,
    price: money(option.price),
    allergens: list(option.allergens),
    default: option.isDefault === true ? 'yes' : '',
    id: option.modifierId,
  })),
];

const itemRows = (item: MenuItem, { money, station, tax, category, group }: Writing): readonly Cells[] => {
  const { taxes } = item;
  const rate = (id: string | undefined): string => (id === undefined ? '' : tax(id));
  const row: Cells = {
    kind: 'item',
    name: item.name,
    price: money(item.price),
    category: category(item.categoryId),
    groups: list(item.modifierGroupIds.map(group)),
    description: item.description ?? '',
    allergens: list(item.allergens),
    diets: list(item.diets),
    tax: tax(taxes.default),
    tax_dine_in: rate(taxes.dine_in),
    tax_takeaway: rate(taxes.takeaway),
    tax_delivery: rate(taxes.delivery),
    tax_counter: rate(taxes.counter),
    stations: list(item.stationIds.map(station)),
    sort: String(item.sort),
    plu: item.plu ?? '',
    ...archivedCell(item.archived),
    id: item.itemId,
  };
  const variants = (item.variants ?? []).map(({ variantId, name, price }) => {
    return { kind: 'variant', name, price: money(price), id: variantId };
  });
  return [row, ...variants];
};

/**
 * The menu as a CSV that a café owner can read and a spreadsheet can edit; reading it again gives the same menu. What is
 * sold out and what is counted are not in it. `digits`: of the store's currency after the point.
 */
export const toCsv = (menu: MenuState, digits: number): string => {
  const writing: Writing = {
    money: (amount) => textOf(amount, digits),
    station: namesOf(menu.stations),
    tax: namesOf(menu.taxRates),
    category: namesOf(menu.categories),
    group: namesOf(menu.modifierGroups),
  };
  const categories = Object.values(menu.categories).toSorted(bySort);
  const items = Object.values(menu.items).toSorted(bySort);
  return writeTable([
    ...Object.values(menu.stations).map(({ stationId, name, isDefault }) => {
      return { kind: 'station', name, default: yesNo(isDefault), id: stationId };
    }),
    ...Object.values(menu.taxRates).map(({ taxRateId, name, ratePpm, inclusive }) => {
      const rate = textOf(ratePpm, PERCENT_DIGITS).replace(/\.?0+$/, '');
      return { kind: 'tax', name, rate, included: yesNo(inclusive), id: taxRateId };
    }),
    ...categories.map((category) => categoryRow(category, writing)),
    ...Object.values(menu.modifierGroups).flatMap((group) => groupRows(group, writing)),
    ...categories.flatMap(({ categoryId }) =>
      items.filter((item) => item.categoryId === categoryId).flatMap((item) => itemRows(item, writing)),
    ),
  ]);
};
