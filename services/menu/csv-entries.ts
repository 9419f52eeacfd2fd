import {
  categoryFields,
  type Fields,
  groupFields,
  type Identified,
  idIn,
  type Reading,
  stationFields,
  taxFields,
} from './csv-fields.ts';
import { itemFields } from './csv-item-fields.ts';
import { idOf, type Named, namedIn, type ReadingContext, type Referable } from './csv-names.ts';
import type { Kind, KindRow } from './csv-rows.ts';
import type { ImportEntry } from './import-entry.ts';

/** Gives the rows of one kind their ids and makes them known under their names. */
const identify = (
  rows: readonly KindRow[],
  { kind, what, known }: { readonly kind: Kind; readonly what: string; readonly known: readonly Named[] },
  context: ReadingContext,
): { readonly rows: readonly Identified[]; readonly names: Referable } => {
  const mine = rows
    .filter((row) => row.kind === kind)
    .map((row) => ({ row, id: idOf(row, { known, path: '' }, context) }));
  const ids = new Set(mine.map(({ id }) => id));
  const inFile = mine.map(({ row, id }) => ({ id, name: row.name, archived: row.cells.yes('archived') }));
  return { rows: mine, names: { what, inFile, onMenu: known.filter(({ id }) => !ids.has(id)) } };
};

const entryOf = ({ id, row }: Identified, type: string, fields: Fields): ImportEntry => ({
  id,
  command: { type, ...fields, name: row.name },
  at: { row: row.cells.row },
  childRows: row.children.map(({ cells }) => cells.row),
});

/** An item is recognised by its name within its category; without a category cell, by its name alone. */
const itemEntry = (row: KindRow, reading: Reading): ImportEntry => {
  const { menu } = reading;
  const categoryId = idIn(row.cells, 'category', reading);
  const items = namedIn(menu.items);
  const known = items.filter(({ id }) => categoryId === undefined || menu.items[id]?.categoryId === categoryId);
  const id = idOf(row, { known, path: `${categoryId ?? ''}/` }, reading);
  return entryOf({ row, id }, 'menu.saveItem', itemFields({ row, id }, categoryId, reading));
};

/** The rows as commands, with ids and references resolved; what cannot be is noted. */
export const entriesOf = (rows: readonly KindRow[], context: ReadingContext): readonly ImportEntry[] => {
  const { menu } = context;
  const of = (kind: Kind, what: string, known: readonly Named[]) => identify(rows, { kind, what, known }, context);
  const stations = of('station', 'station', namedIn<{ readonly name: string }>(menu.stations));
  const taxes = of('tax', 'tax rate', namedIn<{ readonly name: string }>(menu.taxRates));
  const categories = of('category', 'category', namedIn(menu.categories));
  const groups = of('group', 'modifier group', namedIn(menu.modifierGroups));
  const references = {
    stations: stations.names,
    taxes: taxes.names,
    categories: categories.names,
    groups: groups.names,
  };
  const reading: Reading = { ...context, references };
  return [
    ...stations.rows.map((one) => entryOf(one, 'menu.saveStation', stationFields(one, reading))),
    ...taxes.rows.map((one) => entryOf(one, 'menu.saveTaxRate', taxFields(one, reading))),
    ...categories.rows.map((one) => entryOf(one, 'menu.saveCategory', categoryFields(one, reading))),
    ...groups.rows.map((one) => entryOf(one, 'menu.saveModifierGroup', groupFields(one, reading))),
    ...rows.filter(({ kind }) => kind === 'item').map((row) => itemEntry(row, reading)),
  ];
};
