import * as z from 'zod';
import { Instant, ItemId, OrderId } from '../scalars.ts';
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

/** A category as it is from now on, whole. */
export const CategorySaved = z.object({ type: z.literal('menu.categorySaved'), ...categoryShape });
export type CategorySaved = z.infer<typeof CategorySaved>;

/** An item as it is from now on, whole. Its availability and its count are not touched. */
export const ItemSaved = z.object({
  type: z.literal('menu.itemSaved'),
  ...itemShape,
  variants: z.array(z.object(variantShape)).optional(),
  taxes: z.object(taxesShape),
});
export type ItemSaved = z.infer<typeof ItemSaved>;

/** A modifier group as it is from now on, whole. */
export const ModifierGroupSaved = z.object({
  type: z.literal('menu.modifierGroupSaved'),
  ...modifierGroupShape,
  options: z.array(z.object(optionShape)),
});
export type ModifierGroupSaved = z.infer<typeof ModifierGroupSaved>;

export const TaxRateSaved = z.object({ type: z.literal('menu.taxRateSaved'), ...taxRateShape });
export type TaxRateSaved = z.infer<typeof TaxRateSaved>;

/** A station as it is from now on. With `isDefault` the others stop being it. */
export const StationSaved = z.object({ type: z.literal('menu.stationSaved'), ...stationShape });
export type StationSaved = z.infer<typeof StationSaved>;

/**
 * An item went off the menu or came back. By `hand` and by `count` are kept apart: units that come back must not undo
 * what somebody said by hand.
 */
export const AvailabilitySet = z.object({
  type: z.literal('menu.availabilitySet'),
  itemId: ItemId,
  state: AvailabilityState,
  until: Instant.optional(),
  cause: z.enum(['hand', 'count']),
});
export type AvailabilitySet = z.infer<typeof AvailabilitySet>;

/** An item is counted from now on, or no longer; the count itself is on `stock:<itemId>`. */
export const CountingSet = z.object({ type: z.literal('menu.countingSet'), itemId: ItemId, counted: z.boolean() });
export type CountingSet = z.infer<typeof CountingSet>;

export const MENU_EVENTS = [
  CategorySaved,
  ItemSaved,
  ModifierGroupSaved,
  TaxRateSaved,
  StationSaved,
  AvailabilitySet,
  CountingSet,
] as const;
export type MenuEvent = z.infer<(typeof MENU_EVENTS)[number]>;

/** Somebody counted what is there, or stopped counting (null). */
export const StockSet = z.object({ type: z.literal('stock.set'), itemId: ItemId, remaining: Remaining });
export type StockSet = z.infer<typeof StockSet>;

const movement = { itemId: ItemId, orderId: OrderId, quantity: z.int().positive() };
/** Units went to an order that was sent. */
export const StockTaken = z.object({ type: z.literal('stock.taken'), ...movement });
export type StockTaken = z.infer<typeof StockTaken>;
/** Units came back from an order: voided before anybody prepared them. */
export const StockReturned = z.object({ type: z.literal('stock.returned'), ...movement });
export type StockReturned = z.infer<typeof StockReturned>;

export const STOCK_EVENTS = [StockSet, StockTaken, StockReturned] as const;
export type StockEvent = z.infer<(typeof STOCK_EVENTS)[number]>;
