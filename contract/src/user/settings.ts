import * as z from 'zod';
import { Name, Price, RatePpm } from '../scalars.ts';

/** How a phone proves that it is at its table; `off`: guests read the menu and order nothing. */
export const GuestMode = z.enum(['approve_first', 'pin', 'open', 'off']);
export type GuestMode = z.infer<typeof GuestMode>;

/** A charge on the whole bill; `when` says whether tax is taken on it too. */
export const ServiceChargeSetting = z.object({
  ratePpm: RatePpm,
  when: z.enum(['before_tax', 'after_tax']),
});
export type ServiceChargeSetting = z.infer<typeof ServiceChargeSetting>;

/** What a store can be told about itself. Each is optional: a command changes what it names and leaves the rest. */
export const settingFields = {
  name: Name.optional(),
  /** ISO 4217. Fixed once the store ever opened an order (USR-2). */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** A zone of the IANA database, `Europe/Lisbon`. */
  timeZone: z.string().min(1).max(64).optional(),
  /** When a business day begins, `HH:MM` in the store's zone. */
  dayStart: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
    .optional(),
  /** BCP 47 tags; the first is what is shown where a text has no translation. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
    .min(1)
    .max(20)
    .optional(),
  rounding: z.enum(['half_away', 'half_even']).optional(),
  taxRounding: z.enum(['per_group', 'per_line']).optional(),
  /** The smallest coin in minor units; 1 rounds nothing. */
  cashRounding: z.int().min(1).max(100_000).optional(),
  guestMode: GuestMode.optional(),
  guestsPerTable: z.int().min(1).max(99).optional(),
  /** Lines one guest may have on an order before staff are asked. */
  guestMaxLines: z.int().min(1).max(1_000).optional(),
  /** What a guest's order may come to unpaid, in minor units, before staff are asked. */
  guestMaxUnpaid: Price.optional(),
  /** Whether what guests send waits for staff although they were admitted. */
  approveGuestLines: z.boolean().optional(),
  /** Whether an order may close with lines the kitchen still has: a counter where people pay first. */
  closeWithUnserved: z.boolean().optional(),
} as const;
