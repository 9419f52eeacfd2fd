import type { CommandOf, LineId, OrderId } from '@cafe/contract';
import type { SendOptions } from '../outgoing-pending.ts';
import { type LineWish, requestedLines } from './lines.ts';
import { type MakeId, numberOf, type Send } from './send.ts';

/** What a round came to. */
export interface RoundSent {
  readonly version: number;
  /** The round's number on this bill, from 1; undefined when nothing reached the kitchen. */
  readonly round: number | undefined;
  /** What the bill comes to now, in minor units; undefined when nothing reached the kitchen. */
  readonly total: number | undefined;
  /** Lines that wait for the staff. */
  readonly submitted: readonly LineId[];
  /** Lines that could not be had, each with why (`menu.sold_out`, …); the rest of the round went. */
  readonly refused: readonly { readonly lineId: LineId; readonly code: string; readonly remaining?: number }[];
}

export interface CartCommands {
  /**
   * Puts lines into the shared cart and resolves when the hub has recorded them. Nothing is cooked yet.
   *
   * Prices are the menu's of that moment, in minor units; they arrive with the order. Repeating it adds the lines again:
   * to repeat safely, name the same `options.id` and the same line ids.
   *
   * @param lines 1–100
   * @returns the lines' ids, in the order of `lines`
   * @throws {CafeError} `order.not_found`, `order.closed`, `order.waiting`, `order.too_many_lines`, `line.exists`,
   *   `menu.not_found`, `menu.variant_required`, `menu.invalid_modifiers`, `menu.sold_out`, `guest.needs_staff`,
   *   `guest.session_ended`, `actor.forbidden`
   * @see services/order/RULES.md, ORD-10, ORD-11
   * @example
   * const { lineIds } = await cafe.orders.addLines(orderId, [{ itemId, quantity: 2 }]);
   */
  addLines(
    orderId: OrderId,
    lines: readonly LineWish[],
    options?: SendOptions,
  ): Promise<{ readonly version: number; readonly lineIds: readonly LineId[] }>;

  /**
   * Changes one line that was not sent yet and resolves when it is recorded. Repeating it changes nothing more.
   *
   * @param change what is to be different; `expectedVersion` is the line's version that its sender saw, and `null` takes a
   *   note or a seat away
   * @throws {CafeError} `line.changed` (somebody was faster: look again), `line.not_found`, `line.not_yours`,
   *   `line.invalid_transition`, `order.closed`, `menu.invalid_modifiers`, `guest.needs_staff`
   * @see services/order/RULES.md, ORD-12 to ORD-16
   */
  changeLine(change: Omit<CommandOf<'order.changeLine'>, 'type'>, options?: SendOptions): Promise<void>;

  /**
   * Takes one line that was not sent yet out of the cart and resolves when that is recorded.
   *
   * @throws {CafeError} `line.not_found`, `line.not_yours`, `line.invalid_transition`, `order.closed`
   */
  removeLine(orderId: OrderId, lineId: LineId, options?: SendOptions): Promise<void>;

  /**
   * Sends a round to the kitchen and resolves when it is durable: all drafts (of a guest: the guest's own), or those named,
   * and with them new `lines`. From here on their prices are fixed.
   *
   * Lines that cannot be had do not stop the others: they are in `refused`. Repeating it sends what was added since;
   * repeating it with the same `options.id` answers what was answered.
   *
   * @param what `acceptedPrices` confirms, per unit with modifiers in minor units, what `order.price_changed` named
   * @throws {CafeError} `order.nothing_to_send`, `order.price_changed`, `order.not_found`, `order.closed`,
   *   `order.waiting`, `order.too_many_lines`, `line.not_found`, `line.invalid_transition`, `menu.sold_out` (of all of
   *   them), `guest.needs_staff`, `guest.session_ended`, `actor.forbidden`
   * @see services/order/RULES.md, ORD-20 to ORD-28
   * @example
   * const { round, refused } = await cafe.orders.send(orderId);
   */
  send(orderId: OrderId, what?: RoundWish, options?: SendOptions): Promise<RoundSent>;

  /**
   * Sends lines of guests that wait for staff to the kitchen and resolves when that is durable.
   *
   * @throws {CafeError} as {@link CartCommands.send}
   * @see services/order/RULES.md, ORD-29
   */
  approveLines(orderId: OrderId, lineIds: readonly LineId[], options?: SendOptions): Promise<RoundSent>;

  /**
   * Puts lines of guests back into their cart, with a reason they read, and resolves when that is recorded.
   *
   * @param reason 1–500 characters
   * @throws {CafeError} `line.not_found`, `line.invalid_transition`, `order.closed`
   */
  rejectLines(
    orderId: OrderId,
    lines: { lineIds: readonly LineId[]; reason: string },
    options?: SendOptions,
  ): Promise<void>;
}

/** What a round is made of. */
export interface RoundWish {
  readonly lineIds?: readonly LineId[];
  readonly lines?: readonly LineWish[];
  readonly acceptedPrices?: readonly { readonly lineId: LineId; readonly unitPrice: number }[];
  /** Keeps the price of a draft that changed meanwhile; asks for the permission `order.keep_old_price`. */
  readonly keepOldPrices?: boolean;
}

type Answered = Awaited<ReturnType<Send>>;

const roundOf = (receipt: Answered): RoundSent => {
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

const roundCommand = (orderId: OrderId, wish: RoundWish, newId: MakeId): CommandOf<'order.send'> => ({
  type: 'order.send',
  orderId,
  ...(wish.lineIds && { lineIds: [...wish.lineIds] }),
  ...(wish.lines && { lines: requestedLines(wish.lines, newId) }),
  ...(wish.acceptedPrices && { acceptedPrices: [...wish.acceptedPrices] }),
  ...(wish.keepOldPrices !== undefined && { keepOldPrices: wish.keepOldPrices }),
});

export const cartOn = (send: Send, newId: MakeId): CartCommands => ({
  async addLines(orderId, wishes, options) {
    const lines = requestedLines(wishes, newId);
    const { version } = await send({ type: 'order.addLines', orderId, lines }, options);
    return { version, lineIds: lines.map(({ lineId }) => lineId) };
  },
  async changeLine(change, options) {
    await send({ type: 'order.changeLine', ...change }, options);
  },
  async removeLine(orderId, lineId, options) {
    await send({ type: 'order.removeLine', orderId, lineId }, options);
  },
  async send(orderId, wish = {}, options) {
    return roundOf(await send(roundCommand(orderId, wish, newId), options));
  },
  async approveLines(orderId, lineIds, options) {
    return roundOf(await send({ type: 'order.approveLines', orderId, lineIds: [...lineIds] }, options));
  },
  async rejectLines(orderId, { lineIds, reason }, options) {
    await send({ type: 'order.rejectLines', orderId, lineIds: [...lineIds], reason }, options);
  },
});
