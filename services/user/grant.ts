import type { DeviceId, Instant, SecretHash, StaffId, StoreId, TokenGrant, TokenSubject } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';
import type { UserPorts } from './ports.ts';
import { newSessionId } from './secret-hash.ts';
import { SESSION_MS, sessionStartMs, whyOver } from './session-life.ts';
import type { SignIn } from './standing.ts';

type Bearer = Exclude<TokenSubject, { kind: 'service' }>;

/** An access token for somebody, and what it says. */
export const grantTo = ({ signer }: Pick<UserPorts, 'signer'>, subject: Bearer, at: Instant): TokenGrant => {
  const { token, expiresAt } = signer.sign(subject, at);
  const { kind, sub: id, sid, storeId } = subject;
  return { accessToken: token, expiresAt, kind, storeId, sid, id };
};

/** The subject of a person's token. */
export const personSubject = (storeId: StoreId, { sid, staffId, deviceId }: SignIn): Bearer => ({
  kind: 'staff',
  sub: staffId,
  sid,
  storeId,
  ...(deviceId && { deviceId }),
});

/** How long refresh rows are kept: longer than a sign-in lasts, so that a replay of its last secret is still known. */
const KEPT_MS = 2 * SESSION_MS;
export const refreshRowEnd = (at: Instant): Instant => new Date(Date.parse(at) + KEPT_MS).toISOString();

/** A sign-in that has just been proved. */
export interface NewSession {
  readonly storeId: StoreId;
  readonly staffId: StaffId;
  readonly deviceId: DeviceId | undefined;
  /** The hash of the refresh secret its client made. */
  readonly nextHash: SecretHash;
  readonly at: Instant;
}

/**
 * Makes a sign-in and resolves, when it is durable, with its first access token. The same client asking again with the
 * same `nextHash`, because it lost the answer, gets the sign-in it has.
 *
 * @throws {Refusal} `auth.invalid` when the hash belongs to another sign-in, or was exchanged already
 */
export const openSession = async (ports: UserPorts, staff: StaffState, wanted: NewSession): Promise<TokenGrant> => {
  const { storeId, staffId, deviceId, nextHash: hash, at } = wanted;
  const sid = newSessionId(sessionStartMs(staff, staffId, at));
  const row = await ports.rows.refreshTokens.putOnce(
    { storeId, hash, sid, staffId, ...(deviceId && { deviceId }) },
    refreshRowEnd(at),
  );
  const isOurs = row.staffId === staffId && (row.deviceId ?? undefined) === deviceId && !row.next;
  if (!isOurs || whyOver(staff, row, at) !== undefined) {
    throw new Refusal('auth.invalid', 'this secret was used for another sign-in', {
      remedy: 'Make a new secret for a new sign-in.',
    });
  }
  const signIn = { sid: row.sid, staffId, ...(deviceId && { deviceId }) };
  return grantTo(ports, personSubject(storeId, signIn), at);
};
