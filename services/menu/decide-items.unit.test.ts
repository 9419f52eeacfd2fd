import {
  CategoryId,
  ItemId,
  type MenuCommand,
  ModifierGroupId,
  ModifierId,
  type SaveModifierGroup,
  StationId,
  TaxRateId,
} from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { menu, nothing } from './given-menu.suite.ts';
import {
  bar,
  cake,
  latte,
  milk,
  nobody,
  oatMilk,
  saveCake,
  saveCakes,
  saveCoffee,
  saveExtras,
  saveFull,
  saveLatte,
  saveMilk,
  small,
  storeId,
  sugar,
} from './menu-fixture.suite.ts';

const stream = menuStream(storeId);
const after = (past: typeof menu, ...commands: readonly MenuCommand[]) =>
  commands.reduce((before, command) => {
    const changes = before.when(command);
    if (typeof changes === 'string') throw new Error(changes);
    return before.after(changes);
  }, past);

describe('saving an item', () => {
  const tart = { ...saveCake, itemId: ItemId.parse(nobody), name: 'Tart' };

  test('[MEN-1] makes it, whole', () => {
    expect(menu.when(tart)).toEqual([{ stream, events: [{ ...tart, type: 'menu.itemSaved' }] }]);
  });

  test('[MEN-1] replaces it, and leaves its availability and its count alone', () => {
    const past = after(
      menu,
      { type: 'menu.setAvailability', itemId: cake, state: 'sold_out' },
      { type: 'menu.setStock', itemId: cake, remaining: 0 },
      { ...saveCake, price: 510 },
    );
    expect(past.state(stream).items[cake]).toMatchObject({
      price: 510,
      availability: { state: 'sold_out' },
      counted: true,
      outOfStock: true,
    });
  });

  test('[MEN-1] stays quiet when it says nothing new, also while it is sold out', () => {
    expect(menu.when(saveLatte)).toEqual([]);
    const soldOut = after(menu, { type: 'menu.setAvailability', itemId: latte, state: 'sold_out' });
    expect(soldOut.when(saveLatte)).toEqual([]);
  });

  test('[MEN-1] says a thing in one way: what is not set is left out', () => {
    expect(menu.when({ ...saveCake, archived: false, variants: [] })).toEqual([]);
    expect(menu.when({ ...saveCakes, archived: false })).toEqual([]);
    const options = saveMilk.options.map((option) => ({ isDefault: false, ...option }));
    expect(menu.when({ ...saveMilk, archived: false, options })).toEqual([]);
  });

  test.each([
    { what: 'a category', save: { ...tart, categoryId: CategoryId.parse(nobody) }, kind: 'category' },
    {
      what: 'a modifier group',
      save: { ...tart, modifierGroupIds: [ModifierGroupId.parse(nobody)] },
      kind: 'modifier group',
    },
    { what: 'a tax rate', save: { ...tart, taxes: { default: TaxRateId.parse(nobody) } }, kind: 'tax rate' },
    {
      what: 'a tax rate of a service type',
      save: { ...tart, taxes: { ...tart.taxes, delivery: TaxRateId.parse(nobody) } },
      kind: 'tax rate',
    },
    { what: 'a station', save: { ...tart, stationIds: [StationId.parse(nobody)] }, kind: 'station' },
  ])('[MEN-2] is refused with $what that is not there', ({ save, kind }) => {
    expect(menu.refusal(save)).toMatchObject({ code: 'menu.not_found', details: { kind, id: nobody } });
  });

  test('[MEN-2] names nothing archived, unless it is archived itself', () => {
    const past = after(menu, { ...saveCake, archived: true }, { ...saveCakes, archived: true });
    expect(past.when(tart)).toBe('menu.not_found');
    expect(past.when({ ...tart, archived: true })).toHaveLength(1);
  });

  test('[MEN-6] is refused before there is a station', () => {
    expect(after(nothing, saveFull, saveCoffee).when(saveLatte)).toBe('menu.default_station');
  });

  test.each([
    {
      field: 'variants',
      save: { ...saveLatte, variants: [...(saveLatte.variants ?? []), { variantId: small, name: 'S', price: 1 }] },
    },
    { field: 'modifierGroupIds', save: { ...saveLatte, modifierGroupIds: [milk, milk] } },
    { field: 'stationIds', save: { ...saveLatte, stationIds: [bar, bar] } },
    { field: 'allergens', save: { ...saveCake, allergens: ['milk' as const, 'milk' as const] } },
    { field: 'diets', save: { ...saveCake, diets: ['vegan' as const, 'vegan' as const] } },
    { field: 'plu', save: { ...saveCake, plu: '101' } },
  ])('[MEN-7] is refused when $field repeats', ({ field, save }) => {
    expect(menu.refusal(save)).toMatchObject({ code: 'menu.invalid_item', details: { field } });
  });

  test('[MEN-7] may take the PLU of an archived item', () => {
    const past = after(menu, { ...saveLatte, archived: true });
    expect(past.when({ ...saveCake, plu: '101' })).toHaveLength(1);
  });

  test('[MEN-8] an archived one stays with all it was, and is back when it is saved without the mark', () => {
    const past = after(menu, { ...saveLatte, archived: true });
    expect(past.state(stream).items[latte]).toMatchObject({ name: 'Latte', plu: '101', archived: true });
    expect(after(past, saveLatte).state(stream)).toEqual(menu.state(stream));
  });
});

