import * as z from 'zod';
import { DeviceId, GuestId, OrderId, SessionId, StaffId, StoreId } from '../scalars.ts';

/** Who issues access tokens and whom they are for. */
export const TOKEN_ISSUER = 'cafe';
export const TOKEN_AUDIENCE = 'cafe-hub';
/** How long an access token lasts. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;

const seconds = z.int().nonnegative();
const standard = {
  iss: z.literal(TOKEN_ISSUER),
  aud: z.literal(TOKEN_AUDIENCE),
  storeId: StoreId,
  /** The token's own id. */
  jti: z.uuid(),
  /** Seconds since 1970, as in RFC 7519. */
  iat: seconds,
  nbf: seconds,
  exp: seconds,
};

/** What an access token says. Nothing of it is a permission: what its bearer may is read live from the staff stream. */
export const AccessClaims = z.discriminatedUnion('kind', [
  z.strictObject({
    ...standard,
    kind: z.literal('staff'),
    sub: StaffId,
    sid: SessionId,
    deviceId: DeviceId.optional(),
  }),
  z.strictObject({ ...standard, kind: z.literal('device'), sub: DeviceId, sid: z.uuid(), deviceId: DeviceId }),
  z.strictObject({
    ...standard,
    kind: z.literal('guest'),
    sub: GuestId,
    sid: z.uuid(),
    orderId: OrderId,
    /** The order's count of "everybody out": a token of an earlier one is over. */
    epoch: z.int().nonnegative(),
  }),
  z.strictObject({ ...standard, kind: z.literal('service'), sub: z.string().min(1).max(40), sid: z.uuid() }),
]);
export type AccessClaims = Readonly<z.infer<typeof AccessClaims>>;
export type ClaimsOf<Kind extends AccessClaims['kind']> = Extract<AccessClaims, { kind: Kind }>;

type Standard = 'iss' | 'aud' | 'jti' | 'iat' | 'nbf' | 'exp';
type Without<Claims> = Claims extends unknown ? Omit<Claims, Standard> : never;
/** Whom a token is made for; the signer adds the standard claims. */
export type TokenSubject = Readonly<Without<AccessClaims>>;
