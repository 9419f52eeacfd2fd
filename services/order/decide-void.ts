import type { CommandOf, LineId, OrderEvent, Totals } from '@cafe/contract';
import { moneyOf, type OrderLine, type RunningBill } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbiddenStep } from './line-states.ts';
import type { OrderPorts } from './ports.ts';
import { isSent, totalsOf } from './pricing.ts';
import { namedLine, onOrder, openBill, requirePermission } from './running-bill.ts';

type VoidCommand = CommandOf<'order.voidLines'>;
type VoidedPart = Extract<OrderEvent, { type: 'order.linesVoided' }>['lines'][number];
/** A part of the event with the line it takes from. */
interface Voiding {
  readonly line: OrderLine;
  readonly part: VoidedPart;
}

/** [ORD-51] Whether any station has begun: the line itself is only as far as its last station. */
const isPrepared = ({ tasks }: OrderLine): boolean => tasks.some((task) => task.state !== 'fired');

const quantityOf = (line: OrderLine, asked: number | undefined): number => {
  const quantity = asked ?? line.quantity;
  if (quantity <= line.quantity) return quantity;
  const details = { lineId: line.lineId, max: line.quantity };
  throw new Refusal('line.invalid_quantity', `${line.name} has ${line.quantity}, not ${quantity}`, { details });
};

/** [ORD-50] a line that was sent · [ORD-52] a part of it is split off under an id of its own */
const voidingOf = (bill: RunningBill, asked: VoidCommand['lines'][number]): Voiding => {
  const line = namedLine(bill, asked.lineId);
  if (!isSent(line) || line.state === 'voided') throw forbiddenStep(line, 'voided');
  const quantity = quantityOf(line, asked.quantity);
  const part = { lineId: line.lineId, quantity, prepared: isPrepared(line) };
  if (quantity === line.quantity) return { line, part };
  if (asked.splitLineId === undefined) {
    throw new Refusal('command.malformed', `a part of ${line.name} needs splitLineId`, {
      details: { lineId: line.lineId },
    });
  }
  return { line, part: { ...part, splitLineId: asked.splitLineId } };
};

/** [ORD-56] Each line is named once, and a new id is new. */
const requireDistinct = (bill: RunningBill, voidings: readonly Voiding[]): void => {
  const named = new Set<LineId>();
  const taken = new Set<LineId>(bill.lines.map(({ lineId }) => lineId));
  for (const { part } of voidings) {
    const { lineId, splitLineId } = part;
    if (named.has(lineId))
      throw new Refusal('command.malformed', `line ${lineId} is named twice`, { details: { lineId } });
    named.add(lineId);
    if (splitLineId === undefined) continue;
    if (taken.has(splitLineId)) {
      throw new Refusal('line.exists', `line ${splitLineId} exists`, { details: { lineId: splitLineId } });
    }
    taken.add(splitLineId);
  }
};

/** [ORD-54] What the bill comes to without the voided parts. */
const totalsWithout = (bill: RunningBill, voidings: readonly Voiding[]): Totals => {
  const gone = new Map(voidings.map(({ part }) => [part.lineId, part.quantity]));
  const left = bill.lines.filter(isSent).flatMap((line) => {
    const quantity = line.quantity - (gone.get(line.lineId) ?? 0);
    return quantity === 0 ? [] : [quantity === line.quantity ? line : { ...line, quantity }];
  });
  return totalsOf(bill, left);
};

/** [ORD-54] Above 0 when the guests have paid more than the bill now comes to. */
const overpaidBy = (bill: RunningBill, { total }: Totals): number => {
  const { captured, refunded } = moneyOf(bill);
  return Math.max(0, captured - refunded - total);
};

/** [ORD-50] to [ORD-54], [ORD-56] */
export const voidLines = (
  { orderId, lines, reason }: VoidCommand,
  desk: Desk,
  { proposeStock }: OrderPorts,
): readonly Change[] => {
  const bill = openBill(desk, orderId);
  const voidings = lines.map((asked) => voidingOf(bill, asked));
  requireDistinct(bill, voidings);
  if (voidings.some(({ part }) => part.prepared)) {
    requirePermission(desk, 'order.void_prepared', 'the kitchen has begun with it');
  }
  const totals = totalsWithout(bill, voidings);
  const overpaid = overpaidBy(bill, totals);
  const unprepared = voidings.filter(({ part }) => !part.prepared);
  const returned = unprepared.map(({ line: { itemId }, part: { lineId, quantity } }) => {
    return { ref: lineId, kind: 'return' as const, itemId, quantity, orderId };
  });
  const stock = returned.length === 0 ? [] : proposeStock(returned, desk).changes;
  const parts = voidings.map(({ part }) => part);
  const event = { type: 'order.linesVoided' as const, lines: parts, reason, totals };
  return [...onOrder(orderId, overpaid > 0 ? { ...event, overpaid } : event), ...stock];
};
