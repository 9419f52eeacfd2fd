import type { Done, PeopleOnDevice, SignOut, StaffId } from '@cafe/contract';
import type { RequestContext } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { askerOf, deviceOf } from './asker.ts';
import type { UserPorts } from './ports.ts';
import type { SignIn } from './standing.ts';

const notYours = (): Refusal => new Refusal('actor.not_found', 'there is no such sign-in of yours');

/** The sign-in to end: the token's own; or one of the same person; or one that was made on the device asking. */
const signInToEnd = async (
  ports: Pick<UserPorts, 'rows'>,
  { sid }: SignOut,
  { claims, storeId }: RequestContext,
): Promise<Pick<SignIn, 'sid' | 'staffId'>> => {
  if (claims?.kind === 'staff' && (sid === undefined || sid === claims.sid))
    return { sid: claims.sid, staffId: claims.sub };
  const row = sid && (await ports.rows.refreshTokens.findBySession(storeId, sid));
  if (!row) throw notYours();
  const isOwn = claims?.kind === 'staff' && claims.sub === row.staffId;
  const isHere = claims?.kind === 'device' && claims.deviceId === row.deviceId;
  if (!isOwn && !isHere) throw notYours();
  return row;
};

/** [USR-28] ends a sign-in by a commit, and resolves when it is durable. A second time changes nothing. */
export const signOut =
  (ports: UserPorts) =>
  async (request: SignOut, context: RequestContext): Promise<Done> => {
    const asker = askerOf(context, await ports.staff(context.storeId));
    const { sid, staffId } = await signInToEnd(ports, request, context);
    const by = { kind: 'staff', id: staffId, ...(asker.by.deviceId && { deviceId: asker.by.deviceId }) } as const;
    await ports.commit({ type: 'staff.endSessions', staffId, sids: [sid], reason: 'sign_out' }, { by, may: asker.may });
    return { done: true };
  };

/** Whom an enrolled device offers to sign in by PIN: everybody who is not disabled, by name. */
export const peopleOnDevice =
  (ports: UserPorts) =>
  async (_request: unknown, context: RequestContext): Promise<PeopleOnDevice> => {
    const staff = await ports.staff(context.storeId);
    askerOf(context, staff);
    if (!deviceOf(context, staff))
      throw new Refusal('actor.forbidden', 'only an enrolled device is told who works here');
    const people = Object.entries(staff.members)
      .filter(([, { disabled }]) => !disabled)
      // The keys of members are staff ids; Object.entries forgets it.
      .map(([staffId, { name, role }]) => ({ staffId: staffId as StaffId, name, role }));
    return { people: people.sort((one, other) => one.name.localeCompare(other.name)) };
  };
