import type {
  DeviceId,
  DeviceKind,
  EnrolmentCodeGrant,
  GuestId,
  OrderId,
  PeopleOnDevice,
  ScanAnswer,
  StaffId,
  TablePinAnswer,
  TokenGrant,
} from '@cafe/contract';
import { CafeError } from './cafe-error.ts';
import { type Ask, askOver, type HttpOptions } from './http-ask.ts';
import { newId, newSecret, sha256Hex } from './ids.ts';

/** What a device keeps of its enrolment, for ever. The secret is its own: the hub knows the hash alone. */
export interface DeviceKey {
  readonly deviceId: DeviceId;
  readonly secret: string;
}

/** What a phone keeps of its place at a table. */
export interface GuestKey {
  readonly guestId: GuestId;
  readonly orderId: OrderId;
  readonly secret: string;
}

/** A sign-in: its first token, and the secret for the next ones. */
export interface SignedIn {
  readonly grant: TokenGrant;
  readonly secret: string;
  /** The secret that takes its place, where an exchange was asked for and not answered yet. */
  readonly next?: string | undefined;
}

/**
 * What is asked over HTTP before, or beside, a connection: signing in, enrolling, joining. Whoever asks for a credential
 * makes its 256-bit secret here and sends only the SHA-256, so no answer carries a secret.
 *
 * Besides what each names it rejects with `client.unreachable`, `client.unreadable`, `command.malformed` (a field out of its
 * range), `actor.rate_limited`, `hub.busy`, `hub.draining`, `hub.internal`, and where it takes a token with `auth.required`,
 * `auth.invalid`, `auth.expired`, `auth.revoked`.
 */
export interface Http {
  /**
   * Signs in by login and password; resolves with a session. Repeating it makes another session.
   *
   * @throws {CafeError} `auth.wrong_credentials`, `auth.locked`
   * @example
   * const signedIn = await http.signInByPassword({ login: 'mia', password });
   */
  signInByPassword(credentials: { readonly login: string; readonly password: string }): Promise<SignedIn>;
  /**
   * Signs somebody in by PIN on an enrolled device; resolves with a session of that device. Repeating it makes another.
   *
   * @param deviceToken the device's own access token
   * @throws {CafeError} `auth.wrong_credentials`, `auth.locked`, `actor.forbidden` (it is no device's token)
   * @example
   * await cafe.actAs(personOf(http, await http.signInByPin(deviceToken, { staffId, pin })));
   */
  signInByPin(deviceToken: string, who: { readonly staffId: StaffId; readonly pin: string }): Promise<SignedIn>;
  /**
   * Whom a device offers to sign in by PIN.
   *
   * @throws {CafeError} `actor.forbidden` (it is no device's token)
   */
  people(deviceToken: string): Promise<PeopleOnDevice['people']>;
  /** Ends the session a token is of. Doing it twice changes nothing more. */
  signOut(token: string): Promise<void>;
  /**
   * A code that enrols one device, for a quarter of an hour. Repeating it makes another.
   *
   * @throws {CafeError} `actor.forbidden`
   */
  makeEnrolmentCode(token: string): Promise<EnrolmentCodeGrant>;
  /**
   * Makes this device one of the store's; resolves when that is durable. A code lets one device in: repeating it is refused.
   *
   * @throws {CafeError} `auth.wrong_code`
   * @example
   * const key = await http.enrolDevice({ code, name: 'Bar', kind: 'terminal' });
   */
  enrolDevice(device: { readonly code: string; readonly name: string; readonly kind: DeviceKind }): Promise<DeviceKey>;
  /**
   * What the code on a table stands for.
   *
   * @throws {CafeError} `actor.not_found`
   */
  scan(code: string): Promise<ScanAnswer>;
  /**
   * Sits a phone down at a table, or asks to; resolves when that is durable. Where the table turns out to have another
   * order than the scan said, it joins that one. Repeating it joins as one guest more.
   *
   * @param place `name` is what the others at the table read, 1–40 characters; `pin` the six digits, where the store asks
   * @throws {CafeError} `guest.ordering_off`, `guest.table_not_open`, `guest.wrong_pin`, `guest.table_full`,
   *   `guest.other_order`, `guest.session_ended` (that order is over), `actor.not_found` (there is no such table),
   *   `input.card_number`; where the table changed just then, `floor.not_found`, `floor.table_taken`, `table.invalid_transition`
   * @see services/guest/RULES.md, GST-1 to GST-11
   * @example
   * const key = await http.join({ ...(await http.scan(code)), name: 'Lea' });
   */
  join(place: Place): Promise<GuestKey>;
  /**
   * The digits of a table that staff tell its guests.
   *
   * @throws {CafeError} `actor.forbidden`, `order.not_found`, `order.closed`
   */
  tablePin(token: string, orderId: OrderId): Promise<TablePinAnswer>;
  /**
   * An access token for a secret: of a device, a guest, or a person's session.
   *
   * @param nextSecret of a person: the secret that takes the place of this one. Asking again with the same two is safe
   * @throws {CafeError} `auth.invalid`, `auth.revoked`, `guest.session_ended`
   */
  refresh(secret: string, nextSecret?: string): Promise<TokenGrant>;
}

