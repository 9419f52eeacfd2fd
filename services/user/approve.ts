import type { Approval, By, Instant, StaffId, StoreId } from '@cafe/contract';
import { effectivePermission, isApprovable } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';
import type { UserPorts } from './ports.ts';
import { checkPin } from './sign-in.ts';

/** A second person's PIN, entered for one command of somebody else. */
export interface AskedApproval {
  readonly storeId: StoreId;
  readonly approval: Approval;
  /** Who sends the command, and on which device. */
  readonly asker: By;
  readonly at: Instant;
}

/** What an approver adds to one command: their name on the commit, and what they may where a PIN can stand in. */
export interface Approver {
  readonly approvedBy: StaffId;
  may(permission: string): boolean;
}

/**
 * Checks an approval for one command, and is asked again for the next. The PIN counts as a try on both counters.
 *
 * @throws {Refusal} `actor.forbidden` (no enrolled device, or one's own PIN), `auth.wrong_credentials`, `auth.locked`
 * @see RULES.md USR-32
 */
export const approve =
  (ports: UserPorts) =>
  async ({ storeId, approval, asker, at }: AskedApproval): Promise<Approver> => {
    const { by: staffId, pin } = approval;
    const { deviceId } = asker;
    if (!deviceId) throw new Refusal('actor.forbidden', 'an approval is given on an enrolled device');
    if (asker.kind === 'staff' && asker.id === staffId) {
      throw new Refusal('actor.forbidden', 'nobody approves their own command');
    }
    const staff = await ports.staff(storeId);
    await checkPin(ports, staff, { storeId, staffId, deviceId, pin, at });
    return {
      approvedBy: staffId,
      may: (permission) => isApprovable(permission) && effectivePermission(staff, staffId, permission),
    };
  };
