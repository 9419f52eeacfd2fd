import type { By, Role, StaffId } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';

/** Who stands above whom: an owner above managers, a manager above everybody else. */
const RANKS: Readonly<Record<Role, number>> = { owner: 3, manager: 2, cashier: 1, server: 1, kitchen: 1 };
/** Above everybody: the hub itself, when it makes a store's first owner. */
const SERVICE_RANK = 4;
const NOBODY_RANK = 0;

/** The rank of a role; a higher number stands above. */
export const rankOf = (role: Role): number => RANKS[role];

/** The rank of who asks, as the staff stream knows them now. */
export const rankOfAsker = (by: By, { members }: StaffState): number => {
  if (by.kind === 'service') return SERVICE_RANK;
  // A `by` of kind staff carries a staff id; one that the store does not know has no rank.
  const member = by.kind === 'staff' ? members[(by.id ?? '') as StaffId] : undefined;
  return member && !member.disabled ? rankOf(member.role) : NOBODY_RANK;
};
