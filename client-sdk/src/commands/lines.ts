import type { ItemId, LineId, ModifierId, RequestedLine, VariantId } from '@cafe/contract';
import type { MakeId } from './send.ts';

/** A line as an app asks for it. It names no price: the hub takes it from the menu. */
export interface LineWish {
  readonly itemId: ItemId;
  /** 1–99. */
  readonly quantity: number;
  readonly variantId?: VariantId;
  /** Per unit of the line; `quantity` 1–20, 1 when absent. */
  readonly modifiers?: readonly { readonly modifierId: ModifierId; readonly quantity?: number }[];
  /** For the kitchen; 1–500 characters. */
  readonly note?: string;
  /** Whose it is at the table, 1–99. */
  readonly seat?: number;
  /** Made here when absent. */
  readonly lineId?: LineId;
}

/** Lines as they are sent, each with its id. */
export const requestedLines = (wishes: readonly LineWish[], newId: MakeId): RequestedLine[] =>
  wishes.map(({ lineId = newId<LineId>(), modifiers = [], ...wish }) => ({
    ...wish,
    lineId,
    modifiers: modifiers.map(({ modifierId, quantity = 1 }) => ({ modifierId, quantity })),
  }));
