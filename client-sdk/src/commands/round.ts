import type { CommandOf, LineId, OrderId } from '@cafe/contract';
import { type LineWish, requestedLines } from './lines.ts';
import { type MakeId, numberOf, type Send } from './send.ts';

/** What a round is made of. */
export interface RoundWish {
  /** Drafts, 1–100; without them all, of a guest the guest's own. */
  readonly lineIds?: readonly LineId[];
  /** New lines that go with them, 1–100. */
  readonly lines?: readonly LineWish[];
  /** Confirms what `order.price_changed` named: the price of one unit with its modifiers, in minor units. */
  readonly acceptedPrices?: readonly { readonly lineId: LineId; readonly unitPrice: number }[];
  /** Keeps the price of a draft that changed meanwhile; asks for the permission `order.keep_old_price`. */
  readonly keepOldPrices?: boolean;
}

/** What a round came to. */
export interface RoundSent {
  readonly version: number;
  /** The round's number on this bill, from 1; undefined when nothing reached the kitchen. */
  readonly round: number | undefined;
  /** What the bill comes to now, in minor units; undefined when nothing reached the kitchen. */
  readonly total: number | undefined;
  /** Lines that wait for the staff. */
  readonly submitted: readonly LineId[];
  /**
   * Lines that could not be had; the rest of the round went. Why: `menu.sold_out` (`remaining` is how many a counted item has
   * left), `menu.not_found`, `menu.variant_required` or `menu.invalid_modifiers`.
   */
  readonly refused: readonly { readonly lineId: LineId; readonly code: string; readonly remaining?: number }[];
}

type Answered = Awaited<ReturnType<Send>>;

/** A round's receipt, as its sender is told. */
export const roundOf = (receipt: Answered): RoundSent => {
  const { version, result } = receipt;
  // What the hub's answer to a round says; a list that is not there is an empty one.
  const { submitted = [], refused = [] } = result as Partial<Pick<RoundSent, 'submitted' | 'refused'>>;
  const isSent = 'round' in result;
  return {
    version,
    round: isSent ? numberOf(receipt, 'round') : undefined,
    total: isSent ? numberOf(receipt, 'total') : undefined,
    submitted,
    refused,
  };
};

/** The command that sends a round. */
export const roundCommand = (orderId: OrderId, wish: RoundWish, newId: MakeId): CommandOf<'order.send'> => ({
  type: 'order.send',
  orderId,
  ...(wish.lineIds && { lineIds: [...wish.lineIds] }),
  ...(wish.lines && { lines: requestedLines(wish.lines, newId) }),
  ...(wish.acceptedPrices && { acceptedPrices: [...wish.acceptedPrices] }),
  ...(wish.keepOldPrices !== undefined && { keepOldPrices: wish.keepOldPrices }),
});
