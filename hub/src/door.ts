import type { AccessClaims, By, Command, CommandEnvelope, Instant, OrderId, SessionId, StaffId } from '@cafe/contract';
import { isApprovable, newcomerMay, type OrderState, type StaffState } from '@cafe/contract/folds';
import { type Context, type Receipt, Refusal } from '@cafe/services/kernel';
import { type Approver, type SignIn, type Standing, standingOf } from '@cafe/services/user';
import type { Good } from './actor.ts';
import { claimsOf, type Peer } from './peer.ts';

export interface DoorOptions {
  readonly staff: () => StaffState;
  readonly order: (orderId: OrderId) => Promise<OrderState>;
  /** The same from memory, if it is there. */
  readonly peekOrder: (orderId: OrderId) => OrderState | undefined;
  /** A sign-in by its id, from the store of sessions. */
  readonly signIn: (sid: SessionId) => Promise<SignIn | undefined>;
  /** Whether a guest's token is still good for its order. */
  readonly guestStanding: (
    claims: Extract<AccessClaims, { kind: 'guest' }>,
    order: OrderState,
    at: Instant,
  ) => Standing;
  /** Checks another person's PIN for one command; counts as a PIN try. @throws {Refusal} */
  readonly approve: (
    approval: { readonly by: StaffId; readonly pin: string },
    asked: { readonly command: Command; readonly by: By },
  ) => Promise<Approver>;
  /** The receipt of a command that succeeded before, if it is this one. @throws {Refusal} `command.id_reused` */
  readonly findReceipt: (envelope: CommandEnvelope, by: By) => Promise<Receipt | undefined>;
  /** Reads on in the log of whatever a standing is found from: it may have changed at another hub a moment ago. */
  readonly readOn: (claims: AccessClaims) => Promise<void>;
  readonly now: () => Date;
}

/** Let in with a context, or answered at once because it was done before. */
export type Admitted = { readonly context: Context } | { readonly receipt: Receipt };

/** Decides who may come in: with what standing a token, a session or an approval lets somebody act now. */
export interface Door {
  /** Whether claims are still good at this moment. @throws {Refusal} `auth.expired`, `auth.revoked`, `guest.session_ended` */
  standing(claims: AccessClaims): Promise<Extract<Standing, { ok: true }>>;
  /** The same from memory alone, for the last synchronous step of a handshake or a sync. */
  standingNow(claims: AccessClaims): Standing;
  /**
   * What a command's sender may, live.
   *
   * @throws {Refusal} `auth.*`, `actor.forbidden`, `actor.not_found`, `guest.session_ended`
   */
  admit(envelope: CommandEnvelope, peer: Peer): Promise<Admitted>;
}

/** Somebody without a token is known by what the command itself names. */
const newcomer = (command: Command): By => {
  switch (command.type) {
    case 'device.enrol':
      return { kind: 'device', id: command.deviceId };
    case 'guest.join':
      return { kind: 'guest', id: command.guestId };
    default:
      throw new Refusal('auth.required', `${command.type} asks for a token`);
  }
};

/** A guest acts on their own order and on nothing else; another one is not there for them. */
const staysOnOwnOrder = (claims: AccessClaims, command: Command): boolean =>
  claims.kind !== 'guest' || ('orderId' in command && command.orderId === claims.orderId);

/** Who a token speaks of, whether or not it still may: the sender of what it sent before. */
const bearerOf = (claims: AccessClaims): By => ({
  kind: claims.kind,
  id: claims.sub,
  ...('deviceId' in claims && claims.deviceId !== undefined && { deviceId: claims.deviceId }),
});

/** Whether it is a guest who waits to be let in. */
const isWaiting = ({ admitted }: Good): boolean => admitted === false;

