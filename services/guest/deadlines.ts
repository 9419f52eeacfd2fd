import type { OrderId } from '@cafe/contract';
import { type AnyState, idOf, kindOf, type OrderState, type RunningBill, type StreamName } from '@cafe/contract/folds';
import type { Deadline } from '../kernel/definition.ts';
import { isSeated, LONGEST_MS } from './decide-session.ts';

const NONE: readonly Deadline[] = [];
/** The deadlines of one table's guests, kept by their list's identity: whoever looks every second looks at a map. */
const known = new WeakMap<RunningBill['guests'], readonly Deadline[]>();

const deadlinesOf = (orderId: OrderId, guests: RunningBill['guests']): readonly Deadline[] =>
  guests.filter(isSeated).map(({ guestId, joinedAt }) => ({
    at: new Date(Date.parse(joinedAt) + LONGEST_MS).toISOString(),
    kind: `guest:${guestId}`,
    command: { type: 'guest.expire', orderId, guestIds: [guestId] },
  }));

/** [GST-23] Six hours after the join the session of each guest who is still there ends. */
export const deadlines = (stream: StreamName, state: AnyState): readonly Deadline[] => {
  if (kindOf(stream) !== 'order') return NONE;
  const order = state as OrderState; // a stream's state is of its kind
  if (order.status !== 'open' && order.status !== 'waiting') return NONE;
  if (order.guests.length === 0) return NONE;
  // The id in an order's stream name is its order id.
  const found = known.get(order.guests) ?? deadlinesOf(idOf(stream) as OrderId, order.guests);
  known.set(order.guests, found);
  return found;
};
