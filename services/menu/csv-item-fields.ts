import type { MenuItem } from '@cafe/contract/folds';
import type { Cells } from './csv-cells.ts';
import {
  archived,
  childrenOf,
  type Fields,
  type Identified,
  idIn,
  idsIn,
  overlay,
  type Reading,
  sort,
} from './csv-fields.ts';

const variantsOf = (item: Identified, reading: Reading): Fields => {
  const before = reading.menu.items[item.id]?.variants ?? [];
  // A file without kinds is a plain list of items and says nothing about variants.
  if (!item.row.cells.has('kind')) return before.length === 0 ? {} : { variants: before };
  const fields = ({ row: { cells }, id }: Identified): Fields => ({
    ...overlay(
      before.find(({ variantId }) => variantId === id),
      cells,
      { price: { price: cells.price('price') } },
    ),
    variantId: id,
  });
  const known = before.map(({ variantId, name }) => ({ id: variantId, name }));
  const variants = childrenOf(item, known, { reading, fields });
  return variants.length === 0 ? {} : { variants };
};

const SERVICE_COLUMNS = ['dine_in', 'takeaway', 'delivery', 'counter'] as const;

/** The rate a new item takes where its row names none: the only one there is. */
const onlyTax = ({ references: { taxes } }: Reading): string | undefined => {
  const [only, ...others] = [...taxes.inFile, ...taxes.onMenu];
  return others.length === 0 ? only?.id : undefined;
};

const taxesOf = (cells: Cells, before: MenuItem | undefined, reading: Reading): Fields => {
  const stated = idIn(cells, 'tax', reading);
  const kept = cells.has('tax') ? undefined : before?.taxes.default;
  if (stated === undefined && kept === undefined && onlyTax(reading) === undefined) {
    reading.note({ row: cells.row, field: 'tax', message: 'name a tax rate: there is not just one' });
  }
  const byService = SERVICE_COLUMNS.map((service) => {
    const column = `tax_${service}` as const;
    return [service, cells.has(column) ? idIn(cells, column, reading) : before?.taxes[service]] as const;
  });
  const stating = byService.filter(([, id]) => id !== undefined);
  return { taxes: { default: stated ?? kept ?? onlyTax(reading), ...Object.fromEntries(stating) } };
};

export const itemFields = (item: Identified, categoryId: string | undefined, reading: Reading): Fields => {
  const { cells } = item.row;
  const known = reading.menu.items[item.id];
  const { availability: _, counted: __, outOfStock: ___, variants: ____, ...saved } = known ?? {};
  return {
    ...overlay(known && saved, cells, {
      price: { price: cells.price('price') ?? (item.row.children.length > 0 ? 0 : undefined) },
      category: { categoryId },
      groups: { modifierGroupIds: idsIn(cells, 'groups', reading) },
      description: { description: cells.text('description') },
      allergens: { allergens: cells.list('allergens') },
      diets: { diets: cells.list('diets') },
      stations: { stationIds: idsIn(cells, 'stations', reading) },
      sort: sort(cells),
      plu: { plu: cells.text('plu')?.trim() },
      archived: archived(cells),
    }),
    ...taxesOf(cells, known, reading),
    ...variantsOf(item, reading),
    itemId: item.id,
  };
};
