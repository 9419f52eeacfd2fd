import type { By, DeviceId } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';
import type { RequestContext } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { standingOf } from './standing.ts';

/** Somebody whose token counts, and what they may. */
export interface Asker {
  readonly by: By;
  may(permission: string): boolean;
}

/** Who sends a request. @throws {Refusal} `auth.required` without a token, `auth.revoked` where it counts no more */
export const askerOf = ({ claims, at }: RequestContext, staff: StaffState): Asker => {
  if (!claims) throw new Refusal('auth.required', 'this request needs an access token');
  const standing = standingOf({ claims }, staff, at);
  if (!standing.ok) throw new Refusal(standing.code, standing.message);
  return standing;
};

/**
 * The enrolled device a request comes from, if its token is a device's or was made on one.
 *
 * @throws {Refusal} `auth.revoked` when the token counts no more: a device that was taken out, a person who signed out
 */
export const deviceOf = (context: RequestContext, staff: StaffState): DeviceId | undefined =>
  context.claims && askerOf(context, staff).by.deviceId;

/** @throws {Refusal} `actor.forbidden` */
export const mustHold = (asker: Asker, permission: string): void => {
  if (!asker.may(permission)) throw new Refusal('actor.forbidden', `this needs ${permission}`);
};
