import type { EventMeta } from '../fold.ts';
import type { DeviceId, Instant, Role, SessionId, StaffId } from '../scalars.ts';
import { unreachable } from '../unreachable.ts';
import type { DeviceKind } from './commands.ts';
import type { StaffEvent } from './events.ts';

export interface StaffMember {
  readonly name: string;
  readonly role: Role;
  /** The name they sign in with by password. */
  readonly login?: string;
  readonly disabled: boolean;
  /** Every session that began at or before this moment is over. */
  readonly sessionsEndedAt?: Instant;
}

export interface EnrolledDevice {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly revoked: boolean;
}

/** What differs from the shipped defaults: permission id → what the override says. */
export type Overrides = Readonly<Record<string, 'allow' | 'deny'>>;

/** The store's people and devices. */
export interface StaffState {
  readonly members: Readonly<Record<StaffId, StaffMember>>;
  readonly devices: Readonly<Record<DeviceId, EnrolledDevice>>;
  /** Counts the changes of overrides; an edit names the one it saw. */
  readonly revision: number;
  readonly personOverrides: Readonly<Record<StaffId, Overrides>>;
  readonly roleOverrides: Readonly<Partial<Record<Role, Overrides>>>;
  /** Sessions ended one by one, and when. Kept for 48 hours: no session lives longer than 24. */
  readonly endedSessions: Readonly<Record<SessionId, Instant>>;
}

export const initialStaff: StaffState = {
  members: {},
  devices: {},
  revision: 0,
  personOverrides: {},
  roleOverrides: {},
  endedSessions: {},
};

const REMEMBERED_MS = 48 * 60 * 60 * 1_000;

const withMember = (state: StaffState, staffId: StaffId, change: Partial<StaffMember>): StaffState => {
  const member = state.members[staffId];
  return member ? { ...state, members: { ...state.members, [staffId]: { ...member, ...change } } } : state;
};

type Of<Type extends StaffEvent['type']> = Extract<StaffEvent, { type: Type }>;

const updated = (state: StaffState, { staffId, name, role, login }: Of<'staff.updated'>): StaffState => {
  const member = state.members[staffId];
  if (!member) return state;
  const { login: before, ...rest } = member;
  const after = login === undefined ? before : login;
  const next: StaffMember = {
    ...rest,
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(after && { login: after }),
  };
  return { ...state, members: { ...state.members, [staffId]: next } };
};

const withOverride = (overrides: Overrides, { permission, effect }: Of<'staff.permissionSet'>): Overrides => {
  const { [permission]: _, ...others } = overrides;
  return effect === 'inherit' ? others : { ...others, [permission]: effect };
};

const permissionSet = (state: StaffState, event: Of<'staff.permissionSet'>): StaffState => {
  const { revision, staffId, role } = event;
  const { personOverrides, roleOverrides } = state;
  return {
    ...state,
    revision,
    personOverrides: staffId
      ? { ...personOverrides, [staffId]: withOverride(personOverrides[staffId] ?? {}, event) }
      : personOverrides,
    roleOverrides: role ? { ...roleOverrides, [role]: withOverride(roleOverrides[role] ?? {}, event) } : roleOverrides,
  };
};

const sessionsEnded = (state: StaffState, event: Of<'staff.sessionsEnded'>, { at }: EventMeta): StaffState => {
  if (!event.sids) return withMember(state, event.staffId, { sessionsEndedAt: at });
  const oldest = Date.parse(at) - REMEMBERED_MS;
  const remembered = Object.entries(state.endedSessions).filter(([, ended]) => Date.parse(ended) > oldest);
  const ended = event.sids.map((sid) => [sid, at] as const);
  return { ...state, endedSessions: Object.fromEntries([...remembered, ...ended]) };
};

/** Pure: the people and devices after an event. */
export const evolveStaff = (state: StaffState, event: StaffEvent, meta: EventMeta): StaffState => {
  switch (event.type) {
    case 'staff.added': {
      const { type: _, staffId, name, role, login } = event;
      const member: StaffMember = { name, role, ...(login !== undefined && { login }), disabled: false };
      return { ...state, members: { ...state.members, [staffId]: member } };
    }
    case 'staff.updated':
      return updated(state, event);
    case 'staff.disabled':
      return withMember(state, event.staffId, { disabled: true });
    case 'staff.enabled':
      return withMember(state, event.staffId, { disabled: false });
    case 'staff.permissionSet':
      return permissionSet(state, event);
    case 'staff.sessionsEnded':
      return sessionsEnded(state, event, meta);
    case 'device.enrolled': {
      const { deviceId, name, kind } = event;
      return { ...state, devices: { ...state.devices, [deviceId]: { name, kind, revoked: false } } };
    }
    case 'device.revoked': {
      const device = state.devices[event.deviceId];
      if (!device) return state;
      return { ...state, devices: { ...state.devices, [event.deviceId]: { ...device, revoked: true } } };
    }
    default:
      return unreachable(event);
  }
};
