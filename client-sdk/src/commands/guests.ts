import type { GuestId, OrderId } from '@cafe/contract';
import type { SendOptions } from '../outgoing-pending.ts';
import type { Send } from './send.ts';

/**
 * A table's guests. Each resolves when it is durable. Joining is a request: {@link Http.join}. Besides what each names it
 * rejects with the codes of {@link Cafe.send}.
 */
export interface GuestCommands {
  /**
   * Lets guests in, and with them the order they wait with: from then on it is open, occupies its table and has its number of
   * the day. Who was let in before changes nothing, so repeating it is harmless.
   *
   * @param guestIds 1–50; without them, all who wait
   * @throws {CafeError} `guest.not_found`, `guest.invalid_transition` (who has gone), `order.not_found`, `order.closed` (also
   *   after it waited for 15 minutes), and of the table `floor.not_found`, `floor.table_taken`, `table.invalid_transition`
   *   (blocked meanwhile)
   * @see services/guest/RULES.md, GST-14, GST-15, GST-19
   * @example
   * await cafe.guests.admit(orderId);
   */
  admit(orderId: OrderId, guestIds?: readonly GuestId[], options?: SendOptions): Promise<void>;
  /**
   * A guest leaves by themselves, and nobody else for them; their lines stay on the bill, and their session ends. Repeating it
   * with the same `options.id` is answered as before; else the session is over: `guest.session_ended`.
   *
   * @throws {CafeError} `guest.session_ended`, `guest.not_found`, `order.not_found`, `order.closed`
   * @see services/guest/RULES.md, GST-18, GST-19, GST-22
   * @example
   * await cafe.guests.leave(orderId, guestId);
   */
  leave(orderId: OrderId, guestId: GuestId, options?: SendOptions): Promise<void>;
  /**
   * Staff send one guest away: the session ends, the lines stay, and the table's digits change, because that guest knows them.
   * Repeating it changes nothing.
   *
   * @throws {CafeError} `guest.not_found`, `guest.invalid_transition` (who has gone), `order.not_found`, `order.closed`,
   *   `actor.approval_required`
   * @see services/guest/RULES.md, GST-16, GST-19
   * @example
   * await cafe.guests.remove(orderId, guestId);
   */
  remove(orderId: OrderId, guestId: GuestId, options?: SendOptions): Promise<void>;
  /**
   * Ends the sessions of every phone at the table and changes its digits; the bill stays. Where nobody is present nothing
   * changes, so repeating it is harmless.
   *
   * @throws {CafeError} `order.not_found`, `order.closed`, `actor.approval_required`
   * @see services/guest/RULES.md, GST-17, GST-19
   * @example
   * await cafe.guests.endAll(orderId);
   */
  endAll(orderId: OrderId, options?: SendOptions): Promise<void>;
  /**
   * Makes new digits for the table; whoever joined stays. Repeating it makes others again, but not with the same `options.id`.
   * Staff read them with {@link Http.tablePin}.
   *
   * @throws {CafeError} `order.not_found`, `order.closed`
   * @see services/guest/RULES.md, GST-10, GST-12, GST-13
   * @example
   * await cafe.guests.renewPin(orderId);
   */
  renewPin(orderId: OrderId, options?: SendOptions): Promise<void>;
}

export const guestsOn = (send: Send): GuestCommands => ({
  async admit(orderId, guestIds, options) {
    await send({ type: 'guest.admit', orderId, ...(guestIds && { guestIds: [...guestIds] }) }, options);
  },
  async leave(orderId, guestId, options) {
    await send({ type: 'guest.leave', orderId, guestId }, options);
  },
  async remove(orderId, guestId, options) {
    await send({ type: 'guest.remove', orderId, guestId }, options);
  },
  async endAll(orderId, options) {
    await send({ type: 'guest.endAll', orderId }, options);
  },
  async renewPin(orderId, options) {
    await send({ type: 'guest.renewPin', orderId }, options);
  },
});