describe('saving a modifier group', () => {
  const bread: SaveModifierGroup = {
    ...saveExtras,
    modifierGroupId: ModifierGroupId.parse(nobody),
    name: 'Bread',
    options: [{ modifierId: ModifierId.parse(nobody), name: 'Rye', price: 0, allergens: ['gluten'] }],
    max: 3,
  };

  test('[MEN-1] makes it, whole, and stays quiet when it says nothing new', () => {
    expect(menu.when(bread)).toEqual([{ stream, events: [{ ...bread, type: 'menu.modifierGroupSaved' }] }]);
    expect(menu.when(saveMilk)).toEqual([]);
  });

  test.each([
    { limits: 'min above max', save: { ...bread, min: 3, max: 2 } },
    { limits: 'max above options × maxQuantity', save: { ...bread, max: 4, maxQuantity: 3 } },
    {
      limits: 'more defaults than max',
      save: { ...saveMilk, options: saveMilk.options.map((option) => ({ ...option, isDefault: true })) },
    },
    { limits: 'fewer defaults than min', save: { ...saveMilk, min: 2, max: 2, maxQuantity: 2 } },
  ])('[MEN-5] is refused with $limits', ({ save }) => {
    expect(menu.when(save)).toBe('menu.invalid_group');
  });

  test('[MEN-5] max may be all that there is', () => {
    expect(menu.when({ ...bread, min: 3, max: 3, maxQuantity: 3 })).toHaveLength(1);
  });

  test('[MEN-5] is refused with an option twice, or with one of another group', () => {
    const [rye] = bread.options;
    expect(menu.when({ ...bread, options: [...bread.options, ...bread.options] })).toBe('menu.invalid_group');
    const foreign = { name: 'Oat', price: 0, allergens: [], ...rye, modifierId: oatMilk };
    expect(menu.when({ ...bread, options: [foreign] })).toBe('menu.invalid_group');
    expect(menu.refusal({ ...bread, options: [{ ...foreign, modifierId: sugar }] }).details).toEqual({
      modifierId: sugar,
    });
  });

  test('[MEN-4] is not archived while an item has it', () => {
    expect(menu.refusal({ ...saveMilk, archived: true }).details).toEqual({ names: ['Latte'] });
    const free = after(menu, { ...saveLatte, modifierGroupIds: [] });
    expect(free.when({ ...saveMilk, archived: true })).toHaveLength(1);
  });
});
