import type { CommandRoute } from '../kernel/definition.ts';

/** Where the commands of this service are reached over HTTP. */
export const USER_ROUTES: readonly CommandRoute[] = [
  { method: 'POST', path: '/store/configure', command: 'store.configure', summary: 'Change settings of the store' },
  { method: 'POST', path: '/staff', command: 'staff.add', newId: 'staffId', summary: 'Add a person' },
  // Before the paths that name a person: `permissions` is no staff id.
  {
    method: 'POST',
    path: '/staff/permissions/set',
    command: 'staff.setPermission',
    summary: 'Override a permission of a person or a role',
  },
  { method: 'POST', path: '/staff/:staffId/update', command: 'staff.update', summary: 'Change name, role or login' },
  { method: 'POST', path: '/staff/:staffId/disable', command: 'staff.disable', summary: 'Let a person in no more' },
  { method: 'POST', path: '/staff/:staffId/enable', command: 'staff.enable', summary: 'Let a person in again' },
  {
    method: 'POST',
    path: '/staff/:staffId/end-sessions',
    command: 'staff.endSessions',
    summary: 'End sign-ins of a person',
  },
  {
    method: 'POST',
    path: '/devices',
    command: 'device.enrol',
    newId: 'deviceId',
    summary: 'Enrol this device with a code',
  },
  { method: 'POST', path: '/devices/:deviceId/revoke', command: 'device.revoke', summary: 'Take a device out' },
];
