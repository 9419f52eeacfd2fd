import { describe, expect, test } from '@jest/globals';
import { CategoryId, ItemId, ModifierGroupId, ModifierId, StationId, TaxRateId, VariantId } from '../scalars.ts';
import type { ItemSaved, MenuEvent } from './events.ts';
import { type LineChoice, priceLine } from './price-line.ts';
import { evolveMenu, initialMenu } from './state.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const AT = '2026-11-23T12:00:00.000Z';
const dineIn = { serviceType: 'dine_in', at: AT } as const;

const bar = StationId.parse(id(10));
const kitchen = StationId.parse(id(11));
const full = TaxRateId.parse(id(20));
const reduced = TaxRateId.parse(id(21));
const drinks = CategoryId.parse(id(30));
const coffee = CategoryId.parse(id(31));
const milk = ModifierGroupId.parse(id(40));
const extras = ModifierGroupId.parse(id(41));
const whole = ModifierId.parse(id(50));
const oat = ModifierId.parse(id(51));
const sugar = ModifierId.parse(id(52));
const syrup = ModifierId.parse(id(53));
const small = VariantId.parse(id(70));
const large = VariantId.parse(id(71));
const nobody = id(999);

const latte: ItemSaved = {
  type: 'menu.itemSaved',
  itemId: ItemId.parse(id(60)),
  categoryId: coffee,
  name: 'Latte',
  price: 1,
  variants: [
    { variantId: small, name: 'Small', price: 350 },
    { variantId: large, name: 'Large', price: 420 },
  ],
  modifierGroupIds: [milk, extras],
  taxes: { default: full, takeaway: reduced },
  allergens: ['soybeans'],
  diets: [],
  stationIds: [],
  sort: 1,
};
const { variants: _, ...withoutVariants } = latte;
const toast: ItemSaved = {
  ...withoutVariants,
  itemId: ItemId.parse(id(61)),
  name: 'Toast',
  price: 300,
  modifierGroupIds: [],
};
const group = { min: 1, max: 1, required: true, maxQuantity: 1 };
const events: readonly MenuEvent[] = [
  { type: 'menu.stationSaved', stationId: bar, name: 'Bar', isDefault: true },
  { type: 'menu.stationSaved', stationId: kitchen, name: 'Kitchen', isDefault: false },
  { type: 'menu.taxRateSaved', taxRateId: full, name: '19 %', ratePpm: 190_000, inclusive: true },
  { type: 'menu.taxRateSaved', taxRateId: reduced, name: '7 %', ratePpm: 70_000, inclusive: true },
  { type: 'menu.categorySaved', categoryId: drinks, name: 'Drinks', sort: 1 },
  { type: 'menu.categorySaved', categoryId: coffee, name: 'Coffee', sort: 1, parentId: drinks },
  {
    type: 'menu.modifierGroupSaved',
    modifierGroupId: milk,
    name: 'Milk',
    ...group,
    options: [
      { modifierId: whole, name: 'Whole', price: 0, allergens: ['milk'], isDefault: true },
      { modifierId: oat, name: 'Oat', price: 60, allergens: ['gluten'] },
    ],
  },
  {
    type: 'menu.modifierGroupSaved',
    modifierGroupId: extras,
    name: 'Extras',
    ...{ min: 2, max: 4, required: false, maxQuantity: 3 },
    options: [
      { modifierId: sugar, name: 'Sugar', price: 0, allergens: [] },
      { modifierId: syrup, name: 'Syrup', price: 50, allergens: ['soybeans', 'sulphites'] },
    ],
  },
  latte,
  toast,
];
const fold = (...more: readonly MenuEvent[]) => [...events, ...more].reduce(evolveMenu, initialMenu);
const menu = fold();
const largeLatte: LineChoice = { itemId: latte.itemId, variantId: large };

const priced = (choice: LineChoice, state = menu, occasion: Parameters<typeof priceLine>[2] = dineIn) => {
  const pricing = priceLine(state, choice, occasion);
  if (!pricing.ok) throw new Error(pricing.problem.message);
  return pricing.line;
};
const problemOf = (choice: LineChoice, state = menu) => {
  const pricing = priceLine(state, choice, dineIn);
  if (pricing.ok) throw new Error(`${pricing.line.name} was priced`);
  return pricing.problem;
};

describe('the price', () => {
  test('[MEN-10] is that of the variant, or of the item where there are none', () => {
    expect(priced(largeLatte)).toMatchObject({ name: 'Latte', variantName: 'Large', unitPrice: 420 });
    expect(priced({ itemId: toast.itemId })).toEqual({
      name: 'Toast',
      unitPrice: 300,
      modifiers: [],
      tax: { taxRateId: full, ratePpm: 190_000, inclusive: true },
      stationIds: [bar],
      allergens: ['soybeans'],
    });
  });

  test('[MEN-10] needs a variant where there are some, and one of the item', () => {
    expect(problemOf({ itemId: latte.itemId })).toMatchObject({
      code: 'menu.variant_required',
      details: { variantIds: [small, large] },
    });
    expect(problemOf({ ...largeLatte, variantId: VariantId.parse(nobody) }).code).toBe('menu.not_found');
    expect(problemOf({ itemId: toast.itemId, variantId: large }).code).toBe('menu.not_found');
  });

  test('[MEN-16] is taxed at the rate of the service type, else at the default one', () => {
    expect(priced(largeLatte, menu, { serviceType: 'takeaway', at: AT }).tax.taxRateId).toBe(reduced);
    expect(priced(largeLatte, menu, { serviceType: 'delivery', at: AT }).tax.taxRateId).toBe(full);
  });
});

