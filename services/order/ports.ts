import type { ItemId, OrderId } from '@cafe/contract';
import type { Change, Desk } from '../kernel/definition.ts';

/** What an order wants of an item's count. `ref` names the line and comes back with the answer. */
export interface StockIntent {
  readonly ref: string;
  readonly kind: 'take' | 'return';
  readonly itemId: ItemId;
  /** Units, 1 or more. */
  readonly quantity: number;
  readonly orderId: OrderId;
}

/** `remaining` is what was left for that intent. */
export type StockAnswer =
  | { readonly ref: string; readonly ok: true }
  | { readonly ref: string; readonly ok: false; readonly code: 'menu.sold_out'; readonly remaining: number };

/**
 * The port of counted stock, which the menu offers and the composition root passes in: all intents of one command in one
 * call, decided one after another on one state. Pure; the changes go whole into the order's own commit.
 */
export type ProposeStock = (
  intents: readonly StockIntent[],
  desk: Desk,
) => { readonly changes: readonly Change[]; readonly answers: readonly StockAnswer[] };

/** What the order service wants of others. */
export interface OrderPorts {
  readonly proposeStock: ProposeStock;
}
