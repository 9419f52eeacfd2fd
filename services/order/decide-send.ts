import type { CommandOf, DomainEvent, LineId, PricedLine } from '@cafe/contract';
import { type Guest, type OrderLine, type RunningBill, storeStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { cartOf } from './decide-lines.ts';
import { requireWithinLimits } from './guest-limits.ts';
import { forbiddenStep } from './line-states.ts';
import type { OrderPorts } from './ports.ts';
import { createPricing, pricedOf, requireNewLines, unitPriceOf } from './pricing.ts';
import { type RefusedLine, type Round, sendRound } from './round.ts';
import { isOf, namedLines, onOrder, requirePermission } from './running-bill.ts';

type Send = CommandOf<'order.send'>;
interface PriceChange {
  readonly lineId: LineId;
  readonly old: number;
  readonly new: number;
}

/** [ORD-31] What lies in the cart of a guest nobody let in yet is not swept up by others. */
const isOfPending = (bill: RunningBill, line: OrderLine): boolean =>
  line.addedBy.kind === 'guest' && bill.guests.some((guest) => guest.status === 'pending' && isOf(line, guest));

/** [ORD-20] The drafts named, else all of them, a guest's own for a guest · [ORD-14] */
const draftsOf = (bill: RunningBill, lineIds: readonly LineId[] | undefined, guest: Guest | undefined): OrderLine[] => {
  if (lineIds === undefined) {
    const mine = (line: OrderLine) => (guest ? isOf(line, guest) : !isOfPending(bill, line));
    return bill.lines.filter((line) => line.state === 'draft' && mine(line));
  }
  const lines = namedLines(bill, lineIds);
  for (const line of lines) {
    if (guest && !isOf(line, guest)) {
      throw new Refusal('line.not_yours', `${line.name} is not your line`, { details: { lineId: line.lineId } });
    }
    if (line.state !== 'draft') throw forbiddenStep(line, guest ? 'pending' : 'fired');
  }
  return lines;
};

/** What became of the prices of one command's lines; lives inside one decision, hence it grows. */
interface Priced {
  /** Drafts first, then new lines. */
  readonly lines: PricedLine[];
  readonly refused: RefusedLine[];
  readonly changed: PriceChange[];
}

/** [ORD-22] frozen at the price of the moment · [ORD-23] one that changed meanwhile only if accepted · [ORD-24] or kept */
const priceAll = (command: Send, drafts: readonly OrderLine[], pricing: ReturnType<typeof createPricing>): Priced => {
  const lines: PricedLine[] = [];
  const refused: RefusedLine[] = [];
  const changed: PriceChange[] = [];
  for (const draft of drafts) {
    const { lineId, itemId } = draft;
    const priced = pricing.price(draft);
    if (!priced.ok) {
      refused.push({ lineId, itemId, code: priced.problem.code });
      continue;
    }
    const old = unitPriceOf(draft);
    const now = unitPriceOf(priced.line);
    const accepted = command.acceptedPrices?.some((price) => price.lineId === lineId && price.unitPrice === now);
    if (old === now || accepted) lines.push(priced.line);
    else {
      changed.push({ lineId, old, new: now });
      lines.push(pricedOf(draft));
    }
  }
  for (const asked of command.lines ?? []) {
    const priced = pricing.price(asked);
    if (priced.ok) lines.push(priced.line);
    else refused.push({ lineId: asked.lineId, itemId: asked.itemId, code: priced.problem.code });
  }
  return { lines, refused, changed };
};

/** [ORD-23] [ORD-24] A changed price stops the whole round, unless somebody who may keeps the old ones. */
const settlePrices = ({ keepOldPrices }: Send, changed: readonly PriceChange[], desk: Desk): void => {
  if (changed.length === 0) return;
  if (keepOldPrices) {
    requirePermission(desk, 'order.keep_old_price', 'keeping an old price needs permission');
    return;
  }
  throw new Refusal('order.price_changed', `${changed.length} prices changed since`, { details: { lines: changed } });
};

/** [ORD-27] Whether what a guest sends waits for the staff. */
const mustWait = (bill: RunningBill, guest: Guest | undefined, desk: Desk): boolean =>
  guest !== undefined &&
  (bill.status === 'waiting' || guest.status === 'pending' || desk.fact(storeStream(desk.storeId)).approveGuestLines);

/** [ORD-27] Lines that wait for the staff, priced as they were confirmed. */
const submit = ({ orderId, bill, lines, refused }: Round): readonly Change[] => {
  const known = new Map(bill.lines.map((line) => [line.lineId, line]));
  const fresh = lines.filter(({ lineId }) => !known.has(lineId));
  const events: DomainEvent[] = [];
  if (fresh.length > 0) events.push({ type: 'order.linesAdded', lines: fresh });
  for (const line of lines) {
    const draft = known.get(line.lineId);
    if (draft && unitPriceOf(draft) !== unitPriceOf(line)) events.push({ type: 'order.lineChanged', line });
  }
  if (lines.length > 0) events.push({ type: 'order.linesSubmitted', lineIds: lines.map(({ lineId }) => lineId) });
  if (refused.length > 0) events.push({ type: 'order.linesRefused', lines: [...refused] });
  return onOrder(orderId, ...events);
};

/** All lines of the bill once these are on it. */
const billWith = (bill: RunningBill, lines: readonly PricedLine[]): (OrderLine | PricedLine)[] => {
  const coming = new Set(lines.map(({ lineId }) => lineId));
  return [...bill.lines.filter(({ lineId }) => !coming.has(lineId)), ...lines];
};

/** [ORD-20] to [ORD-27], [ORD-31]; for guests [ORD-70] to [ORD-72] */
export const send = (command: Send, desk: Desk, ports: OrderPorts): readonly Change[] => {
  const { orderId, lineIds, lines: fresh = [] } = command;
  const { bill, guest } = cartOf(desk, orderId);
  const drafts = draftsOf(bill, lineIds, guest);
  if (drafts.length + fresh.length === 0) throw new Refusal('order.nothing_to_send', 'there is no line to send');
  if (fresh.length > 0) {
    requireNewLines(
      bill,
      fresh.map(({ lineId }) => lineId),
    );
  }
  const pricing = createPricing(desk, bill);
  const { lines, refused, changed } = priceAll(command, drafts, pricing);
  settlePrices(command, changed, desk);
  if (guest) requireWithinLimits(bill, desk, { guest, added: fresh.length, lines: billWith(bill, lines) });
  const round = { orderId, bill, menu: pricing.menu, lines, refused };
  return mustWait(bill, guest, desk) ? submit(round) : sendRound(round, desk, ports);
};