describe('modifiers', () => {
  const choose = (...modifiers: readonly (readonly [ModifierId, number])[]): LineChoice => ({
    ...largeLatte,
    modifiers: modifiers.map(([modifierId, quantity]) => ({ modifierId, quantity })),
  });

  test('[MEN-11] are priced by the menu, in the order of its groups, one named twice with its sum', () => {
    expect(priced(choose([sugar, 1], [oat, 1], [sugar, 1])).modifiers).toEqual([
      { modifierId: oat, name: 'Oat', price: 60, quantity: 1 },
      { modifierId: sugar, name: 'Sugar', price: 0, quantity: 2 },
    ]);
  });

  test.each([
    {
      what: 'more than max',
      choice: choose([whole, 1], [oat, 1]),
      details: { modifierGroupId: milk, max: 1, chosen: 2 },
    },
    { what: 'too much of one', choice: choose([sugar, 4]), details: { modifierGroupId: extras, maxQuantity: 3 } },
    {
      what: 'fewer than min, once one is chosen',
      choice: choose([sugar, 1]),
      details: { modifierGroupId: extras, min: 2 },
    },
    { what: 'one that is nowhere', choice: choose([ModifierId.parse(nobody), 1]), details: { modifierId: nobody } },
    {
      what: 'one of another item',
      choice: { ...choose([oat, 1]), itemId: toast.itemId, variantId: undefined },
      details: {},
    },
  ])('[MEN-11] are refused with $what', ({ choice, details }) => {
    expect(problemOf(choice)).toMatchObject({ code: 'menu.invalid_modifiers', details });
  });

  test('[MEN-12] a required group that is left unanswered takes its defaults', () => {
    expect(priced(largeLatte).modifiers).toEqual([{ modifierId: whole, name: 'Whole', price: 0, quantity: 1 }]);
  });

  test('[MEN-12] without defaults it is refused', () => {
    const options = [{ modifierId: whole, name: 'Whole', price: 0, allergens: [] }];
    const state = fold({ type: 'menu.modifierGroupSaved', modifierGroupId: milk, name: 'Milk', ...group, options });
    expect(problemOf(largeLatte, state)).toMatchObject({
      code: 'menu.invalid_modifiers',
      details: { modifierGroupId: milk, min: 1, max: 1, chosen: 0 },
    });
    const asked = {
      type: 'menu.modifierGroupSaved',
      modifierGroupId: milk,
      name: 'Milk',
      ...group,
      min: 0,
      options,
    } as const;
    expect(problemOf(largeLatte, fold(asked)).details).toMatchObject({ min: 1 });
  });

  test('[MEN-15] bring their allergens, each once', () => {
    expect(priced(choose([oat, 1], [syrup, 2])).allergens).toEqual(['soybeans', 'gluten', 'sulphites']);
    expect(menu.items[latte.itemId]?.allergens).toEqual(['soybeans']);
  });
});

describe('where it is made', () => {
  const category = { type: 'menu.categorySaved', sort: 1 } as const;
  const above: MenuEvent = { ...category, categoryId: drinks, name: 'Drinks', stationIds: [kitchen] };
  const own: MenuEvent = {
    ...category,
    categoryId: coffee,
    name: 'Coffee',
    parentId: drinks,
    stationIds: [kitchen, bar],
  };

  test('[MEN-13] is where the item says, else its category, else the one above, else the default station', () => {
    expect(priced(largeLatte).stationIds).toEqual([bar]);
    expect(priced(largeLatte, fold(above)).stationIds).toEqual([kitchen]);
    expect(priced(largeLatte, fold(above, own)).stationIds).toEqual([kitchen, bar]);
    expect(priced(largeLatte, fold(above, own, { ...latte, stationIds: [bar] })).stationIds).toEqual([bar]);
  });

  test('[MEN-13] follows the default station, and a menu without one lets no line out', () => {
    const moved = fold({ type: 'menu.stationSaved', stationId: kitchen, name: 'Kitchen', isDefault: true });
    expect(priced(largeLatte, moved).stationIds).toEqual([kitchen]);
    const { defaultStationId, ...without } = menu;
    expect(problemOf(largeLatte, without).code).toBe('menu.not_found');
  });
});

describe('what cannot be had', () => {
  const off = { type: 'menu.availabilitySet', itemId: latte.itemId, state: 'sold_out' } as const;

  test('[MEN-14] what is unknown or archived is not found', () => {
    expect(problemOf({ itemId: ItemId.parse(nobody) }).code).toBe('menu.not_found');
    expect(problemOf(largeLatte, fold({ ...latte, archived: true })).code).toBe('menu.not_found');
  });

  test('[MEN-14] what is sold out by hand or by count is sold out', () => {
    expect(problemOf(largeLatte, fold({ ...off, cause: 'hand' }))).toMatchObject({
      code: 'menu.sold_out',
      details: { itemId: latte.itemId },
    });
    expect(problemOf(largeLatte, fold({ ...off, cause: 'count' })).code).toBe('menu.sold_out');
    expect(
      priced(largeLatte, fold({ ...off, cause: 'hand' }, { ...off, state: 'available', cause: 'hand' })).unitPrice,
    ).toBe(420);
  });

  test('[MEN-17] what was sold out until a moment that has passed is priced', () => {
    const later = '2026-11-23T12:00:00.001Z';
    expect(priced(largeLatte, fold({ ...off, until: AT, cause: 'hand' })).unitPrice).toBe(420);
    expect(problemOf(largeLatte, fold({ ...off, until: later, cause: 'hand' })).details).toMatchObject({
      until: later,
    });
  });
});
