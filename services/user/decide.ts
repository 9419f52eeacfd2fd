import type { UserCommand } from '@cafe/contract';
import { unreachable } from '@cafe/contract/folds';
import type { Change, Decide } from '../kernel/definition.ts';
import { type EnrolmentFacts, enrol, revoke } from './decide-device.ts';
import { setPermission } from './decide-permission.ts';
import { add, disable, enable, endSessions, update } from './decide-staff.ts';
import { configure } from './decide-store.ts';

/** What the plain collections say of an enrolment; of any other command, nothing. */
export type UserFacts = EnrolmentFacts | undefined;

/** What a command about the store, its people or its devices does. Pure. */
export const decide: Decide<UserCommand, UserFacts> = (command, desk, facts): readonly Change[] => {
  switch (command.type) {
    case 'store.configure':
      return configure(command, desk);
    case 'staff.add':
      return add(command, desk);
    case 'staff.update':
      return update(command, desk);
    case 'staff.disable':
      return disable(command, desk);
    case 'staff.enable':
      return enable(command, desk);
    case 'staff.setPermission':
      return setPermission(command, desk);
    case 'staff.endSessions':
      return endSessions(command, desk);
    case 'device.enrol':
      return enrol(command, desk, facts);
    case 'device.revoke':
      return revoke(command, desk);
    default:
      return unreachable(command);
  }
};
