import * as z from 'zod';
import { Instant, ItemId } from '../scalars.ts';
import {
  AvailabilityState,
  categoryShape,
  itemShape,
  modifierGroupShape,
  optionShape,
  Remaining,
  stationShape,
  taxesShape,
  taxRateShape,
  variantShape,
} from './shapes.ts';

/** Makes a category, or replaces it whole. Archiving hides it; its history stays. */
export const SaveCategory = z.strictObject({ type: z.literal('menu.saveCategory'), ...categoryShape });
export type SaveCategory = z.infer<typeof SaveCategory>;

/** Makes an item, or replaces it whole; what is on orders already keeps the name and price it was sent with. */
export const SaveItem = z.strictObject({
  type: z.literal('menu.saveItem'),
  ...itemShape,
  variants: z.array(z.strictObject(variantShape)).max(20).optional(),
  taxes: z.strictObject(taxesShape),
});
export type SaveItem = z.infer<typeof SaveItem>;

/** Makes a modifier group with its options, or replaces it whole. */
export const SaveModifierGroup = z.strictObject({
  type: z.literal('menu.saveModifierGroup'),
  ...modifierGroupShape,
  options: z.array(z.strictObject(optionShape)).min(1).max(30),
});
export type SaveModifierGroup = z.infer<typeof SaveModifierGroup>;

/** Makes a tax rate, or replaces it. Lines that were sent keep the rate they were sent with. */
export const SaveTaxRate = z.strictObject({ type: z.literal('menu.saveTaxRate'), ...taxRateShape });
export type SaveTaxRate = z.infer<typeof SaveTaxRate>;

/** Makes a station, or renames it, or makes it the default one. */
export const SaveStation = z.strictObject({ type: z.literal('menu.saveStation'), ...stationShape });
export type SaveStation = z.infer<typeof SaveStation>;

/** Says by hand that an item is sold out, for good or `until` a moment, or that it is back. */
export const SetAvailability = z.strictObject({
  type: z.literal('menu.setAvailability'),
  itemId: ItemId,
  state: AvailabilityState,
  /** Only with `sold_out`: when it comes back by itself. */
  until: Instant.optional(),
});
export type SetAvailability = z.infer<typeof SetAvailability>;

/** Sets how many of an item are left, and counts it from then on; null stops the counting. */
export const SetStock = z.strictObject({ type: z.literal('menu.setStock'), itemId: ItemId, remaining: Remaining });
export type SetStock = z.infer<typeof SetStock>;

export const MENU_COMMANDS = [
  SaveCategory,
  SaveItem,
  SaveModifierGroup,
  SaveTaxRate,
  SaveStation,
  SetAvailability,
  SetStock,
] as const;
export type MenuCommand = z.infer<(typeof MENU_COMMANDS)[number]>;
