import type { CommandOf, Role, StaffEvent, StaffId } from '@cafe/contract';
import { type StaffMember, type StaffState, staffStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { rankOf, rankOfAsker } from './rank.ts';

const staffOf = (desk: Desk): StaffState => desk.state(staffStream(desk.storeId));

const written = (desk: Desk, ...events: readonly StaffEvent[]): readonly Change[] => [
  { stream: staffStream(desk.storeId), events },
];

/** [USR-10] somebody the store knows */
export const memberOf = ({ members }: StaffState, staffId: StaffId): StaffMember => {
  const member = members[staffId];
  if (!member) throw new Refusal('staff.not_found', `${staffId} is not on the staff`);
  return member;
};

/** [USR-7] nobody acts on somebody above themselves, nor lifts anybody there */
export const mustReach = (desk: Desk, staff: StaffState, role: Role): void => {
  if (rankOfAsker(desk.by, staff) >= rankOf(role)) return;
  const code = role === 'owner' ? 'staff.owner_protected' : 'actor.forbidden';
  throw new Refusal(code, `only somebody of that rank may do this to, or make, a ${role}`, { details: { role } });
};

/** [USR-4] one person per login */
const mustBeFree = ({ members }: StaffState, login: string, except?: StaffId): void => {
  const taken = Object.entries(members).some(([staffId, member]) => member.login === login && staffId !== except);
  if (taken) throw new Refusal('staff.exists', `${login} is somebody's login`, { details: { login } });
};

/** [USR-5] a store keeps an owner who can sign in */
const mustLeaveAnOwner = ({ members }: StaffState, staffId: StaffId): void => {
  const isOther = Object.entries(members).some(
    ([id, { role, disabled }]) => id !== staffId && role === 'owner' && !disabled,
  );
  if (!isOther) throw new Refusal('staff.last_owner', `${staffId} is the only owner`);
};

/** [USR-4] ids and logins are used once · [USR-7] nobody adds somebody above themselves */
export const add = (command: CommandOf<'staff.add'>, desk: Desk): readonly Change[] => {
  const { staffId, name, role, login } = command;
  const staff = staffOf(desk);
  if (staff.members[staffId]) throw new Refusal('staff.exists', `${staffId} is on the staff`, { details: { staffId } });
  mustReach(desk, staff, role);
  if (login !== undefined) mustBeFree(staff, login);
  return written(desk, { type: 'staff.added', staffId, name, role, ...(login !== undefined && { login }) });
};

/** [USR-4] a free login · [USR-5] not the last owner's role · [USR-7] neither them nor their new role above the asker */
export const update = (command: CommandOf<'staff.update'>, desk: Desk): readonly Change[] => {
  const { staffId, name, role, login } = command;
  const staff = staffOf(desk);
  const member = memberOf(staff, staffId);
  mustReach(desk, staff, member.role);
  const change = {
    ...(name !== undefined && name !== member.name && { name }),
    ...(role !== undefined && role !== member.role && { role }),
    ...(login !== undefined && login !== (member.login ?? null) && { login }),
  };
  if (Object.keys(change).length === 0) return [];
  if (change.role) mustReach(desk, staff, change.role);
  if (change.role && member.role === 'owner' && !member.disabled) mustLeaveAnOwner(staff, staffId);
  if (change.login) mustBeFree(staff, change.login, staffId);
  return written(desk, { type: 'staff.updated', staffId, ...change });
};

/** [USR-9] their sessions end in the same part · [USR-5] not the last owner · [USR-7] nobody above the asker */
export const disable = ({ staffId }: CommandOf<'staff.disable'>, desk: Desk): readonly Change[] => {
  const staff = staffOf(desk);
  const member = memberOf(staff, staffId);
  mustReach(desk, staff, member.role);
  if (member.disabled) return [];
  if (member.role === 'owner') mustLeaveAnOwner(staff, staffId);
  return written(
    desk,
    { type: 'staff.disabled', staffId },
    { type: 'staff.sessionsEnded', staffId, reason: 'by_manager' },
  );
};

/** [USR-9] back in, with sessions to be made anew · [USR-7] nobody above the asker */
export const enable = ({ staffId }: CommandOf<'staff.enable'>, desk: Desk): readonly Change[] => {
  const staff = staffOf(desk);
  const member = memberOf(staff, staffId);
  mustReach(desk, staff, member.role);
  return member.disabled ? written(desk, { type: 'staff.enabled', staffId }) : [];
};

/** [USR-11] one's own, or with the permission somebody's who is not above · what has ended ends no more */
export const endSessions = (command: CommandOf<'staff.endSessions'>, desk: Desk): readonly Change[] => {
  const { staffId, sids, reason } = command;
  const staff = staffOf(desk);
  const member = memberOf(staff, staffId);
  const isOwn = desk.by.kind === 'staff' && desk.by.id === staffId;
  if (!isOwn) {
    if (!desk.may('staff.endSessions')) throw new Refusal('actor.forbidden', "these are somebody else's sessions");
    mustReach(desk, staff, member.role);
  }
  if (!sids) {
    return member.sessionsEndedAt === desk.at ? [] : written(desk, { type: 'staff.sessionsEnded', staffId, reason });
  }
  const left = sids.filter((sid) => staff.endedSessions[sid] === undefined);
  return left.length === 0 ? [] : written(desk, { type: 'staff.sessionsEnded', staffId, sids: left, reason });
};
