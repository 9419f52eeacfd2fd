import {
  DeviceId,
  DeviceKind,
  GuestMode,
  Instant,
  PermissionEffect,
  Price,
  RatePpm,
  Role,
  StaffId,
} from '@cafe/contract';
import * as z from 'zod';

/** A person of the staff. What is secret of them is nowhere in the log. */
export const StaffView = z.object({
  staffId: StaffId,
  name: z.string(),
  role: Role,
  login: z.string().optional(),
  disabled: z.boolean(),
  sessionsEndedAt: Instant.optional(),
});

export const DeviceView = z.object({ deviceId: DeviceId, name: z.string(), kind: DeviceKind, revoked: z.boolean() });

const overrides = z.record(z.string(), PermissionEffect);

/** The catalogue: who holds what as shipped, what the asker holds now, and, for whoever may see it, what the store changed. */
export const PermissionsView = z.object({
  version: z.int(),
  revision: z.int(),
  permissions: z.array(
    z.object({ permission: z.string(), roles: z.array(Role), approvable: z.boolean(), mine: z.boolean() }),
  ),
  roleOverrides: z.record(z.string(), overrides).optional(),
  personOverrides: z.record(z.string(), overrides).optional(),
});

/** The store's settings; who is not of the staff sees the shipped defaults in place of what is between the staff. */
export const StoreView = z.object({
  version: z.int(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  dayStart: z.string(),
  languages: z.array(z.string()),
  rounding: z.enum(['half_away', 'half_even']),
  taxRounding: z.enum(['per_group', 'per_line']),
  serviceCharge: z.object({ ratePpm: RatePpm, when: z.enum(['before_tax', 'after_tax']) }).optional(),
  cashRounding: z.int(),
  guestMode: GuestMode,
  guestsPerTable: z.int(),
  guestMaxLines: z.int(),
  guestMaxUnpaid: Price,
  approveGuestLines: z.boolean(),
  closeWithUnserved: z.boolean(),
});
