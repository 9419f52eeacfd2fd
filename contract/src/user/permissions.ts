import type { CommandType } from '../commands.ts';
import type { Role, StaffId } from '../scalars.ts';
import type { DeviceKind } from './commands.ts';
import type { StaffState } from './staff-state.ts';

/** What is permitted by more than the type of a command: it depends on state, or belongs to a request that is no command. */
export type ExtraPermission =
  | 'order.void_prepared'
  | 'order.void_with_preparing'
  | 'order.keep_old_price'
  | 'staff.read'
  | 'staff.set_secret'
  | 'staff.unlock'
  | 'device.make_code';

/** An id of the catalogue: a command's type, or one of those named beside it. */
export type Permission = CommandType | ExtraPermission;

/** Who holds a permission as shipped. What a row does not grant is denied. */
export interface PermissionRow {
  /** The roles that hold it. The owner holds every permission that any role can hold; an empty list is not for staff. */
  readonly roles: readonly Role[];
  /** Whether a second person's PIN can stand in for it, for one command. */
  readonly approvable?: true;
  /** Whether an admitted guest may, whatever the overrides say. */
  readonly guests?: true;
  /** Devices that may while nobody is signed in on them. */
  readonly devices?: readonly DeviceKind[];
  /** Whether it is asked by somebody who has no token yet and is known by the hash in the command. */
  readonly newcomers?: true;
}

const NOBODY: readonly Role[] = [];
const MANAGER: readonly Role[] = ['manager'];
const SALES: readonly Role[] = ['manager', 'cashier', 'server'];
const KITCHEN: readonly Role[] = ['manager', 'kitchen'];
const EVERYBODY: readonly Role[] = ['manager', 'cashier', 'server', 'kitchen'];
const SCREENS: readonly DeviceKind[] = ['kitchen'];

/** The catalogue. A command type without a row does not compile. */
export const PERMISSIONS: Readonly<Record<Permission, PermissionRow>> = {
  'store.configure': { roles: MANAGER },
  'staff.add': { roles: MANAGER },
  'staff.update': { roles: MANAGER },
  'staff.disable': { roles: MANAGER },
  'staff.enable': { roles: MANAGER },
  'staff.setPermission': { roles: MANAGER },
  'staff.endSessions': { roles: MANAGER },
  'staff.read': { roles: MANAGER },
  'staff.set_secret': { roles: MANAGER },
  'staff.unlock': { roles: MANAGER },
  'device.enrol': { roles: NOBODY, newcomers: true },
  'device.revoke': { roles: MANAGER },
  'device.make_code': { roles: MANAGER },

  'menu.saveCategory': { roles: MANAGER },
  'menu.saveItem': { roles: MANAGER },
  'menu.saveModifierGroup': { roles: MANAGER },
  'menu.saveTaxRate': { roles: MANAGER },
  'menu.saveStation': { roles: MANAGER },
  'menu.setAvailability': { roles: EVERYBODY, approvable: true },
  'menu.setStock': { roles: KITCHEN, approvable: true },

  'floor.saveFloor': { roles: MANAGER },
  'floor.saveTable': { roles: MANAGER },
  'floor.setTableState': { roles: SALES },

  'order.open': { roles: SALES },
  'order.addLines': { roles: SALES, guests: true },
  'order.changeLine': { roles: SALES, guests: true },
  'order.removeLine': { roles: SALES, guests: true },
  'order.send': { roles: SALES, guests: true },
  'order.approveLines': { roles: SALES },
  'order.rejectLines': { roles: SALES },
  'order.start': { roles: EVERYBODY, devices: SCREENS },
  'order.finish': { roles: EVERYBODY, devices: SCREENS },
  'order.serve': { roles: EVERYBODY },
  'order.recall': { roles: EVERYBODY, devices: SCREENS },
  'order.voidLines': { roles: SALES, approvable: true },
  'order.void_prepared': { roles: MANAGER, approvable: true },
  'order.void_with_preparing': { roles: MANAGER, approvable: true },
  'order.keep_old_price': { roles: MANAGER, approvable: true },
  'order.acknowledgeVoid': { roles: KITCHEN, devices: SCREENS },
  'order.close': { roles: SALES, approvable: true },
  'order.void': { roles: SALES, approvable: true },
  'order.expire': { roles: NOBODY },

  'payment.takeCash': { roles: SALES, approvable: true },

  'guest.join': { roles: NOBODY, newcomers: true },
  'guest.admit': { roles: SALES },
  'guest.leave': { roles: NOBODY, guests: true },
  'guest.remove': { roles: SALES, approvable: true },
  'guest.endAll': { roles: SALES, approvable: true },
  'guest.renewPin': { roles: SALES },
  'guest.expire': { roles: NOBODY },
};

const rowOf = (permission: string): PermissionRow | undefined =>
  // hasOwn makes the text a key of the table: `constructor` is not one.
  Object.hasOwn(PERMISSIONS, permission) ? PERMISSIONS[permission as Permission] : undefined;

/** Whether a text from outside is a permission that staff can hold, be granted or be denied. */
export const isStaffPermission = (text: string): text is Permission => (rowOf(text)?.roles.length ?? 0) > 0;

/** Whether a role holds a permission: the store's override of that role, else as shipped. The owner holds all. */
export const rolePermission = (staff: StaffState, role: Role, permission: string): boolean => {
  if (!isStaffPermission(permission)) return false;
  if (role === 'owner') return true;
  const override = staff.roleOverrides[role]?.[permission];
  return override === undefined ? PERMISSIONS[permission].roles.includes(role) : override === 'allow';
};

/**
 * Whether a person holds a permission now: the owner rule, then the person's override, then their role's, then the
 * shipped default. Unknown and disabled people hold nothing; an unknown permission is held by nobody.
 *
 * @see services/user/RULES.md USR-6
 */
export const effectivePermission = (staff: StaffState, staffId: StaffId, permission: string): boolean => {
  const member = staff.members[staffId];
  if (!member || member.disabled || !isStaffPermission(permission)) return false;
  if (member.role === 'owner') return true;
  const override = staff.personOverrides[staffId]?.[permission];
  return override === undefined ? rolePermission(staff, member.role, permission) : override === 'allow';
};

/** Whether an approver's PIN can stand in for a permission of the asker. */
export const isApprovable = (permission: string): boolean => rowOf(permission)?.approvable === true;

/** What an admitted guest may: a fixed list, without overrides. */
export const guestMay = (permission: string): boolean => rowOf(permission)?.guests === true;

/** What an enrolled device may while nobody is signed in on it. */
export const deviceMay = (kind: DeviceKind, permission: string): boolean =>
  rowOf(permission)?.devices?.includes(kind) === true;

/** What somebody without a token may: ask to become a device or a guest. */
export const newcomerMay = (permission: string): boolean => rowOf(permission)?.newcomers === true;