/** Why somebody whose standing is good may not send a command. */
const notPermitted = ({ command, approval }: CommandEnvelope, standing: Good): Refusal => {
  if (isWaiting(standing)) return new Refusal('guest.not_admitted', 'the staff have not let this phone in yet');
  // An approval is given on a device: nobody else is told to ask for one.
  const canAsk = standing.by.deviceId !== undefined && isApprovable(command.type) && !approval;
  const code = canAsk ? 'actor.approval_required' : 'actor.forbidden';
  return new Refusal(code, `${command.type} is not permitted`);
};

/** What somebody may by themselves, and with an approver's PIN beside the command. */
const withApproval =
  ({ approve }: Pick<DoorOptions, 'approve'>) =>
  async ({ approval, command }: CommandEnvelope, { by, may }: Good): Promise<Context> => {
    if (!approval) return { by, may };
    const approver = await approve(approval, { command, by });
    const either = (permission: string) => may(permission) || approver.may(permission);
    return { by: { ...by, approvedBy: approver.approvedBy }, may: either };
  };

/**
 * With what standing claims come. Nobody is turned away from memory alone: who was let in at one hub may come to another the
 * next moment.
 */
const standingsOf = ({ staff, order, signIn, guestStanding, readOn, now }: DoorOptions) => {
  const found = async (claims: AccessClaims, sid?: SessionId): Promise<Standing> => {
    const at = now().toISOString();
    if (claims.kind === 'guest') return guestStanding(claims, await order(claims.orderId), at);
    if (sid === undefined || sid === claims.sid) return standingOf({ claims }, staff(), at);
    const session = await signIn(sid);
    if (!session) throw new Refusal('auth.invalid', 'no such session');
    return standingOf({ claims, signIn: session }, staff(), at);
  };

  return async (claims: AccessClaims, isGood: (standing: Standing) => boolean, sid?: SessionId): Promise<Standing> => {
    const standing = await found(claims, sid);
    if (isGood(standing)) return standing;
    await readOn(claims);
    return found(claims, sid);
  };
};

export const createDoor = (options: DoorOptions): Door => {
  const { staff, peekOrder, guestStanding, findReceipt, now } = options;

  const certain = standingsOf(options);
  const alive = (claims: AccessClaims): AccessClaims => {
    if (claims.exp * 1_000 <= now().getTime()) throw new Refusal('auth.expired', 'the access token expired');
    return claims;
  };
  const approved = withApproval(options);

  return {
    async standing(claims) {
      const standing = await certain(alive(claims), ({ ok }) => ok);
      if (!standing.ok) throw new Refusal(standing.code, standing.message);
      return standing;
    },
    standingNow(claims) {
      if (claims.exp * 1_000 <= now().getTime()) return { ok: false, code: 'auth.expired', message: 'it expired' };
      const at = now().toISOString();
      if (claims.kind !== 'guest') return standingOf({ claims }, staff(), at);
      return guestStanding(claims, peekOrder(claims.orderId) ?? { status: 'none' }, at);
    },
    async admit(envelope, peer) {
      const { command, session } = envelope;
      const claims = claimsOf(peer);
      if (!claims || newcomerMay(command.type)) {
        return { context: { by: newcomer(command), may: newcomerMay } };
      }
      if (!staysOnOwnOrder(alive(claims), command)) throw new Refusal('actor.not_found', 'it is not there');
      // A repeat is not approved again: the approver's PIN may be another by now, and a try at it counts.
      const before = envelope.approval && (await findReceipt(envelope, bearerOf(claims)));
      if (before) return { receipt: before };
      // With an approval somebody else's rights count too, and those are asked of the service that knows them.
      const mayAlone = (standing: Standing) => standing.ok && (!!envelope.approval || standing.may(command.type));
      const standing = await certain(claims, mayAlone, session);
      const context = standing.ok ? await approved(envelope, standing) : undefined;
      if (context?.may(command.type)) return { context };
      // It may have succeeded before its sender lost the right: then it is answered as it was then.
      const receipt = await findReceipt(envelope, bearerOf(claims));
      if (receipt) return { receipt };
      throw standing.ok ? notPermitted(envelope, standing) : new Refusal(standing.code, standing.message);
    },
  };
};
