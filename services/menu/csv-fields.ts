import type { Cells } from './csv-cells.ts';
import { idOf, type Named, type ReadingContext, type Referable, referTo } from './csv-names.ts';
import type { KindRow } from './csv-rows.ts';
import type { Column } from './csv-table.ts';

/** The fields of a command, not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A row with the id it got. */
export interface Identified {
  readonly row: KindRow;
  readonly id: string;
}

/** What rows of one file may refer to. */
export interface References {
  readonly stations: Referable;
  readonly taxes: Referable;
  readonly categories: Referable;
  readonly groups: Referable;
}

export interface Reading extends ReadingContext {
  readonly references: References;
}

/** The columns that name something, and what. */
const REFERS = {
  category: 'categories',
  groups: 'groups',
  stations: 'stations',
  tax: 'taxes',
  tax_dine_in: 'taxes',
  tax_takeaway: 'taxes',
  tax_delivery: 'taxes',
  tax_counter: 'taxes',
} as const satisfies Partial<Record<Column, keyof References>>;
type ReferringColumn = keyof typeof REFERS;

/** The ids of what the cell names, separated by semicolons; what it names and is not there is noted. */
export const idsIn = (cells: Cells, column: ReferringColumn, { references, note }: Reading): readonly string[] =>
  cells
    .list(column)
    .flatMap((text) => referTo(text, references[REFERS[column]], { row: cells.row, field: column, note }) ?? []);

/** The id of the one thing the cell names; nothing where the cell is empty or names nothing. */
export const idIn = (cells: Cells, column: ReferringColumn, { references, note }: Reading): string | undefined => {
  const text = cells.text(column)?.trim();
  if (text === undefined || text === '') return undefined;
  return referTo(text, references[REFERS[column]], { row: cells.row, field: column, note });
};

/**
 * The fields of a thing: what it was, where the file lacks the column, else what the cell says. A cell that says nothing
 * clears what may be absent.
 */
export const overlay = (before: object | undefined, cells: Cells, said: Partial<Record<Column, Fields>>): Fields => {
  const fields: Record<string, unknown> = { ...before };
  for (const [column, values] of Object.entries(said)) {
    // Object.entries only says string; the keys of `said` are columns.
    if (before === undefined || cells.has(column as Column)) Object.assign(fields, values);
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
};

export const archived = (cells: Cells): Fields => ({ archived: cells.yes('archived') === true ? true : undefined });

export const stationFields = ({ row: { cells }, id }: Identified, { menu }: Reading): Fields => ({
  ...overlay(menu.stations[id], cells, { default: { isDefault: cells.yes('default') ?? false } }),
  stationId: id,
});

export const taxFields = ({ row: { cells }, id }: Identified, { menu }: Reading): Fields => ({
  ...overlay(menu.taxRates[id], cells, {
    rate: { ratePpm: cells.percent('rate') },
    included: { inclusive: cells.yes('included') },
  }),
  taxRateId: id,
});

/** Where nothing says otherwise, things stand in the order of the file. */
export const sort = (cells: Cells): Fields => ({ sort: cells.integer('sort') ?? Math.min(cells.row, 9_999) });

export const categoryFields = ({ row: { cells }, id }: Identified, reading: Reading): Fields => {
  const stations = idsIn(cells, 'stations', reading);
  return {
    ...overlay(reading.menu.categories[id], cells, {
      sort: sort(cells),
      category: { parentId: idIn(cells, 'category', reading) },
      stations: { stationIds: stations.length === 0 ? undefined : stations },
      colour: { colour: cells.text('colour')?.trim() },
      icon: { icon: cells.text('icon')?.trim() },
      archived: archived(cells),
    }),
    categoryId: id,
  };
};

/** Rows of options or variants, each under its id. */
export const childrenOf = (
  { row, id }: Identified,
  known: readonly Named[],
  { reading, fields }: { readonly reading: Reading; readonly fields: (child: Identified) => Fields },
): readonly Fields[] =>
  row.children.map((child) => {
    const childId = idOf(child, { known, path: `${id}/` }, reading);
    return { ...fields({ row: child, id: childId }), name: child.name };
  });

const optionsOf = (group: Identified, reading: Reading): readonly Fields[] => {
  const before = reading.menu.modifierGroups[group.id]?.options ?? [];
  const fields = ({ row: { cells }, id }: Identified): Fields => ({
    ...overlay(
      before.find(({ modifierId }) => modifierId === id),
      cells,
      {
        price: { price: cells.price('price') ?? 0 },
        allergens: { allergens: cells.list('allergens') },
        default: { isDefault: cells.yes('default') === true ? true : undefined },
      },
    ),
    modifierId: id,
  });
  const known = before.map(({ modifierId, name }) => ({ id: modifierId, name }));
  return childrenOf(group, known, { reading, fields });
};

export const groupFields = (group: Identified, reading: Reading): Fields => {
  const { cells } = group.row;
  const options = optionsOf(group, reading);
  return {
    ...overlay(reading.menu.modifierGroups[group.id], cells, {
      min: { min: cells.integer('min') ?? 0 },
      max: { max: cells.integer('max') ?? options.length },
      required: { required: cells.yes('required') ?? false },
      each: { maxQuantity: cells.integer('each') ?? 1 },
      archived: archived(cells),
    }),
    modifierGroupId: group.id,
    options,
  };
};
