import type { CommandOf, PricedLine } from '@cafe/contract';
import type { Change, Desk } from '../kernel/definition.ts';
import { forbiddenStep } from './line-states.ts';
import type { OrderPorts } from './ports.ts';
import { createPricing, pricedOf, unitPriceOf } from './pricing.ts';
import { type RefusedLine, sendRound } from './round.ts';
import { namedLines, onOrder, openBill } from './running-bill.ts';

/** [ORD-29] pending lines become the next round · [ORD-28] at the price they were submitted with · [ORD-25] [ORD-26] */
export const approveLines = (
  { orderId, lineIds }: CommandOf<'order.approveLines'>,
  desk: Desk,
  ports: OrderPorts,
): readonly Change[] => {
  const bill = openBill(desk, orderId);
  const pricing = createPricing(desk, bill);
  const lines: PricedLine[] = [];
  const refused: RefusedLine[] = [];
  for (const line of namedLines(bill, lineIds)) {
    if (line.state !== 'pending') throw forbiddenStep(line, 'fired');
    const priced = pricing.price(line);
    if (priced.ok) lines.push(unitPriceOf(priced.line) === unitPriceOf(line) ? priced.line : pricedOf(line));
    else refused.push({ lineId: line.lineId, itemId: line.itemId, code: priced.problem.code });
  }
  return sendRound({ orderId, bill, menu: pricing.menu, lines, refused }, desk, ports);
};

/** [ORD-30] Pending lines go back to their guest's cart, with the reason. */
export const rejectLines = (
  { orderId, lineIds, reason }: CommandOf<'order.rejectLines'>,
  desk: Desk,
): readonly Change[] => {
  const lines = namedLines(openBill(desk, orderId), lineIds);
  for (const line of lines) if (line.state !== 'pending') throw forbiddenStep(line, 'draft');
  return onOrder(orderId, { type: 'order.linesRejected', lineIds: lines.map((line) => line.lineId), reason });
};
