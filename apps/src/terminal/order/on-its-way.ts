import type { OrderId } from '@cafe/client-sdk';
import { signalOf, useCafe } from '@cafe/client-sdk/preact';

export interface OnItsWay {
  /** Lines that are being taken out of the cart. */
  readonly leaving: ReadonlySet<string>;
  /** Whether a round is on its way to the kitchen. */
  readonly isSending: boolean;
  /** Cash that was taken and of which the hub does not know, minor units. */
  readonly cash: number;
  readonly isClosing: boolean;
}

/** What this device sent of an order and the hub has not answered: without a connection for hours. Read from the outbox. */
export const useOnItsWay = (orderId: OrderId): OnItsWay => {
  const { commands } = signalOf(useCafe().outbox).value;
  const waiting = commands
    .filter(({ refusal, command }) => !refusal && 'orderId' in command && command.orderId === orderId)
    .map(({ command }) => command);
  return {
    leaving: new Set(waiting.flatMap((command) => (command.type === 'order.removeLine' ? [command.lineId] : []))),
    isSending: waiting.some(({ type }) => type === 'order.send'),
    cash: waiting.reduce((sum, command) => sum + (command.type === 'payment.takeCash' ? command.tendered : 0), 0),
    isClosing: waiting.some(({ type }) => type === 'order.close'),
  };
};
