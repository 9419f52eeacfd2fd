import * as z from 'zod';
import {
  ItemId,
  LineId,
  MinorUnits,
  ModifierId,
  Name,
  Note,
  Price,
  Quantity,
  RatePpm,
  StationId,
  TaxRateId,
  VariantId,
} from '../scalars.ts';

/** A modifier as asked for: `quantity` of it for one unit of the line. */
export const RequestedModifier = z.strictObject({ modifierId: ModifierId, quantity: Quantity.max(20).default(1) });
export type RequestedModifier = z.infer<typeof RequestedModifier>;

/** A line as asked for. It names no price: prices are the menu's to say, so a forged one cannot be written down. */
export const RequestedLine = z.strictObject({
  lineId: LineId,
  itemId: ItemId,
  variantId: VariantId.optional(),
  quantity: Quantity,
  modifiers: z.array(RequestedModifier).max(30).default([]),
  note: Note.optional(),
  seat: z.int().min(1).max(99).optional(),
});
export type RequestedLine = z.infer<typeof RequestedLine>;

export const LineModifier = z.object({ modifierId: ModifierId, name: Name, price: MinorUnits, quantity: Quantity });
export type LineModifier = z.infer<typeof LineModifier>;

/** The tax rate of a line as it was when its price was set. */
export const LineTax = z.object({ taxRateId: TaxRateId, ratePpm: RatePpm, inclusive: z.boolean() });
export type LineTax = z.infer<typeof LineTax>;

/** A line with its name, price and tax as they were when it was added or, once sent, frozen. Later menu changes do not touch it. */
export const PricedLine = z.object({
  lineId: LineId,
  itemId: ItemId,
  variantId: VariantId.optional(),
  name: Name,
  variantName: Name.optional(),
  quantity: Quantity,
  /** Price of one unit without its modifiers, minor units. */
  unitPrice: Price,
  modifiers: z.array(LineModifier),
  tax: LineTax,
  /** Where it is made; never empty, the default station at least. */
  stationIds: z.array(StationId).min(1),
  /** Codes of the EU-14 list, of the item and its modifiers together. */
  allergens: z.array(z.string()),
  note: Note.optional(),
  seat: z.int().optional(),
});
export type PricedLine = z.infer<typeof PricedLine>;
