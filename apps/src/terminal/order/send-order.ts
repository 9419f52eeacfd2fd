import { type Cafe, CafeError, type FollowedOrder, type LineId } from '@cafe/client-sdk';
import { listOf } from '../../i18n/format.ts';
import { toast } from '../../ui/toast-list.ts';
import { attempt } from '../attempt.ts';
import { reasonOfCode } from '../refusal-words.ts';
import { say } from '../words.ts';

/** The most that goes in one round. */
const AT_MOST = 100;

/** The staff's own lines in the cart; what guests still choose is theirs to send. */
export const toSend = ({ bill, pending }: FollowedOrder): readonly LineId[] => [
  ...bill.lines
    .filter(({ state, addedBy }) => state === 'draft' && addedBy.kind !== 'guest')
    .map(({ lineId }) => lineId),
  ...pending.map(({ lineId }) => lineId),
];

/** Prices that changed since they were tapped, as the hub names them. */
const changedPrices = (thrown: unknown) => {
  if (!(thrown instanceof CafeError) || thrown.code !== 'order.price_changed') return undefined;
  const lines = thrown.details?.['lines'];
  if (!Array.isArray(lines)) return undefined;
  // what the hub's rule ORD-23 says of each; a line without its new price is refused again
  return lines as readonly { readonly lineId: LineId; readonly new: number }[];
};

const whatWasRefused = (
  { bill }: FollowedOrder,
  refused: Awaited<ReturnType<Cafe['orders']['send']>>['refused'],
): string =>
  listOf(
    refused.map(({ lineId, code }) => {
      const name = bill.lines.find((line) => line.lineId === lineId)?.name ?? '…';
      return `${name} (${reasonOfCode(code) ?? code})`;
    }),
  );

/**
 * Sends the staff's lines to the kitchen. What cannot be had stays in the cart and is named. A price that changed since is the
 * new one: staff are told, and it is sent.
 */
export const sendOrder = async (cafe: Cafe, order: FollowedOrder): Promise<void> => {
  const { orderId, bill } = order;
  const lineIds = toSend(order).slice(0, AT_MOST);
  const hasGuests = bill.lines.some(({ state, addedBy }) => state === 'draft' && addedBy.kind === 'guest');
  // Without guests' lines all drafts are meant, also those that another terminal adds in this moment.
  const which = hasGuests || toSend(order).length > AT_MOST ? { lineIds } : {};
  const sent = await attempt(say('doSend'), async (options) => {
    try {
      return await cafe.orders.send(orderId, which, options);
    } catch (thrown) {
      const changed = changedPrices(thrown);
      if (!changed) throw thrown;
      toast({ text: say('pricesChanged', { n: changed.length }), icon: 'alert', tone: 'warn' });
      const acceptedPrices = changed.map((one) => ({ lineId: one.lineId, unitPrice: one.new }));
      return cafe.orders.send(orderId, { ...which, acceptedPrices }, options);
    }
  });
  if (!sent || sent.refused.length === 0) return;
  const what = whatWasRefused(order, sent.refused);
  toast({ text: say('notSent', { what }), tone: 'bad', icon: 'ban', stays: true });
};
