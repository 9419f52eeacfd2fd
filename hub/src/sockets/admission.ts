import type { AccessClaims, RefusalCode } from '@cafe/contract';
import { Handshake, PROTOCOL_VERSION } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import type { SharedPlaces } from '../redis/places.ts';

export interface AdmissionLimits {
  /** Connections of one address that nobody signed in on yet (S20). */
  readonly perAddress: number;
  readonly perGuest: number;
  readonly perDevice: number;
}

export interface AdmissionOptions {
  /** The places that are taken at other hubs too; a hub alone has none. */
  readonly shared?: SharedPlaces | undefined;
  readonly limits: AdmissionLimits;
  readonly allowHeadlessGuests: boolean;
  /** @throws {Refusal} `auth.*` */
  readonly verify: (token: string) => AccessClaims;
}

/** When one who has too many connections may try again, in milliseconds: a dead one is noticed after that. */
const FULL_RETRY_MS = 10_000;

const refuse = (code: RefusalCode, message: string): never => {
  throw new Refusal(code, message);
};

/** Counts things by a key and forgets keys that nothing is left of. */
export const createCounts = () => {
  const counts = new Map<string, number>();
  const of = (key: string): number => counts.get(key) ?? 0;
  return {
    of,
    more: (key: string) => void counts.set(key, of(key) + 1),
    less(key: string) {
      if (of(key) <= 1) counts.delete(key);
      else counts.set(key, of(key) - 1);
    },
  };
};
export type Counts = ReturnType<typeof createCounts>;

/** By what the connections of a token's bearer are counted. */
export const bearerKeyOf = (claims: AccessClaims): string =>
  'deviceId' in claims && claims.deviceId !== undefined ? `device:${claims.deviceId}` : `${claims.kind}:${claims.sid}`;

/** What is decided about a connection from its handshake alone: version, token, browser or not, how many there are already. */
export const createAdmission = ({ limits, allowHeadlessGuests, verify, shared }: AdmissionOptions) => {
  const bearers = createCounts();
  const full = (limit: number): Refusal =>
    new Refusal('actor.rate_limited', `more than ${limit} connections`, { details: { retryAfterMs: FULL_RETRY_MS } });

  /** A browser says its origin. What says none is a program: a device or a service, or a test's guest. */
  const mayComeWithoutOrigin = ({ kind }: AccessClaims): boolean =>
    kind === 'device' || kind === 'service' || (kind === 'guest' && allowHeadlessGuests);

  return {
    /**
     * The claims of a handshake's token.
     *
     * @throws {Refusal} `auth.required`, `auth.*`, `client.outdated`
     */
    admit(auth: unknown, origin: string | undefined): AccessClaims {
      const parsed = Handshake.safeParse(auth);
      if (!parsed.success) return refuse('auth.required', 'the handshake asks for { token, protocol }');
      const { token, protocol } = parsed.data;
      if (protocol !== PROTOCOL_VERSION) refuse('client.outdated', `this hub speaks protocol ${PROTOCOL_VERSION}`);
      const claims = verify(token);
      if (origin === undefined && !mayComeWithoutOrigin(claims)) refuse('auth.invalid', 'no origin');
      return claims;
    },
    /**
     * Takes one of a bearer's places, here at once and then at all hubs together: of handshakes that come at the same time,
     * no more get in than of those that come one after another.
     *
     * @param place names this connection among those of all hubs
     * @param gone hears, once, how the place is given back; repeating that is safe
     * @throws {Refusal} `actor.rate_limited` with `retryAfterMs`
     */
    async takePlace(claims: AccessClaims, place: string, gone: (leave: () => void) => void): Promise<void> {
      const key = bearerKeyOf(claims);
      const limit = claims.kind === 'guest' ? limits.perGuest : limits.perDevice;
      const isCounted = claims.kind !== 'service';
      if (isCounted && bearers.of(key) >= limit) throw full(limit);
      bearers.more(key);
      let taken = true;
      const leave = () => {
        if (taken) {
          bearers.less(key);
          shared?.leave(key, place);
        }
        taken = false;
      };
      gone(leave);
      if (!isCounted || !shared || (await shared.take(key, place, limit))) return;
      leave();
      throw full(limit);
    },
  };
};
