import * as z from 'zod';
import { DeviceId, Instant, Name, Role, SecretHash, SessionId, StaffId, StoreId } from '../scalars.ts';
import { EnrolmentCode, Login } from './commands.ts';

// Signing in and secrets: requests over HTTP, no commands. Nothing of them is ever logged or stored as it came.

/** Six digits or more: twenty bits, behind the lock of USR-21. */
export const Pin = z.string().regex(/^\d{6,12}$/);
/** At least ten characters, nothing else asked for; a bound, because hashing is dear. */
export const Password = z.string().min(10).max(200);
/**
 * A 256-bit secret, as text, as its owner made it (32 random bytes in base64url or hex). Its hash everywhere is the SHA-256
 * of that text. Any text is taken: what is no secret of ours opens nothing, and is told no more than that.
 */
export const Secret = z.string().min(1).max(2_048);

/** By login and password. `nextHash` is the hash of the refresh secret that the client made for this session. */
export const PasswordSignIn = z.strictObject({
  login: Login,
  password: z.string().min(1).max(200),
  nextHash: SecretHash,
});
export type PasswordSignIn = z.infer<typeof PasswordSignIn>;

/** By PIN, on an enrolled device and for a chosen person. */
export const PinSignIn = z.strictObject({
  staffId: StaffId,
  pin: z.string().regex(/^\d{4,12}$/),
  nextHash: SecretHash,
});
export type PinSignIn = z.infer<typeof PinSignIn>;

/** The secret of a person's session, of a device or of a guest. A person's is exchanged: `nextHash` is asked for then. */
export const RefreshRequest = z.strictObject({ secret: Secret, nextHash: SecretHash.optional() });
export type RefreshRequest = z.infer<typeof RefreshRequest>;

/** An access token and what it says. `sid` names the sign-in, to be put as `session` on commands tapped in it. */
export const TokenGrant = z.object({
  accessToken: z.string(),
  expiresAt: Instant,
  kind: z.enum(['staff', 'device', 'guest']),
  storeId: StoreId,
  sid: z.string(),
  /** A person's id, a device's or a guest's. */
  id: z.string(),
});
export type TokenGrant = Readonly<z.infer<typeof TokenGrant>>;

/** Ends one's own session; another one of one's own when `sid` names it. */
export const SignOut = z.strictObject({ sid: SessionId.optional() });
export type SignOut = z.infer<typeof SignOut>;

/** A new password: one's own with the present one, somebody else's with the permission. */
export const SetPassword = z.strictObject({
  staffId: StaffId,
  password: Password,
  current: z.string().min(1).max(200).optional(),
});
export type SetPassword = z.infer<typeof SetPassword>;

/** A new PIN, likewise. `current` is the present PIN, or the password. */
export const SetPin = z.strictObject({ staffId: StaffId, pin: Pin, current: z.string().min(1).max(200).optional() });
export type SetPin = z.infer<typeof SetPin>;

/** Ends the lock that wrong PINs of a person brought about. */
export const UnlockStaff = z.strictObject({ staffId: StaffId });
export type UnlockStaff = z.infer<typeof UnlockStaff>;

/** Ends the lock that wrong PINs on a device brought about. */
export const UnlockDevice = z.strictObject({ deviceId: DeviceId });
export type UnlockDevice = z.infer<typeof UnlockDevice>;

/** Nothing is asked for beside the token. */
export const NoFields = z.strictObject({});
export type NoFields = z.infer<typeof NoFields>;

/** A code that enrols one device until `expiresAt`. Lost, it is replaced by another. */
export const EnrolmentCodeGrant = z.object({ code: EnrolmentCode, expiresAt: Instant });
export type EnrolmentCodeGrant = Readonly<z.infer<typeof EnrolmentCodeGrant>>;

/** Whom an enrolled device offers for signing in by PIN. */
export const PeopleOnDevice = z.object({
  people: z.array(z.object({ staffId: StaffId, name: Name, role: Role })),
});
export type PeopleOnDevice = Readonly<z.infer<typeof PeopleOnDevice>>;

/** It is done. */
export const Done = z.object({ done: z.literal(true) });
export type Done = Readonly<z.infer<typeof Done>>;

/** A schema as a service names it without importing zod: it parses, and OpenAPI can be written from it. */
export type SchemaOf<Value> = z.ZodType<Value>;
