import * as z from 'zod';
import { GuestId, OrderId, SecretHash, TableId } from '../scalars.ts';

/** A phone asks to sit at a table. Its sender is `secretHash`, the hash of a secret the phone made and keeps. */
export const JoinGuest = z.strictObject({
  type: z.literal('guest.join'),
  tableId: TableId,
  orderId: OrderId,
  guestId: GuestId,
  secretHash: SecretHash,
  /** The name others at the table see. */
  name: z.string().min(1).max(40),
  /** The six digits the staff show, where the store asks for them. */
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

/** Staff let guests in: those named, else all who wait. Admits the waiting order with them. */
export const AdmitGuests = z.strictObject({
  type: z.literal('guest.admit'),
  orderId: OrderId,
  guestIds: z.array(GuestId).min(1).max(50).optional(),
});
/** A guest leaves by themselves; their lines stay on the bill. */
export const LeaveGuest = z.strictObject({ type: z.literal('guest.leave'), orderId: OrderId, guestId: GuestId });
/** Staff send one guest away. */
export const RemoveGuest = z.strictObject({ type: z.literal('guest.remove'), orderId: OrderId, guestId: GuestId });
/** Staff end every phone of an order at once; the bill stays. */
export const EndAllGuests = z.strictObject({ type: z.literal('guest.endAll'), orderId: OrderId });
/** New digits for a table after too many wrong ones. Sent by the service itself, or by staff. */
export const RenewPin = z.strictObject({ type: z.literal('guest.renewPin'), orderId: OrderId });
/** Ends sessions that were idle or lasted too long. Sent by the service itself. */
export const ExpireGuests = z.strictObject({
  type: z.literal('guest.expire'),
  orderId: OrderId,
  guestIds: z.array(GuestId).min(1).max(50),
});

export const GUEST_COMMANDS = [
  JoinGuest,
  AdmitGuests,
  LeaveGuest,
  RemoveGuest,
  EndAllGuests,
  RenewPin,
  ExpireGuests,
] as const;
export type GuestCommand = z.infer<(typeof GUEST_COMMANDS)[number]>;
