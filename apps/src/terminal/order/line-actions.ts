import { type Cafe, type LineId, newId, type OrderId } from '@cafe/client-sdk';
import { toast } from '../../ui/toast-list.ts';
import { attempt } from '../attempt.ts';
import { addLine } from '../menu/add-item.ts';
import { closeOverlay, overlay } from '../screen.ts';
import { say } from '../words.ts';
import { isUnsent, type LineGroup } from './line-groups.ts';
import type { ShownLine } from './shown-line.ts';

/** More than that is two lines. */
const MOST = 99;

/** What can be done with lines of a bill. */
export interface OnBill {
  readonly cafe: Cafe;
  readonly orderId: OrderId;
}

const wishOf = ({ itemId, variantId, modifiers, note }: ShownLine, quantity: number) => ({
  itemId,
  quantity,
  modifiers: modifiers.map(({ modifierId, quantity }) => ({ modifierId: modifierId as never, quantity })), // a line's own
  ...(variantId && { variantId }),
  ...(note !== undefined && { note }),
});

/** One more of the same: a line of its own, which is drawn with those it is like. */
export const oneMore = (on: OnBill, { lines: [line] }: LineGroup): void => void addLine(on, line.name, wishOf(line, 1));

const remove = ({ cafe, orderId }: OnBill, { lineId, name }: ShownLine): Promise<unknown> =>
  attempt(say('doRemove', { name }), (options) => cafe.orders.removeLine(orderId, lineId, options));

/** One less of what was not sent yet: of the line that came last. */
export const oneLess = (on: OnBill, { lines }: LineGroup): void => {
  const last = lines.at(-1);
  if (!last) return;
  const { lineId, quantity, version, name } = last;
  if (quantity === 1) void remove(on, last);
  else {
    const change = { orderId: on.orderId, lineId, expectedVersion: version, quantity: quantity - 1 };
    void attempt(say('doChange', { name }), (options) => on.cafe.orders.changeLine(change, options));
  }
};

/** Takes out of the cart what was not sent; a toast puts it back. */
export const removeGroup = (on: OnBill, { lines, quantity }: LineGroup): void => {
  const [line] = lines;
  for (const each of lines) void remove(on, each);
  const undo = () => void addLine(on, line.name, wishOf(line, Math.min(quantity, MOST)));
  toast({ text: say('removed', { name: line.name }), icon: 'trash', undo });
};

/** Which lines, and how much of the last of them, make up so many units. Pure. */
export const partOf = (lines: readonly ShownLine[], units: number, newLineId: () => LineId) => {
  let left = units;
  return lines.flatMap(({ lineId, quantity }) => {
    const taken = Math.min(left, quantity);
    left -= taken;
    if (taken === 0) return [];
    return taken === quantity ? [{ lineId }] : [{ lineId, quantity: taken, splitLineId: newLineId() }];
  });
};

/** Takes off the bill what was sent: it asks why, and how many. */
export const askVoid = ({ cafe, orderId }: OnBill, { lines, quantity }: LineGroup): void => {
  const { name } = lines[0];
  const run = (reason: string, units: number) => {
    closeOverlay();
    const what = { orderId, reason, lines: partOf(lines, units, () => newId<LineId>()) };
    void attempt(say('doVoid', { name }), (options) => cafe.orders.voidLines(what, options));
  };
  const reasons = [say('reasonMistake'), say('reasonChangedMind'), say('reasonTooLong'), say('reasonNotRight')];
  const title = say('voidTitle', { name });
  overlay.value = { kind: 'reason', ask: { title, action: say('voidIt'), reasons, upTo: quantity, run } };
};

/** What Delete comes to: out of the cart, or off the bill with a reason. */
export const takeAway = (on: OnBill, group: LineGroup): void => {
  const [line] = group.lines;
  if (isUnsent(line)) removeGroup(on, group);
  else if (line.state !== 'voided' && line.state !== 'pending') askVoid(on, group);
};

export const serveGroup = ({ cafe, orderId }: OnBill, { lines }: LineGroup): void => {
  const lineIds = lines.map(({ lineId }) => lineId);
  void attempt(say('doServe'), (options) => cafe.orders.serve(orderId, lineIds, options));
};

/** Lets guests' lines through to the kitchen. */
export const approveLines = ({ cafe, orderId }: OnBill, lineIds: readonly LineId[]): void =>
  void attempt(say('doApprove'), (options) => cafe.orders.approveLines(orderId, lineIds, options));

/** Puts guests' lines back into their cart, with a reason that they read. */
export const askReject = ({ cafe, orderId }: OnBill, lineIds: readonly LineId[]): void => {
  const run = (reason: string) => {
    closeOverlay();
    void attempt(say('doReject'), (options) => cafe.orders.rejectLines(orderId, { lineIds, reason }, options));
  };
  const reasons = [say('reasonSoldOut'), say('reasonClosing'), say('reasonAskUs')];
  overlay.value = { kind: 'reason', ask: { title: say('rejectTitle'), action: say('rejectIt'), reasons, run } };
};
