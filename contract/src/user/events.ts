import * as z from 'zod';
import { DeviceId, Name, Role, SessionId, StaffId } from '../scalars.ts';
import { DeviceKind, Login, PermissionEffect, SessionEnd } from './commands.ts';
import { ServiceChargeSetting, settingFields } from './settings.ts';

/** The settings that changed, and no others; `serviceCharge: null` is none. */
export const StoreConfigured = z.object({
  type: z.literal('store.configured'),
  ...settingFields,
  serviceCharge: ServiceChargeSetting.nullable().optional(),
});

export const STORE_EVENTS = [StoreConfigured] as const;
export type StoreEvent = z.infer<(typeof STORE_EVENTS)[number]>;

export const StaffAdded = z.object({
  type: z.literal('staff.added'),
  staffId: StaffId,
  name: Name,
  role: Role,
  login: Login.optional(),
});

/** What changed; `login: null` is none. */
export const StaffUpdated = z.object({
  type: z.literal('staff.updated'),
  staffId: StaffId,
  name: Name.optional(),
  role: Role.optional(),
  login: Login.nullable().optional(),
});

export const StaffDisabled = z.object({ type: z.literal('staff.disabled'), staffId: StaffId });

export const StaffEnabled = z.object({ type: z.literal('staff.enabled'), staffId: StaffId });

/** One override, of a person or of a role. `revision` is the one after it. */
export const StaffPermissionSet = z.object({
  type: z.literal('staff.permissionSet'),
  revision: z.int().positive(),
  permission: z.string(),
  effect: PermissionEffect,
  staffId: StaffId.optional(),
  role: Role.optional(),
});

/** The revocation itself: every hub acts on it. Without `sids`, every session the person had at that moment. */
export const StaffSessionsEnded = z.object({
  type: z.literal('staff.sessionsEnded'),
  staffId: StaffId,
  sids: z.array(SessionId).optional(),
  reason: SessionEnd,
});

export const DeviceEnrolled = z.object({
  type: z.literal('device.enrolled'),
  deviceId: DeviceId,
  name: Name,
  kind: DeviceKind,
});

export const DeviceRevoked = z.object({ type: z.literal('device.revoked'), deviceId: DeviceId });

export const STAFF_EVENTS = [
  StaffAdded,
  StaffUpdated,
  StaffDisabled,
  StaffEnabled,
  StaffPermissionSet,
  StaffSessionsEnded,
  DeviceEnrolled,
  DeviceRevoked,
] as const;
export type StaffEvent = z.infer<(typeof STAFF_EVENTS)[number]>;
