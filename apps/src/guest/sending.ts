import {
  type Cafe,
  CafeError,
  type CommandId,
  type LineId,
  newId,
  type OrderId,
  type RoundSent,
} from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { fieldsOf, forget, keep, kept } from '../session/browser-storage.ts';

/** A round that was tapped and not answered yet. Its id makes the same of every repeat. */
interface Unanswered {
  readonly commandId: CommandId;
  readonly lineIds: readonly LineId[];
  readonly prices: readonly { readonly lineId: LineId; readonly unitPrice: number }[];
  readonly atMs: number;
}

/** For so long what was tapped still goes out, in milliseconds: later its guest may have ordered with the waiter. */
const WANTED_MS = 2 * 60_000;

const sendingKey = (orderId: OrderId): string => `cafe.guest.sending.${orderId}`;

const parse = (value: unknown): Unanswered | undefined => {
  const { commandId, lineIds, prices, atMs } = fieldsOf(value);
  if (typeof commandId !== 'string' || typeof atMs !== 'number') return undefined;
  if (!Array.isArray(lineIds) || !Array.isArray(prices)) return undefined;
  return { commandId: commandId as CommandId, lineIds, prices, atMs }; // as this very page wrote it down
};

/** What a line cost when it was chosen, and what it costs now. */
export interface PriceChange {
  readonly lineId: LineId;
  readonly old: number;
  readonly new: number;
}

const changesIn = ({ details }: CafeError): readonly PriceChange[] =>
  (Array.isArray(details?.['lines']) ? details['lines'] : []).filter((one): one is PriceChange => {
    const { lineId, old, new: now } = fieldsOf(one);
    return typeof lineId === 'string' && typeof old === 'number' && typeof now === 'number';
  });

/** Whether it is not known what became of it: then it is asked again, with the same id. */
export const isUnanswered = (thrown: unknown): boolean =>
  thrown instanceof CafeError && thrown.retryable && thrown.code.startsWith('client.');

export interface SendingPorts {
  readonly cafe: Cafe;
  readonly orderId: OrderId;
  readonly onSent: (sent: RoundSent) => void;
  readonly onRefused: (thrown: unknown) => void;
}

/** Sends rounds, each once, also over a reload in the middle of it. */
export const createSending = ({ cafe, orderId, onSent, onRefused }: SendingPorts) => {
  const isBusy = signal(false);
  /** What has another price now; the round waits until its guest agrees. */
  const changes = signal<readonly PriceChange[]>([]);

  const refused = (thrown: unknown): void => {
    if (isUnanswered(thrown)) return;
    forget(sendingKey(orderId));
    if (thrown instanceof CafeError && thrown.code === 'order.price_changed') changes.value = changesIn(thrown);
    else onRefused(thrown);
  };
  const run = async ({ commandId, lineIds, prices }: Unanswered): Promise<void> => {
    isBusy.value = true;
    try {
      const round = { lineIds, ...(prices.length > 0 && { acceptedPrices: prices }) };
      const sent = await cafe.orders.send(orderId, round, { id: commandId });
      forget(sendingKey(orderId));
      changes.value = [];
      onSent(sent);
    } catch (thrown) {
      refused(thrown);
    } finally {
      isBusy.value = false;
    }
  };
  return {
    isBusy,
    changes,
    /** Sends these lines, at the prices that were agreed to. */
    send(lineIds: readonly LineId[]): void {
      if (isBusy.peek() || lineIds.length === 0) return;
      const prices = changes.peek().map(({ lineId, new: unitPrice }) => ({ lineId, unitPrice }));
      const round = { commandId: newId<CommandId>(), lineIds, prices, atMs: cafe.now() };
      keep(sendingKey(orderId), round);
      void run(round);
    },
    /** Takes up what was tapped before a reload, or before the connection broke. */
    resume(): void {
      const before = kept(sendingKey(orderId), parse);
      if (!before || isBusy.peek()) return;
      if (cafe.now() - before.atMs > WANTED_MS) forget(sendingKey(orderId));
      else void run(before);
    },
  };
};
export type Sending = ReturnType<typeof createSending>;