/** Where a phone sits down. */
export interface Place extends Pick<ScanAnswer, 'tableId'> {
  readonly orderId?: OrderId | undefined;
  readonly name: string;
  readonly pin?: string;
}

const signIns = (ask: Ask): Pick<Http, 'signInByPassword' | 'signInByPin' | 'people' | 'signOut' | 'refresh'> => ({
  async signInByPassword(credentials) {
    const secret = newSecret();
    const body = { ...credentials, nextHash: await sha256Hex(secret) };
    return { secret, grant: await ask<TokenGrant>({ path: '/auth/password', body }) };
  },
  async signInByPin(token, who) {
    const secret = newSecret();
    const body = { ...who, nextHash: await sha256Hex(secret) };
    return { secret, grant: await ask<TokenGrant>({ path: '/auth/pin', body, token }) };
  },
  async people(token) {
    return (await ask<PeopleOnDevice>({ path: '/auth/people', token })).people;
  },
  async signOut(token) {
    await ask({ path: '/auth/sign-out', body: {}, token });
  },
  async refresh(secret, nextSecret) {
    const next = nextSecret === undefined ? {} : { nextHash: await sha256Hex(nextSecret) };
    return ask<TokenGrant>({ path: '/auth/refresh', body: { secret, ...next } });
  },
});

/** Where a table has another order, the refusal names it. */
const otherOrderIn = (error: unknown): OrderId | undefined => {
  if (!(error instanceof CafeError) || error.code !== 'guest.other_order') return undefined;
  const orderId = error.details?.['orderId'];
  return typeof orderId === 'string' ? (orderId as OrderId) : undefined; // the hub's own word for an order
};

const joining =
  (ask: Ask): Http['join'] =>
  async ({ tableId, orderId: found, name, pin }) => {
    const join = async (orderId: OrderId): Promise<GuestKey> => {
      // Made anew for another order: a hub that did not know of that one yet may have noted these for the one it refused.
      const secret = newSecret();
      const secretHash = await sha256Hex(secret);
      const guestId = newId<GuestId>();
      const body = { tableId, orderId, guestId, secretHash, name, ...(pin !== undefined && { pin }) };
      await ask({ path: '/guests', body, idempotencyKey: newId() });
      return { guestId, orderId, secret };
    };
    try {
      return await join(found ?? newId<OrderId>());
    } catch (error) {
      const other = otherOrderIn(error);
      if (other === undefined) throw error;
      return join(other);
    }
  };

/** Asks a hub over HTTP. Keeps nothing: what it resolves with is its caller's to keep. */
export const createHttp = (options: HttpOptions): Http => {
  const ask = askOver(options);
  return {
    ...signIns(ask),
    makeEnrolmentCode: (token) => ask<EnrolmentCodeGrant>({ path: '/devices/codes', body: {}, token }),
    async enrolDevice({ code, name, kind }) {
      const secret = newSecret();
      const deviceId = newId<DeviceId>();
      const body = { deviceId, name, kind, code, secretHash: await sha256Hex(secret) };
      await ask({ path: '/devices', body, idempotencyKey: newId() });
      return { deviceId, secret };
    },
    scan: (code) => ask<ScanAnswer>({ path: '/guests/scan', body: { code } }),
    join: joining(ask),
    tablePin: (token, orderId) => ask<TablePinAnswer>({ path: `/orders/${orderId}/pin`, token }),
  };
};
