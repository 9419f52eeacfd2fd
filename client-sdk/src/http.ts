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
}

/**
 * What is asked over HTTP before, or beside, a connection: signing in, enrolling, joining. Whoever asks for a credential
 * makes its 256-bit secret here and sends only the SHA-256, so no answer carries a secret.
 *
 * Each rejects with the hub's refusal, `client.unreachable` or `client.unreadable`.
 */
export interface Http {
  /**
   * Signs in by login and password; resolves with a session.
   *
   * @throws {CafeError} `auth.wrong_credentials`, `auth.locked`
   */
  signInByPassword(credentials: { readonly login: string; readonly password: string }): Promise<SignedIn>;
  /**
   * Signs somebody in by PIN on an enrolled device; resolves with a session of that device.
   *
   * @param deviceToken the device's own access token
   * @throws {CafeError} `auth.wrong_credentials`, `auth.locked`, `auth.required`
   */
  signInByPin(deviceToken: string, who: { readonly staffId: StaffId; readonly pin: string }): Promise<SignedIn>;
  /** Whom a device offers to sign in by PIN. */
  people(deviceToken: string): Promise<PeopleOnDevice['people']>;
  /** Ends the session a token is of. Doing it twice changes nothing more. */
  signOut(token: string): Promise<void>;
  /** A code that enrols one device, for a quarter of an hour. @throws {CafeError} `actor.forbidden` */
  makeEnrolmentCode(token: string): Promise<EnrolmentCodeGrant>;
  /**
   * Makes this device one of the store's; resolves when that is durable.
   *
   * @throws {CafeError} `auth.wrong_code`
   */
  enrolDevice(device: { readonly code: string; readonly name: string; readonly kind: DeviceKind }): Promise<DeviceKey>;
  /** What the code on a table stands for. @throws {CafeError} `actor.not_found` */
  scan(code: string): Promise<ScanAnswer>;
  /**
   * Sits a phone down at a table, or asks to; resolves when that is durable. Where the table turns out to have another
   * order than the scan said, it joins that one.
   *
   * @param place `name` is what the others at the table read, 1–40 characters; `pin` the digits, where the store asks
   * @throws {CafeError} `guest.ordering_off`, `guest.table_not_open`, `guest.wrong_pin`, `guest.table_full`,
   *   `guest.session_ended`
   */
  join(place: Place): Promise<GuestKey>;
  /** The digits of a table that staff tell its guests. @throws {CafeError} `actor.forbidden`, `order.closed` */
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
    const secret = newSecret();
    const secretHash = await sha256Hex(secret);
    const guestId = newId<GuestId>();
    const join = async (orderId: OrderId): Promise<GuestKey> => {
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
