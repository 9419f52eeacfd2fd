import * as z from 'zod';
import {
  CategoryId,
  ItemId,
  ModifierGroupId,
  ModifierId,
  Name,
  Note,
  Price,
  RatePpm,
  StationId,
  TaxRateId,
  VariantId,
} from '../scalars.ts';

/**
 * The 14 allergens that Regulation (EU) No 1169/2011, Annex II, asks a café to name, by code. The order is the annex's.
 */
export const Allergen = z.enum([
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soybeans',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
]);
export type Allergen = z.infer<typeof Allergen>;

/** What a dish is fit for, as the kitchen cooks it. `vegan` does not imply `vegetarian` here: say both. */
export const Diet = z.enum(['vegetarian', 'vegan', 'gluten_free', 'lactose_free', 'halal', 'kosher']);
export type Diet = z.infer<typeof Diet>;

const Sort = z.int().min(0).max(9_999);
const Stations = z.array(StationId).max(10);

// Raw shapes: a command makes strict objects of them, an event tolerant ones. A save states the whole thing, never a part.

export const categoryShape = {
  categoryId: CategoryId,
  name: Name,
  sort: Sort,
  /** The category above it; two levels are all there is. */
  parentId: CategoryId.optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .optional(),
  icon: z.string().min(1).max(40).optional(),
  /** Where its items are made, unless an item says otherwise. */
  stationIds: Stations.optional(),
  archived: z.boolean().optional(),
};

export const variantShape = { variantId: VariantId, name: Name, price: Price };

/** Which tax rate applies: `default`, unless the service type has its own. */
export const taxesShape = {
  default: TaxRateId,
  dine_in: TaxRateId.optional(),
  takeaway: TaxRateId.optional(),
  delivery: TaxRateId.optional(),
  counter: TaxRateId.optional(),
};

export const itemShape = {
  itemId: ItemId,
  categoryId: CategoryId,
  name: Name,
  description: Note.optional(),
  /** In minor units. Not used while there are variants: each has its own. */
  price: Price,
  modifierGroupIds: z.array(ModifierGroupId).max(10),
  allergens: z.array(Allergen).max(14),
  diets: z.array(Diet).max(6),
  /** Where it is made, all of them at once; empty: where its category says, else the default station. */
  stationIds: Stations,
  sort: Sort,
  /** The number people type or scan for it. */
  plu: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,20}$/)
    .optional(),
  archived: z.boolean().optional(),
};

export const optionShape = {
  modifierId: ModifierId,
  name: Name,
  /** Added to the unit price, once per quantity of the option. */
  price: Price,
  allergens: z.array(Allergen).max(14),
  /** Chosen by the app beforehand, and by the hub where a required group is left unanswered. */
  isDefault: z.boolean().optional(),
};

export const modifierGroupShape = {
  modifierGroupId: ModifierGroupId,
  name: Name,
  /** How many options, quantities counted, once one is chosen. */
  min: z.int().min(0).max(99),
  max: z.int().min(1).max(99),
  /** Whether nothing at all is refused. */
  required: z.boolean(),
  /** How often one option may be taken: 3 allows three sugars. */
  maxQuantity: z.int().min(1).max(20),
  archived: z.boolean().optional(),
};

export const taxRateShape = {
  taxRateId: TaxRateId,
  name: Name,
  ratePpm: RatePpm,
  /** Whether prices already contain it. */
  inclusive: z.boolean(),
};

export const stationShape = {
  stationId: StationId,
  name: Name,
  /** Where everything goes that names no station. Exactly one station is it. */
  isDefault: z.boolean(),
};

export const AvailabilityState = z.enum(['available', 'sold_out']);
export type AvailabilityState = z.infer<typeof AvailabilityState>;

/** How many are left; null: not counted. */
export const Remaining = z.int().min(0).max(100_000).nullable();
