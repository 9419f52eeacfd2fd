import { type Guest, idOf, kindOf, type OrderState } from '@cafe/contract/folds';
import type { ReadModel, Row } from '../kernel/definition.ts';

// Guests choose their ids: two orders' guests could share one, so the row's id names the order too.
const rowOf = (orderId: string, guest: Guest): Row => {
  const { guestId, name, status, joinedAt } = guest;
  return { _id: `${orderId}/${guestId}`, source: guest, fields: { orderId, guestId, name, status, joinedAt } };
};

/** [GST-27] `guestSessions`: one row for each guest of each order, also of those who have gone. */
export const guestSessionsModel: ReadModel<'order'> = {
  collection: 'guestSessions',
  kind: 'order',
  rows: (stream, state) => {
    if (kindOf(stream) !== 'order') return [];
    const order = state as OrderState; // a stream's state is of its kind
    return order.status === 'none' ? [] : order.guests.map((guest) => rowOf(idOf(stream), guest));
  },
};
