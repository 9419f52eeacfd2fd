import type { DeviceId, Instant, PasswordSignIn, PinSignIn, StaffId, StoreId, TokenGrant } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';
import type { RequestContext } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { askerOf, deviceOf } from './asker.ts';
import { openSession } from './grant.ts';
import type { UserPorts } from './ports.ts';
import { pepperedPin } from './secret-hash.ts';
import { type Counter, tryOnce } from './tries.ts';

/** The counter of wrong PINs for one person; whatever their PIN is asked for. */
export const personCounter = (storeId: StoreId, staffId: StaffId, by: string): Counter => ({
  key: `${storeId}:staff:${staffId}`,
  by,
  kind: 'person',
});

/** The counter of wrong PINs on one device, for whomever. */
export const deviceCounter = (storeId: StoreId, deviceId: DeviceId, by: string): Counter => ({
  key: `${storeId}:device:${deviceId}`,
  by,
  kind: 'device',
});

const wrong = (): Refusal => new Refusal('auth.wrong_credentials', 'the name or the secret is wrong');

/** One PIN, of one chosen person, entered on one enrolled device. */
export interface PinTry {
  readonly storeId: StoreId;
  readonly staffId: StaffId;
  readonly deviceId: DeviceId;
  readonly pin: string;
  readonly at: Instant;
}

/**
 * Resolves when the PIN is right; counts it as wrong on the person and on the device otherwise. Costs the same queries
 * and the same hash whether or not the person exists, is disabled, or has a PIN.
 *
 * @throws {Refusal} `auth.wrong_credentials`, `auth.locked`
 */
export const checkPin = async (ports: UserPorts, staff: StaffState, tried: PinTry): Promise<void> => {
  const { storeId, staffId, deviceId, pin, at } = tried;
  const counters = [deviceCounter(storeId, deviceId, staffId), personCounter(storeId, staffId, deviceId)];
  const isRight = await tryOnce({ rows: ports.rows.tries, counters, at }, async () => {
    const row = await ports.rows.credentials.find(storeId, 'pin', staffId);
    const isSame = await ports.hasher.matches(row?.hash, pepperedPin(ports.pepper, staffId, pin));
    return isSame && staff.members[staffId]?.disabled === false;
  });
  if (!isRight) throw wrong();
};

/** [USR-21] on an enrolled device, for a chosen person · [USR-22] within the locks */
export const signInByPin =
  (ports: UserPorts) =>
  async ({ staffId, pin, nextHash }: PinSignIn, context: RequestContext): Promise<TokenGrant> => {
    const { storeId, at } = context;
    const staff = await ports.staff(storeId);
    if (!context.claims) askerOf(context, staff); // says that a token is needed
    const deviceId = deviceOf(context, staff);
    if (!deviceId) {
      throw new Refusal('actor.forbidden', 'a PIN is taken on an enrolled device only', {
        remedy: 'Enrol this device, or sign in by password.',
      });
    }
    await checkPin(ports, staff, { storeId, staffId, deviceId, pin, at });
    return openSession(ports, staff, { storeId, staffId, deviceId, nextHash, at });
  };

const byLogin = ({ members }: StaffState, login: string): StaffId | undefined =>
  // The keys of members are staff ids; Object.entries forgets it.
  Object.entries(members).find(([, member]) => member.login === login && !member.disabled)?.[0] as StaffId | undefined;

/** Asked for where the login is nobody's, so that the same queries run. */
const NOBODY = 'nobody';

/** [USR-20] one answer for whatever is wrong · [USR-24] wrong ones lock the address they come from, and nobody else */
export const signInByPassword =
  (ports: UserPorts) =>
  async ({ login, password, nextHash }: PasswordSignIn, context: RequestContext): Promise<TokenGrant> => {
    const { storeId, at, address } = context;
    const staff = await ports.staff(storeId);
    const deviceId = deviceOf(context, staff);
    const staffId = byLogin(staff, login);
    const counter: Counter = { key: `${storeId}:login:${login}@${address}`, by: address, kind: 'login' };
    const isRight = await tryOnce({ rows: ports.rows.tries, counters: [counter], at }, async () => {
      const row = await ports.rows.credentials.find(storeId, 'password', staffId ?? NOBODY);
      return ports.hasher.matches(row?.hash, password);
    });
    if (!isRight || !staffId) throw wrong();
    return openSession(ports, staff, { storeId, staffId, deviceId, nextHash, at });
  };
