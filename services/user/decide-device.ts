import type { CommandOf } from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';

/** What the plain collections say of an enrolment. */
export interface EnrolmentFacts {
  /** The code is one a manager made, is not too old, and no other device used it. */
  readonly isCodeGood: boolean;
  /** The hash stored for this device id is the one in the command: nobody else asked under this id before. */
  readonly isHashTheFirst: boolean;
}

/** [USR-12] one device per id, with a code that lets in one device */
export const enrol = (
  { deviceId, name, kind }: CommandOf<'device.enrol'>,
  desk: Desk,
  facts: EnrolmentFacts | undefined,
): readonly Change[] => {
  const stream = staffStream(desk.storeId);
  if (desk.state(stream).devices[deviceId]) throw new Refusal('device.exists', `${deviceId} was enrolled before`);
  if (!facts?.isCodeGood) throw new Refusal('auth.wrong_code', 'the code is wrong, used or too old');
  if (!facts.isHashTheFirst) throw new Refusal('device.exists', `${deviceId} was asked for by another device`);
  return [{ stream, events: [{ type: 'device.enrolled', deviceId, name, kind }] }];
};

/** [USR-13] for ever; a second time changes nothing */
export const revoke = ({ deviceId }: CommandOf<'device.revoke'>, desk: Desk): readonly Change[] => {
  const stream = staffStream(desk.storeId);
  const device = desk.state(stream).devices[deviceId];
  if (!device) throw new Refusal('device.not_found', `${deviceId} is not a device of this store`);
  return device.revoked ? [] : [{ stream, events: [{ type: 'device.revoked', deviceId }] }];
};
