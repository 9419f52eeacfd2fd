import type { Done, SetPassword, SetPin, StaffId, StoreId } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';
import type { Context, RequestContext } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { type Asker, askerOf, mustHold } from './asker.ts';
import type { UserPorts } from './ports.ts';
import { rankOf, rankOfAsker } from './rank.ts';
import { pepperedPin } from './secret-hash.ts';
import { personCounter } from './sign-in.ts';
import { tryOnce } from './tries.ts';
import { mustNotBeWeak, type NewSecret } from './weak-secret.ts';

/** Whose secret it is. */
export interface Owner {
  readonly storeId: StoreId;
  readonly staffId: StaffId;
}

const slowHash = ({ hasher, pepper }: UserPorts, { staffId }: Owner, { kind, value }: NewSecret): Promise<string> =>
  hasher.hash(kind === 'pin' ? pepperedPin(pepper, staffId, value) : value);

/** Stores the hash, then ends every sign-in that was made with the old one. */
const store = async (
  ports: UserPorts,
  owner: Owner,
  change: { secret: NewSecret; context: Context },
): Promise<void> => {
  const { storeId, staffId } = owner;
  const { kind } = change.secret;
  const before = await ports.rows.credentials.find(storeId, kind, staffId);
  const hash = await slowHash(ports, owner, change.secret);
  await ports.rows.credentials.replace({ storeId, kind, subject: staffId, hash });
  if (!before) return;
  const reason = kind === 'pin' ? 'pin_changed' : 'password_changed';
  await ports.commit({ type: 'staff.endSessions', staffId, reason }, change.context);
};

interface Change extends Owner {
  readonly current: string | undefined;
  readonly kind: NewSecret['kind'];
}

/** Whether `current` is the present password, or, where a PIN is to be changed, the present PIN. */
const isCurrent = async (ports: UserPorts, { storeId, staffId, current = '', kind }: Change): Promise<boolean> => {
  const { credentials } = ports.rows;
  const password = await credentials.find(storeId, 'password', staffId);
  const isPassword = await ports.hasher.matches(password?.hash, current);
  if (isPassword || kind === 'password') return isPassword;
  const pin = await credentials.find(storeId, 'pin', staffId);
  return ports.hasher.matches(pin?.hash, pepperedPin(ports.pepper, staffId, current));
};

const wrong = (): Refusal => new Refusal('auth.wrong_credentials', 'the present secret is wrong or missing');

/** Oneself: with the present secret, counted as a try. Others: with the permission, and nobody above. */
const mustBeAllowed = async (
  ports: UserPorts,
  asked: Change,
  { asker, staff, at }: { readonly asker: Asker; readonly staff: StaffState; readonly at: string },
): Promise<void> => {
  const { storeId, staffId } = asked;
  const isOwn = asker.by.kind === 'staff' && asker.by.id === staffId;
  if (!isOwn) mustHold(asker, 'staff.set_secret');
  const member = staff.members[staffId];
  if (!member) throw new Refusal('staff.not_found', `${staffId} is not on the staff`);
  if (!isOwn) {
    if (rankOfAsker(asker.by, staff) >= rankOf(member.role)) return;
    throw new Refusal('staff.owner_protected', `only somebody of that rank may do this to a ${member.role}`);
  }
  if (asked.current === undefined) throw wrong();
  const counters = [personCounter(storeId, staffId, 'self')];
  const isRight = await tryOnce({ rows: ports.rows.tries, counters, at }, () => isCurrent(ports, asked));
  if (!isRight) throw wrong();
};

const setSecret = async (
  ports: UserPorts,
  asked: { readonly staffId: StaffId; readonly current?: string | undefined; readonly secret: NewSecret },
  context: RequestContext,
): Promise<Done> => {
  const { storeId, at } = context;
  const { staffId, current, secret } = asked;
  const staff = await ports.staff(storeId);
  const asker = askerOf(context, staff);
  await mustBeAllowed(ports, { storeId, staffId, current, kind: secret.kind }, { asker, staff, at });
  mustNotBeWeak(secret, staff.members[staffId]);
  // Ending the sessions follows from the change that was just allowed; it asks for no permission of its own.
  await store(ports, { storeId, staffId }, { secret, context: { by: asker.by, may: () => true } });
  return { done: true };
};

/** [USR-29] one's own with the present one, somebody else's with the permission; their sign-ins end */
export const setPassword =
  (ports: UserPorts) =>
  ({ staffId, password, current }: SetPassword, context: RequestContext): Promise<Done> =>
    setSecret(ports, { staffId, current, secret: { kind: 'password', value: password } }, context);

/** [USR-29] likewise; the present one may be the password too */
export const setPin =
  (ports: UserPorts) =>
  ({ staffId, pin, current }: SetPin, context: RequestContext): Promise<Done> =>
    setSecret(ports, { staffId, current, secret: { kind: 'pin', value: pin } }, context);

/**
 * Gives a person a secret on the hub's own account: the first owner's, or a demo's. Resolves when it is durable.
 *
 * @throws {Refusal} `staff.not_found`, `staff.weak_secret`
 */
export const assignSecret =
  (ports: UserPorts) =>
  async (owner: Owner, secret: NewSecret): Promise<void> => {
    const member = (await ports.staff(owner.storeId)).members[owner.staffId];
    if (!member) throw new Refusal('staff.not_found', `${owner.staffId} is not on the staff`);
    mustNotBeWeak(secret, member);
    await store(ports, owner, { secret, context: { by: { kind: 'service', id: 'user' }, may: () => true } });
  };
