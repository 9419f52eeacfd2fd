import { readFileSync } from 'node:fs';
import { initialMenu, menuStream } from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import { COLUMNS } from './csv-table.ts';
import { nothing } from './given-menu.suite.ts';
import { planImport } from './import.ts';
import { storeId } from './menu-fixture.suite.ts';

const doc = readFileSync(new URL('../../docs/menu-import.md', import.meta.url), 'utf8');
const [, example = ''] = /```csv\n([\s\S]*?)```/.exec(doc) ?? [];

test('[MEN-25] the example of docs/menu-import.md makes the menu it shows', () => {
  const planned = planImport(
    { importId: storeId, storeId, format: 'csv', bytes: new TextEncoder().encode(example), currency: 'EUR' },
    initialMenu,
  );
  const menu = planned
    .reduce((past, { command }) => past.after(past.when(command) as never), nothing)
    .state(menuStream(storeId));
  const name = (list: Readonly<Record<string, { readonly name: string }>>, ids: readonly string[] = []) =>
    ids.map((id) => list[id]?.name);
  const items = Object.values(menu.items).map(({ name: called, price, variants, ...item }) => ({
    called,
    prices: variants?.map((variant) => variant.price) ?? [price],
    category: name(menu.categories, [item.categoryId]),
    groups: name(menu.modifierGroups, item.modifierGroupIds),
    stations: name(menu.stations, item.stationIds),
    taxes: name(menu.taxRates, [item.taxes.default, item.taxes.takeaway ?? '']),
    allergens: item.allergens,
  }));
  const taxes = ['VAT 19 %', 'VAT 7 %'];
  expect(items).toEqual([
    {
      called: 'Cappuccino',
      prices: [320, 390],
      category: ['Coffee'],
      groups: ['Milk'],
      stations: [],
      taxes,
      allergens: [],
    },
    {
      called: 'Granola',
      prices: [650],
      category: ['Breakfast'],
      groups: [],
      stations: ['Kitchen', 'Bar'],
      taxes,
      allergens: ['gluten', 'nuts', 'milk'],
    },
  ]);
  expect(Object.values(menu.modifierGroups)).toMatchObject([{ min: 1, max: 1, required: true, maxQuantity: 1 }]);
});

test('[MEN-25] docs/menu-import.md names every column', () => {
  expect(COLUMNS.filter((column) => !doc.includes(`\`${column}\``))).toEqual([]);
});
