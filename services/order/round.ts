import type { DomainEvent, OrderEvent, OrderId, PricedLine } from '@cafe/contract';
import type { MenuState, RunningBill } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import type { OrderPorts } from './ports.ts';
import { isSent, totalsOf } from './pricing.ts';
import { onOrder } from './running-bill.ts';

/** A line that could not go with its round, and why. */
export type RefusedLine = Extract<OrderEvent, { type: 'order.linesRefused' }>['lines'][number];

/** Lines on their way to the kitchen, frozen, and those the menu could not serve. */
export interface Round {
  readonly orderId: OrderId;
  readonly bill: RunningBill;
  readonly menu: MenuState;
  readonly lines: readonly PricedLine[];
  readonly refused: readonly RefusedLine[];
}

const NO_STOCK = { changes: [], answers: [] };

/** [ORD-26] What is counted is taken in the order of the lines; a line that cannot have all of its units is refused by itself. */
const takeStock = ({ orderId, menu, lines }: Round, desk: Desk, { proposeStock }: OrderPorts) => {
  const counted = lines.filter(({ itemId }) => menu.items[itemId]?.counted === true);
  if (counted.length === 0) return NO_STOCK;
  return proposeStock(
    counted.map(({ lineId, itemId, quantity }) => ({ ref: lineId, kind: 'take', itemId, quantity, orderId })),
    desk,
  );
};

const soldOutOf = (lines: readonly PricedLine[], short: ReadonlyMap<string, number>): readonly RefusedLine[] =>
  lines.flatMap(({ lineId, itemId }): RefusedLine[] => {
    const remaining = short.get(lineId);
    return remaining === undefined ? [] : [{ lineId, itemId, code: 'menu.sold_out', remaining }];
  });

/** [ORD-20] the next round · [ORD-25] without the lines that cannot be had · [ORD-8] and what the bill comes to with it */
export const sendRound = (round: Round, desk: Desk, ports: OrderPorts): readonly Change[] => {
  const { orderId, bill } = round;
  const stock = takeStock(round, desk, ports);
  const short = new Map<string, number>();
  for (const answer of stock.answers) if (!answer.ok) short.set(answer.ref, answer.remaining);
  const lines = short.size === 0 ? [...round.lines] : round.lines.filter(({ lineId }) => !short.has(lineId));
  const soldOut = short.size === 0 ? [] : soldOutOf(round.lines, short);
  const events: DomainEvent[] = [];
  if (lines.length > 0) {
    // Where nothing else is in the cart, which is nearly always, all lines of the bill were sent before.
    const before = bill.lines.every(isSent) ? bill.lines : bill.lines.filter(isSent);
    const totals = totalsOf(bill, [...before, ...lines]);
    events.push({ type: 'order.linesSent', round: bill.round + 1, lines, totals });
  }
  const refused = [...round.refused, ...soldOut];
  if (refused.length > 0) events.push({ type: 'order.linesRefused', lines: refused });
  return [...onOrder(orderId, ...events), ...stock.changes];
};
