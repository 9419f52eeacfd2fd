import type { CommandOf, LineId, OrderId } from '@cafe/contract';
import type { SendOptions } from '../outgoing-pending.ts';
import { type LineWish, requestedLines } from './lines.ts';
import { type RoundSent, type RoundWish, roundCommand, roundOf } from './round.ts';
import type { MakeId, Send } from './send.ts';

/**
 * The cart of a bill, which the staff and the guests at a table share, and its rounds to the kitchen. Guests change and send
 * their own lines alone. Besides what each names it rejects with the codes of {@link Cafe.send}.
 */
export interface CartCommands {
  /**
   * Puts lines into the cart and resolves when that is durable. Nothing is cooked yet.
   *
   * Prices are the menu's of that moment, in minor units; they arrive with the order. Repeating it adds the lines again:
   * to repeat it safely, name the same `options.id` and the same line ids.
   *
   * @param lines 1–100; a bill holds 10,000
   * @returns the lines' ids, in the order of `lines`
   * @throws {CafeError} `order.not_found`, `order.closed`, `order.waiting` (for staff: its guests are not let in yet),
   *   `order.too_many_lines`, `line.exists`, `menu.not_found`, `menu.variant_required`, `menu.invalid_modifiers`,
   *   `menu.sold_out`; for guests `guest.ordering_off`, `guest.needs_staff` (more than the store lets a guest have)
   * @see services/order/RULES.md, ORD-10, ORD-11, ORD-70 to ORD-72
   * @example
   * const { lineIds } = await cafe.orders.addLines(orderId, [{ itemId, quantity: 2, note: 'no sugar' }]);
   */
  addLines(
    orderId: OrderId,
    lines: readonly LineWish[],
    options?: SendOptions,
  ): Promise<{ readonly version: number; readonly lineIds: readonly LineId[] }>;

  /**
   * Changes one line that was not sent yet and resolves when that is durable. Its price stays, unless its modifiers change.
   *
   * Repeating it is refused with `line.changed`, because its version is another by then; with the same `options.id` it is
   * answered as before. What asks for nothing new changes nothing.
   *
   * @param change what is to be different: `quantity` 1–99, `seat` 1–99, `note` 1–500 characters, at most 30 `modifiers`;
   *   `null` takes a note or a seat away. `expectedVersion` is the line's version that its sender saw
   * @throws {CafeError} `line.changed` (somebody was faster: look again), `line.not_found`, `line.not_yours`,
   *   `line.invalid_transition`, `order.not_found`, `order.closed`, `order.waiting`; with modifiers `menu.not_found`,
   *   `menu.variant_required`, `menu.invalid_modifiers`, `menu.sold_out`; for guests `guest.ordering_off`,
   *   `guest.needs_staff`
   * @see services/order/RULES.md, ORD-12 to ORD-16
   * @example
   * await cafe.orders.changeLine({ orderId, lineId, expectedVersion: line.version, quantity: 3, note: null });
   */
  changeLine(change: Omit<CommandOf<'order.changeLine'>, 'type'>, options?: SendOptions): Promise<void>;

  /**
   * Takes one line that was not sent yet out of the cart and resolves when that is durable. Repeating it is refused with
   * `line.not_found`; with the same `options.id` it is answered as before.
   *
   * @throws {CafeError} `line.not_found`, `line.not_yours`, `line.invalid_transition` (it was sent: void it),
   *   `order.not_found`, `order.closed`, `order.waiting`
   * @see services/order/RULES.md, ORD-13, ORD-14
   * @example
   * await cafe.orders.removeLine(orderId, lineId);
   */
  removeLine(orderId: OrderId, lineId: LineId, options?: SendOptions): Promise<void>;

  /**
   * Sends a round and resolves when it is durable: all drafts (of a guest the guest's own), or those named, and with them new
   * `lines`. From here on their prices are fixed. What guests send may wait for the staff first: it is in `submitted`.
   *
   * Lines that cannot be had do not stop the others, and reject nothing, not even when they are all there is: they are in
   * `refused`. Repeating it sends what was added since, and new `lines` again. To repeat it safely, name the same `options.id`
   * and the ids of the new lines: then it answers what was answered.
   *
   * @throws {CafeError} `order.nothing_to_send`, `order.price_changed` (`details.lines` says from what to what: send again
   *   with `acceptedPrices`), `order.not_found`, `order.closed`, `order.waiting`, `order.too_many_lines`, `line.exists`,
   *   `line.not_found`, `line.not_yours`, `line.invalid_transition`, `actor.approval_required` (to keep old prices); for
   *   guests `guest.ordering_off`, `guest.needs_staff`
   * @see services/order/RULES.md, ORD-20 to ORD-28, ORD-31, ORD-70 to ORD-72
   * @example
   * const { round, refused } = await cafe.orders.send(orderId, { lines: [{ itemId, quantity: 1 }] });
   */
  send(orderId: OrderId, what?: RoundWish, options?: SendOptions): Promise<RoundSent>;

  /**
   * Sends lines of guests that wait for the staff to the kitchen, at the price their guests confirmed, and resolves when that
   * is durable. Lines that cannot be had any more are in `refused`, as those of {@link CartCommands.send}.
   *
   * Repeating it is refused with `line.invalid_transition`; with the same `options.id` it answers what was answered.
   *
   * @param lineIds 1–100
   * @throws {CafeError} `line.not_found`, `line.invalid_transition` (it does not wait), `order.not_found`, `order.closed`,
   *   `order.waiting` (admit the guests first)
   * @see services/order/RULES.md, ORD-25, ORD-26, ORD-28, ORD-29
   * @example
   * const { refused } = await cafe.orders.approveLines(orderId, lineIds);
   */
  approveLines(orderId: OrderId, lineIds: readonly LineId[], options?: SendOptions): Promise<RoundSent>;

  /**
   * Puts lines of guests that wait for the staff back into their cart, with a reason the guests read, and resolves when that
   * is durable. Repeating it is refused with `line.invalid_transition`; with the same `options.id` it is answered as before.
   *
   * @param lines `lineIds` 1–100; `reason` 1–500 characters
   * @throws {CafeError} `line.not_found`, `line.invalid_transition`, `order.not_found`, `order.closed`, `order.waiting`
   * @see services/order/RULES.md, ORD-30
   * @example
   * await cafe.orders.rejectLines(orderId, { lineIds, reason: 'The kitchen closes in five minutes' });
   */
  rejectLines(
    orderId: OrderId,
    lines: { lineIds: readonly LineId[]; reason: string },
    options?: SendOptions,
  ): Promise<void>;
}

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
