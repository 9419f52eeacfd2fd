import { DeviceId, StaffId } from '@cafe/contract';
import { PERMISSIONS, type StaffMember, staffStream, storeStream } from '@cafe/contract/folds';
import { type Actor, mayFollow } from '../../policy.ts';
import { stateAsSeenBy } from '../../redact/as-seen-by.ts';
import type { Endpoint } from '../endpoint.ts';
import { versioned } from '../etag.ts';
import { allOf } from '../views/list.ts';
import { DeviceView, PermissionsView, StaffView, StoreView } from '../views/people.ts';
import { audienceFor, mustBe, notFound, type ReadPorts, readEndpoint, stateOf } from './read.ts';

const store = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/store',
    summary: 'Shows the store’s settings',
    description:
      'Who is not of the staff sees name, currency, time zone, languages and guest mode; the rest as shipped.',
    token: 'optional',
    response: StoreView,
    etag: true,
    read: async ({ actor, asked }) => {
      const stream = storeStream(ports.storeId);
      const { state, version } = await stateOf(ports, stream);
      return versioned(asked, version, { version, ...stateAsSeenBy(audienceFor(actor), stream, state) });
    },
  });

const seesStaff = (actor: Actor | undefined): boolean => actor !== undefined && mayFollow(actor, 'staff');
const isSelf = (actor: Actor | undefined, staffId: StaffId): boolean =>
  actor?.kind === 'staff' && actor.staffId === staffId;
const person = (staffId: string, { name, role, login, disabled, sessionsEndedAt }: StaffMember) => ({
  staffId,
  name,
  role,
  disabled,
  ...(login !== undefined && { login }),
  ...(sessionsEndedAt !== undefined && { sessionsEndedAt }),
});

const staff = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/staff',
    summary: 'Lists the people',
    description: 'Asks for the permission `staff.read`. Whom a device offers to sign in by PIN is at `/auth/people`.',
    token: 'required',
    response: allOf(StaffView),
    etag: true,
    read: async ({ actor, asked }) => {
      mustBe(seesStaff(actor), 'the list of people');
      const { state, version } = await stateOf(ports, staffStream(ports.storeId));
      const items = Object.entries(state.members).map(([staffId, member]) => person(staffId, member));
      return versioned(asked, version, { version, items });
    },
  });

const oneOfStaff = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/staff/:staffId',
    summary: 'Shows a person: oneself, or anybody with the permission `staff.read`',
    token: 'required',
    params: { staffId: StaffId },
    response: StaffView,
    etag: true,
    read: async ({ params: { staffId }, actor, asked }) => {
      const { state, version } = await stateOf(ports, staffStream(ports.storeId));
      const member = seesStaff(actor) || isSelf(actor, staffId) ? state.members[staffId] : undefined;
      if (!member) throw notFound();
      return versioned(asked, version, person(staffId, member));
    },
  });

const devices = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/devices',
    summary: 'Lists the devices, revoked ones included',
    token: 'required',
    response: allOf(DeviceView),
    etag: true,
    read: async ({ actor, asked }) => {
      mustBe(seesStaff(actor), 'the list of devices');
      const { state, version } = await stateOf(ports, staffStream(ports.storeId));
      const items = Object.entries(state.devices).map(([deviceId, device]) => ({ deviceId, ...device }));
      return versioned(asked, version, { version, items });
    },
  });

const device = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/devices/:deviceId',
    summary: 'Shows a device',
    token: 'required',
    params: { deviceId: DeviceId },
    response: DeviceView,
    etag: true,
    read: async ({ params: { deviceId }, actor, asked }) => {
      const { state, version } = await stateOf(ports, staffStream(ports.storeId));
      const isOwn = (actor?.kind === 'device' || actor?.kind === 'staff') && actor.deviceId === deviceId;
      const found = seesStaff(actor) || isOwn ? state.devices[deviceId] : undefined;
      if (!found) throw notFound();
      return versioned(asked, version, { deviceId, ...found });
    },
  });

const permissions = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/permissions',
    summary: 'Shows the catalogue of permissions, and which the asker holds',
    description: 'With the permission `staff.read` also what the store changed; `revision` goes into the next change.',
    token: 'required',
    response: PermissionsView,
    etag: true,
    read: async ({ actor, asked }) => {
      mustBe(actor?.kind === 'staff', 'the catalogue of permissions');
      const { state, version } = await stateOf(ports, staffStream(ports.storeId));
      const { revision, roleOverrides, personOverrides } = state;
      const catalogue = Object.entries(PERMISSIONS)
        .filter(([, row]) => row.roles.length > 0)
        .map(([permission, { roles, approvable = false }]) => {
          const mine = actor?.may(permission) === true;
          return { permission, roles: ['owner', ...roles], approvable, mine };
        });
      const changes = seesStaff(actor) && { roleOverrides, personOverrides };
      return versioned(asked, version, { version, revision, permissions: catalogue, ...changes });
    },
  });

/** The store, its people, its devices and who may what. */
export const peopleReads = (ports: ReadPorts): readonly Endpoint[] => [
  store(ports),
  staff(ports),
  oneOfStaff(ports),
  devices(ports),
  device(ports),
  permissions(ports),
];
