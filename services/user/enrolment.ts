import type { CommandOf, Done, EnrolmentCodeGrant, UnlockDevice, UnlockStaff } from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import type { Desk, RequestContext } from '../kernel/definition.ts';
import { askerOf, mustHold } from './asker.ts';
import type { EnrolmentFacts } from './decide-device.ts';
import type { UserPorts } from './ports.ts';
import type { UserRows } from './rows.ts';
import { codeHashOf, newEnrolmentCode } from './secret-hash.ts';
import { deviceCounter, personCounter } from './sign-in.ts';

/** How long an enrolment code is good: long enough to walk to the new screen. */
const CODE_MS = 15 * 60_000;

/** [USR-31] a code for one device, for a quarter of an hour. Asked for twice, there are two. */
export const makeEnrolmentCode =
  (ports: UserPorts) =>
  async (_request: unknown, context: RequestContext): Promise<EnrolmentCodeGrant> => {
    const { storeId, at } = context;
    mustHold(askerOf(context, await ports.staff(storeId)), 'device.make_code');
    return issueEnrolmentCode(ports)({ storeId, at });
  };

/** A code on the hub's own account, for a demo or the first device. */
export const issueEnrolmentCode =
  ({ rows, pepper }: Pick<UserPorts, 'rows' | 'pepper'>) =>
  async ({ storeId, at }: Pick<RequestContext, 'storeId' | 'at'>): Promise<EnrolmentCodeGrant> => {
    const code = newEnrolmentCode();
    const expiresAt = new Date(Date.parse(at) + CODE_MS).toISOString();
    await rows.codes.put({ storeId, codeHash: codeHashOf(pepper, code), expiresAt });
    return { code, expiresAt };
  };

/**
 * Uses the code up for this device and stores its hash before the commit. Safe to repeat: both know the device again.
 * A device the log knows already touches neither.
 */
export const gatherEnrolment =
  ({ rows, pepper }: { readonly rows: Pick<UserRows, 'codes' | 'credentials'>; readonly pepper: string }) =>
  async (command: CommandOf<'device.enrol'>, desk: Desk): Promise<EnrolmentFacts | undefined> => {
    const { storeId, at } = desk;
    const { deviceId, code, secretHash: hash } = command;
    if (desk.state(staffStream(storeId)).devices[deviceId]) return undefined;
    const isCodeGood = await rows.codes.use({ storeId, codeHash: codeHashOf(pepper, code), deviceId, at });
    if (!isCodeGood) return { isCodeGood, isHashTheFirst: false };
    const row = await rows.credentials.putOnce({ storeId, kind: 'device', subject: deviceId, hash });
    return { isCodeGood, isHashTheFirst: row.hash === hash };
  };

/** [USR-34] ends the lock of a person, at once and however it came about */
export const unlockStaff =
  (ports: UserPorts) =>
  async ({ staffId }: UnlockStaff, context: RequestContext): Promise<Done> => {
    mustHold(askerOf(context, await ports.staff(context.storeId)), 'staff.unlock');
    await ports.rows.tries.clear(personCounter(context.storeId, staffId, '').key);
    return { done: true };
  };

/** [USR-34] likewise of a device */
export const unlockDevice =
  (ports: UserPorts) =>
  async ({ deviceId }: UnlockDevice, context: RequestContext): Promise<Done> => {
    mustHold(askerOf(context, await ports.staff(context.storeId)), 'staff.unlock');
    await ports.rows.tries.clear(deviceCounter(context.storeId, deviceId, '').key);
    return { done: true };
  };
