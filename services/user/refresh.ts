import type { DeviceId, RefreshRequest, SecretHash, TokenGrant } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';
import type { RequestContext } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { grantTo, personSubject, refreshRowEnd } from './grant.ts';
import type { UserPorts } from './ports.ts';
import type { CredentialRow, RefreshRow } from './rows.ts';
import { secretHashOf } from './secret-hash.ts';
import { whyOver } from './session-life.ts';

const unknown = (): Refusal => new Refusal('auth.invalid', 'this secret opens nothing');

/** Somebody has a secret that was exchanged before: whoever it is, all secrets of that sign-in end here. */
const endFamily = async (ports: UserPorts, { sid, staffId }: RefreshRow): Promise<never> => {
  await ports.commit(
    { type: 'staff.endSessions', staffId, sids: [sid], reason: 'refresh_reused' },
    { by: { kind: 'service', id: 'user' }, may: () => true },
  );
  throw new Refusal('auth.revoked', 'this secret was used before; the sign-in has ended', { details: { sid } });
};

const mustStand = (staff: StaffState, row: RefreshRow, { at }: RequestContext): void => {
  const over = whyOver(staff, row, at);
  if (over) throw new Refusal('auth.revoked', over);
  if (row.deviceId && staff.devices[row.deviceId]?.revoked !== false) {
    throw new Refusal('auth.revoked', 'this device is not one of the store');
  }
};

/**
 * [USR-26] exchanged once. Asked again with the same next secret, as an honest client does that lost the answer, the
 * same answer; with another one, or when the next secret was exchanged in its turn, it is a replay.
 */
const exchange = async (
  ports: UserPorts,
  { row, nextHash }: { readonly row: RefreshRow; readonly nextHash: SecretHash },
  context: RequestContext,
): Promise<TokenGrant> => {
  const { refreshTokens } = ports.rows;
  const { storeId, sid, staffId, deviceId } = row;
  const exchanged = await refreshTokens.exchange(storeId, row.hash, nextHash);
  if (exchanged?.next !== nextHash) return endFamily(ports, row);
  const next = { storeId, hash: nextHash, sid, staffId, ...(deviceId && { deviceId }) };
  const put = await refreshTokens.putOnce(next, refreshRowEnd(context.at));
  if (put.sid !== sid) throw unknown();
  if (put.next !== undefined) return endFamily(ports, row);
  return grantTo(ports, personSubject(storeId, { sid, staffId, ...(deviceId && { deviceId }) }), context.at);
};

const ofPerson = async (
  ports: UserPorts,
  row: RefreshRow,
  request: { nextHash: SecretHash | undefined; context: RequestContext },
) => {
  const { nextHash, context } = request;
  mustStand(await ports.staff(context.storeId), row, context);
  if (nextHash === undefined || nextHash === row.hash) {
    throw new Refusal('command.malformed', "a person's secret is exchanged for another one", {
      remedy: 'Make a new secret and send its hash as `nextHash`.',
    });
  }
  return exchange(ports, { row, nextHash }, context);
};

/** [USR-27] a device the log knows and has not revoked; a row without one opens nothing */
const ofDevice = async (ports: UserPorts, row: CredentialRow, { at }: RequestContext): Promise<TokenGrant> => {
  const { storeId } = row;
  // Rows of kind device are put with a device id as their subject.
  const deviceId = row.subject as DeviceId;
  const device = (await ports.staff(storeId)).devices[deviceId];
  if (!device) throw unknown();
  if (device.revoked) throw new Refusal('auth.revoked', 'this device is not one of the store');
  return grantTo(ports, { kind: 'device', sub: deviceId, deviceId, sid: deviceId, storeId }, at);
};

/**
 * An access token for a refresh secret, of a person, a device or a guest; resolves when a person's exchange is durable.
 * Repeating it with the same secret and next hash is safe until the next secret was used.
 *
 * @throws {Refusal} `auth.invalid` unknown, `auth.revoked` ended or replayed, the guest service's codes
 */
export const refresh =
  (ports: UserPorts) =>
  async ({ secret, nextHash }: RefreshRequest, context: RequestContext): Promise<TokenGrant> => {
    const { storeId, at } = context;
    const hash = secretHashOf(secret);
    const row = await ports.rows.refreshTokens.find(storeId, hash);
    if (row) return ofPerson(ports, row, { nextHash, context });
    const credential = await ports.rows.credentials.findByHash(storeId, hash);
    if (credential?.kind === 'device') return ofDevice(ports, credential, context);
    if (credential?.kind !== 'guest') throw unknown();
    return grantTo(ports, await ports.guests.subjectOf(storeId, credential.subject, at), at);
  };
