import type { Instant, SessionId, StaffId } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';

/** How long one sign-in of a person lasts at most; after it they sign in again. Ended sessions are remembered longer. */
export const SESSION_MS = 24 * 60 * 60 * 1_000;

/** When a session began, in ms since 1970: its id is a uuid v7. */
export const startOfSession = (sid: SessionId): number => Number.parseInt(sid.slice(0, 8) + sid.slice(9, 13), 16);

/** One sign-in as it was made. */
export interface Session {
  readonly sid: SessionId;
  readonly staffId: StaffId;
}

/**
 * Why a person's sign-in no longer counts, or `undefined` while it does. Pure.
 *
 * @see RULES.md USR-33
 */
export const whyOver = (staff: StaffState, { sid, staffId }: Session, at: Instant): string | undefined => {
  const member = staff.members[staffId];
  if (!member || member.disabled) return 'this person is not on the staff';
  if (staff.endedSessions[sid] !== undefined) return 'this sign-in was ended';
  const startedMs = startOfSession(sid);
  if (member.sessionsEndedAt !== undefined && startedMs <= Date.parse(member.sessionsEndedAt)) {
    return 'all sign-ins of this person were ended';
  }
  return Date.parse(at) - startedMs < SESSION_MS ? undefined : 'this sign-in is older than a day';
};

/**
 * When a session that is made now began, in ms: now, or just after the person's sessions were last ended, where another
 * process's clock is ahead of ours. Else it would be over from the start.
 */
export const sessionStartMs = (staff: StaffState, staffId: StaffId, at: Instant): number => {
  const endedAt = staff.members[staffId]?.sessionsEndedAt;
  return Math.max(Date.parse(at), endedAt === undefined ? 0 : Date.parse(endedAt) + 1);
};
