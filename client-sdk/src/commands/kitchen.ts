import type { LineId, OrderId, StationId } from '@cafe/contract';
import type { SendOptions } from '../outgoing-pending.ts';
import type { Send } from './send.ts';

/** Which lines a step of the kitchen is about. */
export interface LinesAt {
  /** 1–100. */
  readonly lineIds: readonly LineId[];
  /** Only that station's part of them; without it, every station's. */
  readonly stationId?: StationId;
}

/**
 * Steps of lines that were sent. Each resolves when it is durable. They go on after the bill was closed, but not after it was
 * voided. Besides what each names it rejects with the codes of {@link Cafe.send}.
 */
export interface KitchenCommands {
  /**
   * A station begins with lines. What another screen began before changes nothing, so tapping twice is harmless.
   *
   * @throws {CafeError} `line.not_found` (also one that is not made at that station), `line.invalid_transition`,
   *   `order.not_found`, `order.closed` (voided, or waited too long), `order.waiting`
   * @see services/order/RULES.md, ORD-40, ORD-41, ORD-45
   * @example
   * await cafe.orders.start(orderId, { lineIds, stationId });
   */
  start(orderId: OrderId, lines: LinesAt, options?: SendOptions): Promise<void>;
  /**
   * A station is done with lines; it may skip the start. Repeating it changes nothing, also where the line was served
   * meanwhile.
   *
   * @throws {CafeError} `line.not_found`, `line.invalid_transition`, `order.not_found`, `order.closed`, `order.waiting`
   * @see services/order/RULES.md, ORD-40, ORD-41, ORD-45
   * @example
   * await cafe.orders.finish(orderId, { lineIds, stationId });
   */
  finish(orderId: OrderId, lines: LinesAt, options?: SendOptions): Promise<void>;
  /**
   * Brings lines one step back: ready to preparing, or served to ready within 30 minutes by the hub's clock.
   *
   * Repeated for a line that was served it goes a step further, to preparing; with the same `options.id` it does not.
   *
   * @throws {CafeError} `line.recall_too_late`, `line.not_found`, `line.invalid_transition`, `order.not_found`,
   *   `order.closed`, `order.waiting`
   * @see services/order/RULES.md, ORD-42, ORD-43, ORD-45
   * @example
   * await cafe.orders.recall(orderId, { lineIds });
   */
  recall(orderId: OrderId, lines: LinesAt, options?: SendOptions): Promise<void>;
  /**
   * Lines that are ready on every station were brought to the table. Repeating it changes nothing.
   *
   * @param lineIds 1–100
   * @throws {CafeError} `line.not_found`, `line.invalid_transition` (not ready everywhere), `order.not_found`,
   *   `order.closed`, `order.waiting`
   * @see services/order/RULES.md, ORD-41, ORD-44, ORD-45
   * @example
   * await cafe.orders.serve(orderId, lineIds);
   */
  serve(orderId: OrderId, lineIds: readonly LineId[], options?: SendOptions): Promise<void>;
  /**
   * The kitchen has seen that lines were voided; they leave its cards. It may come after the end of the bill, whatever that
   * was. Repeating it changes nothing.
   *
   * @param lineIds 1–100
   * @throws {CafeError} `line.not_found`, `line.invalid_transition` (it is not voided), `order.not_found`
   * @see services/order/RULES.md, ORD-41, ORD-55
   * @example
   * await cafe.orders.acknowledgeVoid(orderId, lineIds);
   */
  acknowledgeVoid(orderId: OrderId, lineIds: readonly LineId[], options?: SendOptions): Promise<void>;
}

const at = ({ lineIds, stationId }: LinesAt) => ({ lineIds: [...lineIds], ...(stationId && { stationId }) });

export const kitchenOn = (send: Send): KitchenCommands => ({
  async start(orderId, lines, options) {
    await send({ type: 'order.start', orderId, ...at(lines) }, options);
  },
  async finish(orderId, lines, options) {
    await send({ type: 'order.finish', orderId, ...at(lines) }, options);
  },
  async recall(orderId, lines, options) {
    await send({ type: 'order.recall', orderId, ...at(lines) }, options);
  },
  async serve(orderId, lineIds, options) {
    await send({ type: 'order.serve', orderId, lineIds: [...lineIds] }, options);
  },
  async acknowledgeVoid(orderId, lineIds, options) {
    await send({ type: 'order.acknowledgeVoid', orderId, lineIds: [...lineIds] }, options);
  },
});
