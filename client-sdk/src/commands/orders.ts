import type { CommandOf, OrderId } from '@cafe/contract';
import type { ListedOrder, OrderQuery, ReadList } from '../lists.ts';
import type { SendOptions } from '../outgoing-pending.ts';
import { type CartCommands, cartOn } from './cart.ts';
import { type KitchenCommands, kitchenOn } from './kitchen.ts';
import { type MakeId, numberOf, type Send } from './send.ts';

/** How a bill is opened: `covers` 1–200 people, `tabName` 1–80 characters. */
export interface OrderWish extends Omit<CommandOf<'order.open'>, 'type' | 'orderId'> {
  /** Made here when absent. */
  readonly orderId?: OrderId;
}

/** Bills, from opening to their end. Besides what each names it rejects with the codes of {@link Cafe.send}. */
export interface OrderCommands extends CartCommands, KitchenCommands {
  /**
   * Opens a bill and resolves when it is durable. Dine-in names a table, which is occupied from then on; guests who waited
   * there to be let in are sent away.
   *
   * Repeating it opens another bill. With the same `orderId` it is refused with `order.exists`; with the same `options.id`
   * too it answers what was answered.
   *
   * @returns the order's id and its number of the day, from 1
   * @throws {CafeError} `order.exists`, `order.table_required`, `floor.not_found`, `floor.table_taken` (`details.orderId` is
   *   the order there), `table.invalid_transition` (blocked)
   * @see services/order/RULES.md, ORD-1, ORD-9, FLR-4, FLR-7 to FLR-9
   * @example
   * const { orderId } = await cafe.orders.open({ serviceType: 'dine_in', tableId, covers: 2 });
   */
  open(
    wish: OrderWish,
    options?: SendOptions,
  ): Promise<{ readonly orderId: OrderId; readonly version: number; readonly displayNumber: number }>;

  /**
   * Takes sent lines, or a part of their quantity, off the bill because they were entered wrong; resolves when that is
   * durable. Repeating it is refused: what is voided stays voided. With the same `options.id` it answers what was answered.
   *
   * @param what 1–100 lines, each named once; `quantity` 1–99 is how much of it, all when absent; where only a part is voided,
   *   `splitLineId` is a new id for that part; `reason` has 1–500 characters
   * @returns what the bill comes to, and how much more was paid than that, in minor units
   * @throws {CafeError} `line.not_found`, `line.invalid_transition` (not sent yet, or voided), `line.invalid_quantity`,
   *   `line.exists` (`splitLineId`), `command.malformed` (a part without one, a line twice), `order.not_found`,
   *   `order.closed`, `order.waiting`, `actor.approval_required` (also once the kitchen has begun)
   * @see services/order/RULES.md, ORD-50 to ORD-56
   * @example
   * const { total } = await cafe.orders.voidLines({ orderId, lines: [{ lineId }], reason: 'tapped twice' });
   */
  voidLines(
    what: Omit<CommandOf<'order.voidLines'>, 'type'>,
    options?: SendOptions,
  ): Promise<{ readonly total: number; readonly overpaid: number }>;

  /**
   * Closes a paid bill and gives it its receipt number; resolves when that is durable. Its guests' sessions end with it.
   * Repeating it is refused with `order.closed`; with the same `options.id` it answers what was answered.
   *
   * @returns the receipt's number, without a gap in the store's row of them, and the total in minor units
   * @throws {CafeError} `order.balance_due` (also where too much was paid, or a payment is on its way), `order.not_served`,
   *   `order.unsent_lines`, `order.not_found`, `order.closed`, `order.waiting`, `actor.approval_required`
   * @see services/order/RULES.md, ORD-60 to ORD-66
   * @example
   * const { receiptNumber, total } = await cafe.orders.close(orderId);
   */
  close(
    orderId: OrderId,
    options?: SendOptions,
  ): Promise<{ readonly receiptNumber: number; readonly total: number; readonly version: number }>;

  /**
   * Ends a bill of which every sent line is voided and nothing is paid, or sends guests away who wait to be let in; resolves
   * when that is durable. Repeating it is refused with `order.closed`; with the same `options.id` it is answered as before.
   *
   * @param reason 1–500 characters
   * @throws {CafeError} `order.not_voided`, `order.has_payments`, `order.not_found`, `order.closed`,
   *   `actor.approval_required` (also while the kitchen has not seen a void of what it had begun)
   * @see services/order/RULES.md, ORD-4, ORD-66 to ORD-69
   * @example
   * await cafe.orders.void(orderId, 'the party left');
   */
  void(orderId: OrderId, reason: string, options?: SendOptions): Promise<void>;

  /**
   * Bills of the past and the present, the latest opened first; amounts in minor units. It is read over HTTP, page by page as
   * the loop goes on, from a collection that may be a moment behind what is followed; leaving the loop ends the reading. For
   * staff. Reading it again changes nothing.
   *
   * @throws {CafeError} while it is read: `actor.forbidden`, `command.malformed` (a filter that is none), `auth.required`,
   *   `auth.invalid`, `auth.expired`, `auth.revoked`, `actor.rate_limited`, `hub.internal`, `client.unreachable`,
   *   `client.unreadable`, and whatever `getToken` rejects with
   * @example
   * for await (const { receiptNumber, totals } of cafe.orders.list({ status: 'closed', businessDay: '2026-11-23' })) {
   *   console.log(receiptNumber, totals.total);
   * }
   */
  list(query?: OrderQuery): AsyncIterableIterator<ListedOrder>;
}

export const ordersOn = (send: Send, newId: MakeId, read: ReadList): OrderCommands => ({
  list: (query = {}) => read('/orders', query),
  ...cartOn(send, newId),
  ...kitchenOn(send),
  async open({ orderId = newId<OrderId>(), ...wish }, options) {
    const receipt = await send({ type: 'order.open', orderId, ...wish }, options);
    return { orderId, version: receipt.version, displayNumber: numberOf(receipt, 'displayNumber') };
  },
  async voidLines(what, options) {
    const receipt = await send({ type: 'order.voidLines', ...what }, options);
    return { total: numberOf(receipt, 'total'), overpaid: numberOf(receipt, 'overpaid') };
  },
  async close(orderId, options) {
    const receipt = await send({ type: 'order.close', orderId }, options);
    const { version } = receipt;
    return { version, receiptNumber: numberOf(receipt, 'receiptNumber'), total: numberOf(receipt, 'total') };
  },
  async void(orderId, reason, options) {
    await send({ type: 'order.void', orderId, reason }, options);
  },
});
