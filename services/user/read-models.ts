import { kindOf, type StaffState } from '@cafe/contract/folds';
import type { ReadModel } from '../kernel/definition.ts';

// A read model is given the states of its own kind only; the kernel's type does not say so.
type Rows = ReadModel<'staff'>['rows'];

const usersOf: Rows = (stream, state) =>
  kindOf(stream) !== 'staff'
    ? []
    : Object.entries((state as StaffState).members).map(([staffId, member]) => ({
        _id: staffId,
        source: member,
        fields: { name: member.name, role: member.role, login: member.login ?? null, disabled: member.disabled },
      }));

const devicesOf: Rows = (stream, state) =>
  kindOf(stream) !== 'staff'
    ? []
    : Object.entries((state as StaffState).devices).map(([deviceId, device]) => ({
        _id: deviceId,
        source: device,
        fields: { name: device.name, kind: device.kind, revoked: device.revoked },
      }));

/** What people query of the staff stream. Credentials are no part of it: they are not in the log. */
export const USER_READ_MODELS: readonly ReadModel<'staff'>[] = [
  { collection: 'users', kind: 'staff', rows: usersOf },
  { collection: 'devices', kind: 'staff', rows: devicesOf },
];
