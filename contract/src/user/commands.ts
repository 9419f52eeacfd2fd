import * as z from 'zod';
import { DeviceId, Name, RatePpm, Role, SecretHash, SessionId, StaffId } from '../scalars.ts';
import { settingFields } from './settings.ts';

/** The name a person signs in with, where they have a password: lower case, so that nobody is two people. */
export const Login = z.string().regex(/^[a-z0-9][a-z0-9._@+-]{1,63}$/);
export type Login = z.infer<typeof Login>;

/** What an enrolled device is for; it decides what the device may do while nobody is signed in on it. */
export const DeviceKind = z.enum(['terminal', 'kitchen']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/** Why sessions ended; an audit reads it, nothing decides on it. */
export const SessionEnd = z.enum(['sign_out', 'password_changed', 'pin_changed', 'refresh_reused', 'by_manager']);
export type SessionEnd = z.infer<typeof SessionEnd>;

/** What an override says. `inherit` removes it. */
export const PermissionEffect = z.enum(['allow', 'deny', 'inherit']);
export type PermissionEffect = z.infer<typeof PermissionEffect>;

/** What a manager reads out and somebody types on a new device: 10 characters without `0 O 1 I L`. */
export const EnrolmentCode = z.string().regex(/^[2-9A-HJKMNP-Z]{10}$/);
export type EnrolmentCode = z.infer<typeof EnrolmentCode>;

/** Changes the settings it names. `serviceCharge: null` takes the charge away. */
export const ConfigureStore = z.strictObject({
  type: z.literal('store.configure'),
  ...settingFields,
  serviceCharge: z
    .strictObject({ ratePpm: RatePpm, when: z.enum(['before_tax', 'after_tax']) })
    .nullable()
    .optional(),
});

/** A new person. Their password and PIN are set by requests of their own: no secret enters the log. */
export const AddStaff = z.strictObject({
  type: z.literal('staff.add'),
  staffId: StaffId,
  name: Name,
  role: Role,
  login: Login.optional(),
});

/** Changes what it names; `login: null` takes the login away. */
export const UpdateStaff = z.strictObject({
  type: z.literal('staff.update'),
  staffId: StaffId,
  name: Name.optional(),
  role: Role.optional(),
  login: Login.nullable().optional(),
});

/** Ends a person's sessions and lets them in no more. */
export const DisableStaff = z.strictObject({ type: z.literal('staff.disable'), staffId: StaffId });

export const EnableStaff = z.strictObject({ type: z.literal('staff.enable'), staffId: StaffId });

/** Sets one override, of a person or of a role: exactly one of the two. `revision` is the one the sender saw. */
export const SetPermission = z.strictObject({
  type: z.literal('staff.setPermission'),
  revision: z.int().nonnegative(),
  permission: z.string().min(1).max(64),
  effect: PermissionEffect,
  staffId: StaffId.optional(),
  role: Role.optional(),
});

/** Ends the named sessions of a person, or all that they have. */
export const EndSessions = z.strictObject({
  type: z.literal('staff.endSessions'),
  staffId: StaffId,
  sids: z.array(SessionId).min(1).max(100).optional(),
  reason: SessionEnd,
});

/** Makes a device one of the store's. Sent by the device itself, which is known by its `secretHash` and a manager's code. */
export const EnrolDevice = z.strictObject({
  type: z.literal('device.enrol'),
  deviceId: DeviceId,
  name: Name,
  kind: DeviceKind,
  code: EnrolmentCode,
  secretHash: SecretHash,
});

/** Takes a device out of the store, for ever; enrolled again it is another one. */
export const RevokeDevice = z.strictObject({ type: z.literal('device.revoke'), deviceId: DeviceId });

export const USER_COMMANDS = [
  ConfigureStore,
  AddStaff,
  UpdateStaff,
  DisableStaff,
  EnableStaff,
  SetPermission,
  EndSessions,
  EnrolDevice,
  RevokeDevice,
] as const;
export type UserCommand = z.infer<(typeof USER_COMMANDS)[number]>;
