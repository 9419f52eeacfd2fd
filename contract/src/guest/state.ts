import type { GuestId, Instant } from '../scalars.ts';

/** `pending` waits for staff; `left`, `revoked`, `expired` and `settled` are over. */
export type GuestStatus = 'pending' | 'active' | 'left' | 'revoked' | 'expired' | 'settled';

export interface Guest {
  readonly guestId: GuestId;
  readonly name: string;
  readonly status: GuestStatus;
  readonly joinedAt: Instant;
}
