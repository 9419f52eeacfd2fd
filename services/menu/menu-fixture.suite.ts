import {
  CategoryId,
  ItemId,
  ModifierGroupId,
  ModifierId,
  OrderId,
  type SaveCategory,
  type SaveItem,
  type SaveModifierGroup,
  type SaveStation,
  type SaveTaxRate,
  StationId,
  StoreId,
  TaxRateId,
  VariantId,
} from '@cafe/contract';

// A small menu for tests: a coffee in two sizes with milk and extras, and a cake.

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const storeId = StoreId.parse(id(1));
export const orderId = OrderId.parse(id(2));
export const bar = StationId.parse(id(10));
export const pastry = StationId.parse(id(11));
export const full = TaxRateId.parse(id(20));
export const reduced = TaxRateId.parse(id(21));
export const coffee = CategoryId.parse(id(30));
export const cakes = CategoryId.parse(id(31));
export const milk = ModifierGroupId.parse(id(40));
export const extras = ModifierGroupId.parse(id(41));
export const wholeMilk = ModifierId.parse(id(50));
export const oatMilk = ModifierId.parse(id(51));
export const sugar = ModifierId.parse(id(52));
export const syrup = ModifierId.parse(id(53));
export const latte = ItemId.parse(id(60));
export const cake = ItemId.parse(id(61));
export const small = VariantId.parse(id(70));
export const large = VariantId.parse(id(71));
/** An id that nothing has. */
export const nobody = id(999);

export const saveBar: SaveStation = { type: 'menu.saveStation', stationId: bar, name: 'Bar', isDefault: true };
export const savePastry: SaveStation = {
  type: 'menu.saveStation',
  stationId: pastry,
  name: 'Pastry',
  isDefault: false,
};
export const saveFull: SaveTaxRate = {
  type: 'menu.saveTaxRate',
  taxRateId: full,
  name: 'VAT 19 %',
  ratePpm: 190_000,
  inclusive: true,
};
export const saveReduced: SaveTaxRate = { ...saveFull, taxRateId: reduced, name: 'VAT 7 %', ratePpm: 70_000 };
export const saveCoffee: SaveCategory = { type: 'menu.saveCategory', categoryId: coffee, name: 'Coffee', sort: 1 };
export const saveCakes: SaveCategory = {
  type: 'menu.saveCategory',
  categoryId: cakes,
  name: 'Cakes',
  sort: 2,
  stationIds: [pastry],
};
export const saveMilk: SaveModifierGroup = {
  type: 'menu.saveModifierGroup',
  modifierGroupId: milk,
  name: 'Milk',
  min: 1,
  max: 1,
  required: true,
  maxQuantity: 1,
  options: [
    { modifierId: wholeMilk, name: 'Whole milk', price: 0, allergens: ['milk'], isDefault: true },
    { modifierId: oatMilk, name: 'Oat milk', price: 60, allergens: ['gluten'] },
  ],
};
export const saveExtras: SaveModifierGroup = {
  type: 'menu.saveModifierGroup',
  modifierGroupId: extras,
  name: 'Extras',
  min: 0,
  max: 4,
  required: false,
  maxQuantity: 3,
  options: [
    { modifierId: sugar, name: 'Sugar', price: 0, allergens: [] },
    { modifierId: syrup, name: 'Syrup', price: 50, allergens: ['sulphites'] },
  ],
};
export const saveLatte: SaveItem = {
  type: 'menu.saveItem',
  itemId: latte,
  categoryId: coffee,
  name: 'Latte',
  description: 'Espresso and steamed milk',
  price: 350,
  variants: [
    { variantId: small, name: 'Small', price: 350 },
    { variantId: large, name: 'Large', price: 420 },
  ],
  modifierGroupIds: [milk, extras],
  taxes: { default: full, takeaway: reduced },
  allergens: [],
  diets: ['vegetarian'],
  stationIds: [],
  sort: 1,
  plu: '101',
};
export const saveCake: SaveItem = {
  type: 'menu.saveItem',
  itemId: cake,
  categoryId: cakes,
  name: 'Cheesecake',
  price: 490,
  modifierGroupIds: [],
  taxes: { default: full },
  allergens: ['milk', 'eggs'],
  diets: [],
  stationIds: [],
  sort: 1,
};

/** Everything above, in an order in which it can be saved. */
export const savesOfMenu = [
  ...[saveBar, savePastry, saveFull, saveReduced, saveCoffee, saveCakes],
  ...[saveMilk, saveExtras, saveLatte, saveCake],
] as const;
