import type { EventMeta } from '../fold.ts';
import type { RunningBill } from '../order/state.ts';
import type { GuestId } from '../scalars.ts';
import { unreachable } from '../unreachable.ts';
import type { GuestEvent } from './events.ts';
import type { Guest, GuestStatus } from './state.ts';

const changing = (bill: RunningBill, guestIds: readonly GuestId[], status: GuestStatus): RunningBill => ({
  ...bill,
  guests: bill.guests.map((guest) => (guestIds.includes(guest.guestId) ? { ...guest, status } : guest)),
});

/** Ends the sessions of all who still have one. */
export const endGuests = (guests: readonly Guest[], status: GuestStatus): readonly Guest[] =>
  guests.map((guest) => (guest.status === 'active' || guest.status === 'pending' ? { ...guest, status } : guest));

/** The bill after one event of its guests. */
export const evolveGuest = (bill: RunningBill, event: GuestEvent, { at }: EventMeta): RunningBill => {
  switch (event.type) {
    case 'guest.joined': {
      const { guestId, name, status } = event;
      return { ...bill, guests: [...bill.guests, { guestId, name, status, joinedAt: at }] };
    }
    case 'guest.admitted':
      return changing(bill, event.guestIds, 'active');
    case 'guest.left':
      return changing(bill, [event.guestId], event.reason);
    case 'guest.sessionsEnded':
      return { ...bill, epoch: event.epoch, guests: endGuests(bill.guests, 'revoked') };
    case 'guest.pinRenewed':
      return { ...bill, pinEpoch: event.pinEpoch };
    default:
      return unreachable(event);
  }
};
