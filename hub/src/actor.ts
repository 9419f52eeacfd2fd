import type { AccessClaims } from '@cafe/contract';
import type { OrderState, StaffState } from '@cafe/contract/folds';
import type { Standing } from '@cafe/services/user';
import type { Actor } from './policy.ts';

/** A good standing: of staff and devices, or of a guest, who may still wait to be let in. */
export type Good = Extract<Standing, { ok: true }> & { readonly admitted?: boolean };

export interface ActorFacts {
  readonly staff: StaffState;
  /** A guest's order, for the table it is at. */
  readonly order?: OrderState | undefined;
}

/** Who sits there, as policy knows it: from claims whose standing is good. */
export const actorFrom = (
  claims: AccessClaims,
  { may, admitted = true }: Good,
  { staff, order }: ActorFacts,
): Actor => {
  switch (claims.kind) {
    case 'staff': {
      const { sub: staffId, deviceId } = claims;
      return { kind: 'staff', staffId, deviceId, kitchen: staff.members[staffId]?.role === 'kitchen', may };
    }
    case 'device': {
      const { deviceId } = claims;
      return { kind: 'device', deviceId, kitchen: staff.devices[deviceId]?.kind === 'kitchen', may };
    }
    case 'guest': {
      const tableId = order && order.status !== 'none' ? order.tableId : undefined;
      return { kind: 'guest', guestId: claims.sub, orderId: claims.orderId, tableId, admitted, may };
    }
    case 'service':
      return { kind: 'service', may };
  }
};
