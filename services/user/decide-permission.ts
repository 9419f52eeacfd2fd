import type { CommandOf, StaffEvent, StaffId } from '@cafe/contract';
import { effectivePermission, isStaffPermission, type StaffState, staffStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { memberOf, mustReach } from './decide-staff.ts';

type SetPermission = CommandOf<'staff.setPermission'>;

/** [USR-8] of one person or one role, and of a permission that staff can hold */
const check = ({ staffId, role, permission }: SetPermission): void => {
  if ((staffId === undefined) === (role === undefined)) {
    throw new Refusal('command.malformed', 'an override is of a person or of a role', {
      remedy: 'Name `staffId` or `role`, and not both.',
    });
  }
  if (!isStaffPermission(permission)) {
    throw new Refusal('staff.unknown_permission', `${permission} is not a permission of staff`, {
      details: { permission },
    });
  }
};

/** [USR-8] what an owner may is fixed · [USR-7] nobody gives, or takes, what they do not hold, nor from above */
const mustBeAllowed = (command: SetPermission, staff: StaffState, desk: Desk): void => {
  const role = command.role ?? (command.staffId && memberOf(staff, command.staffId).role);
  if (!role) return; // `check` let nothing through that names neither
  if (role === 'owner') throw new Refusal('staff.owner_protected', 'what an owner may is fixed');
  mustReach(desk, staff, role);
  const asker = desk.by.kind === 'staff' ? desk.by.id : undefined;
  // A `by` of kind staff carries a staff id; others are the hub itself.
  if (asker !== undefined && !effectivePermission(staff, asker as StaffId, command.permission)) {
    throw new Refusal('actor.forbidden', `you do not hold ${command.permission} yourself`);
  }
};

/** [USR-8] on the revision the asker saw · [USR-7] within what the asker holds · nothing where it is so already */
export const setPermission = (command: SetPermission, desk: Desk): readonly Change[] => {
  check(command);
  const { type: _, revision, permission, effect, staffId, role } = command;
  const stream = staffStream(desk.storeId);
  const staff = desk.state(stream);
  if (revision !== staff.revision) {
    throw new Refusal('staff.stale_revision', `the permissions are at revision ${staff.revision}`, {
      details: { revision: staff.revision },
    });
  }
  mustBeAllowed(command, staff, desk);
  const overrides = (staffId && staff.personOverrides[staffId]) ?? (role && staff.roleOverrides[role]);
  if ((overrides?.[permission] ?? 'inherit') === effect) return [];
  const whose = { ...(staffId && { staffId }), ...(role && { role }) };
  const event: StaffEvent = { type: 'staff.permissionSet', revision: revision + 1, permission, effect, ...whose };
  return [{ stream, events: [event] }];
};
