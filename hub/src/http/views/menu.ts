import {
  CategorySaved,
  Instant,
  ItemId,
  ItemSaved,
  ModifierGroupSaved,
  StationId,
  StationSaved,
  TaxRateSaved,
} from '@cafe/contract';
import * as z from 'zod';

export const CategoryView = CategorySaved.omit({ type: true });
export const ModifierGroupView = ModifierGroupSaved.omit({ type: true });
export const TaxRateView = TaxRateSaved.omit({ type: true });
export const StationView = StationSaved.omit({ type: true });
/** An item, and whether it can be had: by hand until a moment, or because its count reached 0. */
export const ItemView = z.object({
  ...ItemSaved.omit({ type: true }).shape,
  availability: z.object({ state: z.enum(['available', 'sold_out']), until: Instant.optional() }),
  counted: z.boolean(),
  outOfStock: z.boolean(),
});

/** How many of an item are left; null: it is not counted. */
export const StockView = z.object({ itemId: ItemId, version: z.int(), remaining: z.int().nullable() });

/** The whole menu, archived things included; records are by id. */
export const MenuView = z.object({
  version: z.int(),
  categories: z.record(z.string(), CategoryView),
  items: z.record(z.string(), ItemView),
  modifierGroups: z.record(z.string(), ModifierGroupView),
  taxRates: z.record(z.string(), TaxRateView),
  stations: z.record(z.string(), StationView),
  defaultStationId: StationId.optional(),
});
