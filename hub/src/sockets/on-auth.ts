import { type AccessClaims, type AuthAnswer, AuthRequest } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import { malformed } from '../execute.ts';
import { checkShape } from '../message-shape.ts';
import type { Peer } from '../peer.ts';
import { type Actor, audienceOf } from '../policy.ts';
import type { Connection } from './connection.ts';

export interface AuthOptions {
  /** @throws {Refusal} `auth.*` */
  readonly verify: (token: string) => AccessClaims;
  /** Who claims stand for now. @throws {Refusal} */
  readonly actorOf: (claims: AccessClaims) => Promise<Actor>;
}

/** What a refreshed token must have in common with the one before: its bearer, their device, a guest's order. */
const isOfSameBearer = (one: AccessClaims, other: AccessClaims): boolean =>
  one.kind === other.kind &&
  one.sub === other.sub &&
  ('deviceId' in one ? one.deviceId : undefined) === ('deviceId' in other ? other.deviceId : undefined) &&
  ('orderId' in one ? one.orderId : undefined) === ('orderId' in other ? other.orderId : undefined);

/**
 * The peer with a fresh token in place: the connection's own again, or a person's on its device.
 *
 * @throws {Refusal} `auth.invalid` a token of another device, guest or person than this connection's
 */
export const withToken = (peer: Peer, claims: AccessClaims): Peer => {
  const { opener } = peer;
  if (opener && isOfSameBearer(opener, claims)) return { ...peer, opener: claims };
  const onThisDevice = opener?.kind === 'device' && claims.kind === 'staff' && claims.deviceId === opener.deviceId;
  if (!onThisDevice) throw new Refusal('auth.invalid', 'this token is not for this connection');
  return { ...peer, current: claims };
};

/** Whether two actors are the same one: then the rooms stay as they are. */
const isSame = (one: Actor, other: Actor): boolean =>
  one.kind === other.kind &&
  audienceOf(one) === audienceOf(other) &&
  (one.kind !== 'staff' || other.kind !== 'staff' || one.staffId === other.staffId);

/** Puts somebody in charge of a connection. Whoever was there before hears nothing more. */
export const seat = (connection: Connection, peer: Peer, actor: Actor): void => {
  const same = isSame(connection.actor, actor);
  connection.peer = peer;
  connection.actor = actor;
  if (same) return;
  connection.generation += 1;
  connection.audience = audienceOf(actor);
  connection.topics = [];
  connection.leaveAll();
};

/** One token in, one answer out: a refreshed one, or another person's on the same device. */
export const createOnAuth =
  ({ verify, actorOf }: AuthOptions) =>
  async (raw: unknown, connection: Connection): Promise<AuthAnswer> => {
    checkShape(raw);
    const parsed = AuthRequest.safeParse(raw);
    if (!parsed.success) throw malformed(parsed.error.issues);
    const claims = verify(parsed.data.token);
    withToken(connection.peer, claims);
    const actor = await actorOf(claims);
    const peer = withToken(connection.peer, claims);
    // The device's own token is fresh: whoever is current on it stays so.
    if (peer.current && peer.current !== claims) connection.peer = peer;
    else seat(connection, peer, actor);
    return { ok: true, expiresAt: new Date(claims.exp * 1_000).toISOString(), audience: connection.audience };
  };
