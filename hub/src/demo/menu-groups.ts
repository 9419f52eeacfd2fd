import type { Allergen, GroupName } from './demo-item.ts';

interface DemoOption {
  readonly name: string;
  /** In cents, tax included. */
  readonly price: number;
  readonly allergens?: readonly Allergen[];
  readonly isDefault?: true;
}

export interface DemoGroup {
  readonly name: GroupName;
  readonly min: number;
  readonly max: number;
  readonly required: boolean;
  /** How often the same option may be taken. */
  readonly maxQuantity: number;
  readonly options: readonly DemoOption[];
}

const one = { min: 1, max: 1, required: true, maxQuantity: 1 } as const;
const upTo = (max: number, maxQuantity = 1) => ({ min: 0, max, required: false, maxQuantity }) as const;

export const groups: readonly DemoGroup[] = [
  {
    name: 'Milk',
    ...one,
    options: [
      { name: 'Whole milk', price: 0, allergens: ['milk'], isDefault: true },
      { name: 'Lactose-free milk', price: 0, allergens: ['milk'] },
      { name: 'Oat milk', price: 60, allergens: ['gluten'] },
      { name: 'Soy milk', price: 60, allergens: ['soybeans'] },
      { name: 'Almond milk', price: 70, allergens: ['nuts'] },
    ],
  },
  {
    name: 'Coffee extras',
    ...upTo(3, 2),
    options: [
      { name: 'Extra shot', price: 100 },
      { name: 'Decaffeinated', price: 0 },
      { name: 'Extra hot', price: 0 },
    ],
  },
  {
    name: 'Sugar and syrup',
    ...upTo(6, 3),
    options: [
      { name: 'White sugar', price: 0 },
      { name: 'Brown sugar', price: 0 },
      { name: 'Vanilla syrup', price: 60 },
      { name: 'Caramel syrup', price: 60 },
      { name: 'Hazelnut syrup', price: 60, allergens: ['nuts'] },
    ],
  },
  {
    name: 'Ice and lemon',
    ...upTo(2),
    options: [
      { name: 'With ice', price: 0 },
      { name: 'Slice of lemon', price: 0 },
    ],
  },
  {
    name: 'Eggs',
    ...one,
    options: [
      { name: 'Scrambled', price: 0, allergens: ['milk'], isDefault: true },
      { name: 'Fried', price: 0 },
      { name: 'Poached', price: 0 },
      { name: 'Boiled, soft', price: 0 },
    ],
  },
  {
    name: 'Bread',
    ...one,
    options: [
      { name: 'Sourdough', price: 0, allergens: ['gluten'], isDefault: true },
      { name: 'Rye', price: 0, allergens: ['gluten'] },
      { name: 'Bread without gluten', price: 150 },
    ],
  },
  {
    name: 'Breakfast extras',
    ...upTo(5, 2),
    options: [
      { name: 'Avocado', price: 280 },
      { name: 'Bacon', price: 250 },
      { name: 'Smoked salmon', price: 390, allergens: ['fish'] },
      { name: 'Halloumi', price: 320, allergens: ['milk'] },
      { name: 'Feta', price: 220, allergens: ['milk'] },
      { name: 'One more egg', price: 180, allergens: ['eggs'] },
    ],
  },
  {
    name: 'Dressing',
    ...one,
    options: [
      { name: 'Vinaigrette', price: 0, allergens: ['mustard', 'sulphites'], isDefault: true },
      { name: 'Yoghurt and herbs', price: 0, allergens: ['milk'] },
      { name: 'Tahini and lemon', price: 0, allergens: ['sesame'] },
    ],
  },
  {
    name: 'Sandwich extras',
    ...upTo(4),
    options: [
      { name: 'French fries', price: 390 },
      { name: 'Small salad', price: 390, allergens: ['mustard', 'sulphites'] },
      { name: 'Fried egg', price: 180, allergens: ['eggs'] },
      { name: 'Extra cheese', price: 150, allergens: ['milk'] },
    ],
  },
  {
    name: 'Cake extras',
    ...upTo(2),
    options: [
      { name: 'Whipped cream', price: 80, allergens: ['milk'] },
      { name: 'Vanilla ice cream', price: 190, allergens: ['milk', 'eggs'] },
    ],
  },
];
