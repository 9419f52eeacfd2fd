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
 * Steps of lines that were sent. Each resolves when it is durable; what another screen did before changes nothing, so
 * tapping twice is harmless. They go on after the bill was closed.
 */
export interface KitchenCommands {
  /**
   * A station begins with lines.
   *
   * @throws {CafeError} `line.not_found`, `line.invalid_transition`, `order.not_found`, `order.closed`
   * @see services/order/RULES.md, ORD-40, ORD-41
   */
  start(orderId: OrderId, lines: LinesAt, options?: SendOptions): Promise<void>;
  /**
   * A station is done with lines; it may skip the start.
   *
   * @throws {CafeError} as {@link KitchenCommands.start}
   * @see services/order/RULES.md, ORD-40, ORD-41
   */
  finish(orderId: OrderId, lines: LinesAt, options?: SendOptions): Promise<void>;
  /**
   * Brings lines back: ready to preparing, or served to ready within 30 minutes.
   *
   * @throws {CafeError} `line.recall_too_late`, and as {@link KitchenCommands.start}
   * @see services/order/RULES.md, ORD-42, ORD-43
   */
  recall(orderId: OrderId, lines: LinesAt, options?: SendOptions): Promise<void>;
  /**
   * Lines that are ready on every station were brought to the table.
   *
   * @param lineIds 1–100
   * @throws {CafeError} as {@link KitchenCommands.start}
   * @see services/order/RULES.md, ORD-44
   */
  serve(orderId: OrderId, lineIds: readonly LineId[], options?: SendOptions): Promise<void>;
  /**
   * The kitchen has seen that lines were voided; they leave its cards.
   *
   * @param lineIds 1–100
   * @throws {CafeError} `line.not_found`, `line.invalid_transition`, `order.not_found`
   * @see services/order/RULES.md, ORD-55
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
