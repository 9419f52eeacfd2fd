import type { CommandOf, OrderId, PricedLine } from '@cafe/contract';
import type { Guest, OrderLine, RunningBill } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { requireWithinLimits } from './guest-limits.ts';
import { forbiddenStep } from './line-states.ts';
import { createPricing, pricedOf, requireNewLines } from './pricing.ts';
import { askingGuest, isOf, livingBill, namedLine, onOrder, openBill } from './running-bill.ts';

/** [ORD-4] Staff work on open bills, guests on waiting ones too · [ORD-5] while their session lasts */
export const cartOf = (
  desk: Desk,
  orderId: OrderId,
): { readonly bill: RunningBill; readonly guest: Guest | undefined } => {
  if (desk.by.kind !== 'guest') return { bill: openBill(desk, orderId), guest: undefined };
  const bill = livingBill(desk, orderId);
  return { bill, guest: askingGuest(bill, desk) };
};

/** [ORD-10] new ids · [ORD-11] priced by the menu · [ORD-71] [ORD-72] [ORD-70] within a guest's limits */
export const addLines = ({ orderId, lines }: CommandOf<'order.addLines'>, desk: Desk): readonly Change[] => {
  const { bill, guest } = cartOf(desk, orderId);
  requireNewLines(
    bill,
    lines.map(({ lineId }) => lineId),
  );
  const pricing = createPricing(desk, bill);
  const priced = lines.map((line) => pricing.mustPrice(line));
  if (guest) requireWithinLimits(bill, desk, { guest, added: priced.length, lines: [...bill.lines, ...priced] });
  return onOrder(orderId, { type: 'order.linesAdded', lines: priced });
};

/** [ORD-13] a line that was not sent yet · [ORD-14] a guest's own */
const editable = (line: OrderLine, guest: Guest | undefined): void => {
  if (guest && !isOf(line, guest)) {
    throw new Refusal('line.not_yours', `${line.name} is not your line`, { details: { lineId: line.lineId } });
  }
  if (line.state !== 'draft' && line.state !== 'pending') throw forbiddenStep(line, 'draft');
};

/** The line after the change. [ORD-15] Its price is the one it had, unless its modifiers change. */
const changed = (line: OrderLine, command: CommandOf<'order.changeLine'>, price: (asked: PricedLine) => PricedLine) => {
  const { note: oldNote, seat: oldSeat, ...priced } = pricedOf(line);
  const note = command.note === undefined ? oldNote : (command.note ?? undefined);
  const seat = command.seat === undefined ? oldSeat : (command.seat ?? undefined);
  const next: PricedLine = {
    ...priced,
    quantity: command.quantity ?? line.quantity,
    ...(note !== undefined && { note }),
    ...(seat !== undefined && { seat }),
  };
  return command.modifiers === undefined ? next : price(next);
};

const chosen = ({ modifiers }: PricedLine): string =>
  modifiers.map(({ modifierId, quantity }) => `${modifierId}×${quantity}`).join();

/** Whether two versions of one line ask for the same. */
const asksTheSame = (one: PricedLine, other: PricedLine): boolean =>
  one.quantity === other.quantity &&
  one.note === other.note &&
  one.seat === other.seat &&
  chosen(one) === chosen(other);

/** [ORD-12] on the version the sender saw · [ORD-13] [ORD-14] [ORD-15] · [ORD-16] asking for what is there changes nothing */
export const changeLine = (command: CommandOf<'order.changeLine'>, desk: Desk): readonly Change[] => {
  const { orderId, lineId, expectedVersion, modifiers } = command;
  const { bill, guest } = cartOf(desk, orderId);
  const line = namedLine(bill, lineId);
  editable(line, guest);
  if (line.version !== expectedVersion) {
    throw new Refusal('line.changed', `${line.name} was changed meanwhile`, { details: { line } });
  }
  const pricing = createPricing(desk, bill);
  const next = changed(line, command, (asked) =>
    pricing.mustPrice({ ...asked, modifiers: modifiers ?? asked.modifiers }),
  );
  if (asksTheSame(line, next)) return [];
  if (guest) requireWithinLimits(bill, desk, { guest, added: 0, lines: withLine(bill, next) });
  return onOrder(orderId, { type: 'order.lineChanged', line: next });
};

const withLine = (bill: RunningBill, line: PricedLine): (OrderLine | PricedLine)[] =>
  bill.lines.map((old) => (old.lineId === line.lineId ? line : old));

/** [ORD-13] not sent yet · [ORD-14] a guest's own */
export const removeLine = ({ orderId, lineId }: CommandOf<'order.removeLine'>, desk: Desk): readonly Change[] => {
  const { bill, guest } = cartOf(desk, orderId);
  editable(namedLine(bill, lineId), guest);
  return onOrder(orderId, { type: 'order.lineRemoved', lineId });
};
