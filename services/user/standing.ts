import type { AccessClaims, By, ClaimsOf, DeviceId, Instant, RefusalCode, SessionId, StaffId } from '@cafe/contract';
import {
  deviceMay,
  type EnrolledDevice,
  effectivePermission,
  guestMay,
  type StaffState,
  unreachable,
} from '@cafe/contract/folds';
import { whyOver } from './session-life.ts';

/** A sign-in as the store of sessions knows it: who, and on which device. */
export interface SignIn {
  readonly sid: SessionId;
  readonly staffId: StaffId;
  readonly deviceId?: DeviceId;
}

/** Who acts and what they may now, or why they may nothing. */
export type Standing =
  | { readonly ok: true; readonly by: By; may(permission: string): boolean }
  | { readonly ok: false; readonly code: RefusalCode; readonly message: string };

/** What a standing is found from: verified claims, and the sign-in that the command's `session` names, if any. */
export interface Bearer {
  readonly claims: AccessClaims;
  readonly signIn?: SignIn | undefined;
}

const revoked = (message: string): Standing => ({ ok: false, code: 'auth.revoked', message });
const invalid = (message: string): Standing => ({ ok: false, code: 'auth.invalid', message });

const deviceIn = (staff: StaffState, deviceId: DeviceId): EnrolledDevice | undefined => {
  const device = staff.devices[deviceId];
  return device && !device.revoked ? device : undefined;
};

/** A person, on a device or not; on a kitchen screen they may also what the screen may by itself. */
const ofPerson = (signIn: SignIn, staff: StaffState, at: Instant): Standing => {
  const { staffId, deviceId } = signIn;
  const device = deviceId && deviceIn(staff, deviceId);
  if (deviceId && !device) return revoked('this device is not one of the store');
  const over = whyOver(staff, signIn, at);
  if (over) return revoked(over);
  return {
    ok: true,
    by: { kind: 'staff', id: staffId, ...(deviceId && { deviceId }) },
    may: (permission) =>
      effectivePermission(staff, staffId, permission) || (device ? deviceMay(device.kind, permission) : false),
  };
};

const ofDevice = ({ deviceId }: ClaimsOf<'device'>, staff: StaffState): Standing => {
  const device = deviceIn(staff, deviceId);
  if (!device) return revoked('this device is not one of the store');
  return {
    ok: true,
    by: { kind: 'device', id: deviceId, deviceId },
    may: (permission) => deviceMay(device.kind, permission),
  };
};

/** The sign-in a token of a person speaks of. */
const signInOf = ({ sid, sub, deviceId }: ClaimsOf<'staff'>): SignIn => ({
  sid,
  staffId: sub,
  ...(deviceId && { deviceId }),
});

/** A command's `session` counts where it was made: on the device whose token carries it, or in the token itself. */
const belongs = (signIn: SignIn, { claims }: Bearer): boolean => {
  if (claims.kind !== 'staff' && claims.kind !== 'device') return false;
  if (signIn.sid === claims.sid) return true;
  return claims.deviceId !== undefined && signIn.deviceId === claims.deviceId;
};

/**
 * Who a verified token stands for and what they may at this moment; asked anew for every command. Pure.
 * Permissions are read live; what a token says of its bearer is only who they are. A guest's order and epoch are
 * checked where the order is: this only knows a guest's fixed list.
 *
 * @see RULES.md USR-33
 */
export const standingOf = (bearer: Bearer, staff: StaffState, at: Instant): Standing => {
  const { claims, signIn } = bearer;
  if (signIn && !belongs(signIn, bearer)) return invalid('this session was not made here');
  switch (claims.kind) {
    case 'staff': {
      const own = ofPerson(signInOf(claims), staff, at);
      return own.ok && signIn ? ofPerson(signIn, staff, at) : own;
    }
    case 'device': {
      const own = ofDevice(claims, staff);
      return own.ok && signIn ? ofPerson(signIn, staff, at) : own;
    }
    case 'guest':
      return { ok: true, by: { kind: 'guest', id: claims.sub }, may: guestMay };
    case 'service':
      return { ok: true, by: { kind: 'service', id: claims.sub }, may: () => true };
    default:
      return unreachable(claims);
  }
};
