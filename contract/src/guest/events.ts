import * as z from 'zod';
import { GuestId } from '../scalars.ts';

/** A phone joined the table. Of a guest the log holds a display name and nothing else. */
export const GuestJoined = z.object({
  type: z.literal('guest.joined'),
  guestId: GuestId,
  name: z.string(),
  /** `pending` waits for staff. */
  status: z.enum(['pending', 'active']),
});
export const GuestsAdmitted = z.object({ type: z.literal('guest.admitted'), guestIds: z.array(GuestId).min(1) });
export const GuestLeft = z.object({
  type: z.literal('guest.left'),
  guestId: GuestId,
  reason: z.enum(['left', 'revoked', 'expired']),
});
/** Every token of an earlier epoch opens nothing any more. */
export const GuestSessionsEnded = z.object({ type: z.literal('guest.sessionsEnded'), epoch: z.int().positive() });
/** The table's six digits are those of the next `pinEpoch`; the digits themselves are never in the log. */
export const GuestPinRenewed = z.object({ type: z.literal('guest.pinRenewed'), pinEpoch: z.int().positive() });

export const GUEST_EVENTS = [GuestJoined, GuestsAdmitted, GuestLeft, GuestSessionsEnded, GuestPinRenewed] as const;
export type GuestEvent = z.infer<(typeof GUEST_EVENTS)[number]>;
