import type { GuestId, OrderId } from '@cafe/contract';
import type { SendOptions } from '../outgoing-pending.ts';
import type { Send } from './send.ts';

/** A table's guests. Each resolves when it is durable; doing it twice changes nothing more. Joining is a request: {@link Http}. */
export interface GuestCommands {
  /**
   * Lets guests in, and with them the order they wait with: from then on it is open and has its number of the day.
   *
   * @param guestIds 1–50; without them, all who wait
   * @throws {CafeError} `guest.not_found`, `guest.invalid_transition`, `order.not_found`, `order.closed`,
   *   `floor.table_taken`
   * @see services/guest/RULES.md, GST-14, GST-15
   */
  admit(orderId: OrderId, guestIds?: readonly GuestId[], options?: SendOptions): Promise<void>;
  /**
   * A guest leaves by themselves; their lines stay on the bill, and their session ends.
   *
   * @throws {CafeError} `guest.not_found`, `guest.session_ended`
   * @see services/guest/RULES.md, GST-18
   */
  leave(orderId: OrderId, guestId: GuestId, options?: SendOptions): Promise<void>;
  /**
   * Staff send one guest away; the lines stay, and the table's digits change.
   *
   * @throws {CafeError} `guest.not_found`, `guest.invalid_transition`, `actor.approval_required`
   * @see services/guest/RULES.md, GST-16
   */
  remove(orderId: OrderId, guestId: GuestId, options?: SendOptions): Promise<void>;
  /**
   * Ends the sessions of every phone at the table; the bill stays.
   *
   * @throws {CafeError} `order.not_found`, `order.closed`, `actor.approval_required`
   * @see services/guest/RULES.md, GST-17
   */
  endAll(orderId: OrderId, options?: SendOptions): Promise<void>;
  /**
   * Makes new digits for the table.
   *
   * @throws {CafeError} `order.not_found`, `order.closed`
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
