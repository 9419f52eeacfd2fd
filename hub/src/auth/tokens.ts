import { createSecretKey, type KeyObject, randomUUID } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS, AccessClaims, type Instant, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import type { TokenSigner, TokenVerifier } from '@cafe/services/user';
import jwt, { type JwtPayload } from 'jsonwebtoken';

/** The only algorithm, for signing and for reading; a token that names another is refused before its key is looked at. */
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt'; // RFC 9068: an access token is told apart from every other JWT by its header
const KID = /^[A-Za-z0-9_-]{1,32}$/;
const LEAST_SECRET_BYTES = 32;
/** How far another machine's clock may be ahead of ours when it signed. */
const SKEW_SECONDS = 2;
/** A token of ours is some 600 characters long; a longer one is not looked into. */
const LONGEST_TOKEN = 2_048;
const HEADER_FIELDS: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);

/** One signing key: its name in tokens' headers, and its secret. */
export interface TokenKey {
  readonly kid: string;
  readonly secret: string | Uint8Array;
}

/** The keys in use: the first signs, all of them verify, so that a key can be replaced while its tokens live. */
export type TokenKeys = readonly [TokenKey, ...TokenKey[]];

/** A key nobody should start with. The message names the key and never its secret. */
export class BadTokenKey extends Error {
  override readonly name = 'BadTokenKey';
}

const keyObjectOf = ({ kid, secret }: TokenKey): KeyObject => {
  const bytes = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : secret;
  if (!KID.test(kid)) throw new BadTokenKey(`the key name ${JSON.stringify(kid)} is not 1–32 of A–Z a–z 0–9 _ -`);
  if (bytes.byteLength < LEAST_SECRET_BYTES) {
    throw new BadTokenKey(
      `the token key ${kid} has ${bytes.byteLength} bytes; it needs at least ${LEAST_SECRET_BYTES}`,
    );
  }
  return createSecretKey(bytes); // made once: with a string, the library would make one for every token
};

const ringOf = (keys: TokenKeys): ReadonlyMap<string, KeyObject> => {
  const ring = new Map(keys.map((key) => [key.kid, keyObjectOf(key)]));
  if (ring.size < keys.length) throw new BadTokenKey('two token keys have one name');
  return ring;
};

const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1_000);

const invalid = (why: string, cause?: unknown): Refusal => new Refusal('auth.invalid', why, { cause });

/** The key a token's header names; a header that carries a key of its own, or any field beside ours, is refused. */
const keyOf = (token: string, ring: ReadonlyMap<string, KeyObject>): KeyObject => {
  const header: unknown = jwt.decode(token, { complete: true })?.header;
  if (typeof header !== 'object' || header === null) throw invalid('this is not a token');
  const { alg, typ, kid } = header as Readonly<Record<string, unknown>>; // an object with unknown fields
  if (Object.keys(header).some((field) => !HEADER_FIELDS.has(field))) throw invalid('the token has a foreign header');
  if (alg !== ALGORITHM || typ !== TYPE) throw invalid('this is not an access token of ours');
  const key = typeof kid === 'string' && KID.test(kid) ? ring.get(kid) : undefined;
  if (!key) throw invalid('the token was signed with an unknown key');
  return key;
};

const payloadOf = (token: string, key: KeyObject, nowSeconds: number): JwtPayload | string => {
  try {
    return jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      clockTimestamp: nowSeconds,
      ignoreNotBefore: true, // checked below, with the skew that is allowed to it and not to `exp`
    });
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) {
      throw new Refusal('auth.expired', 'the access token has expired', { cause: error });
    }
    throw invalid('the token is not genuine', error);
  }
};

/**
 * The claims of a payload whose signature is good. Strict: a claim that is missing or unknown is a token of somebody
 * else's. A token that lasts longer than ours do was not made by us.
 */
const claimsOf = (payload: JwtPayload | string, nowSeconds: number): AccessClaims => {
  const { data: claims } = AccessClaims.safeParse(payload);
  if (!claims) throw invalid('the token does not say what ours say');
  const { nbf, iat, exp } = claims;
  if (Math.max(nbf, iat) > nowSeconds + SKEW_SECONDS) throw invalid('the token is not good yet');
  if (exp - iat > ACCESS_TOKEN_SECONDS) throw invalid('the token lasts too long');
  return claims;
};

/**
 * Signs and reads access tokens with HS256. Made at boot.
 *
 * @param storeId the one store of this hub; a token of another is refused
 * @throws {BadTokenKey} a secret under 32 bytes or a bad key name: the process must not start
 * @see RULES.md TOK-1 to TOK-6
 */
export const createTokens = ({ keys, storeId }: { readonly keys: TokenKeys; readonly storeId: string }) => {
  const ring = ringOf(keys);
  const [{ kid }] = keys;
  const signingKey = keyObjectOf(keys[0]);
  const signer: TokenSigner = {
    sign(subject, at) {
      const iat = secondsOf(at);
      const exp = iat + ACCESS_TOKEN_SECONDS;
      const standard = { iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, jti: randomUUID(), iat, nbf: iat, exp };
      const claims = AccessClaims.parse({ ...subject, ...standard });
      const token = jwt.sign(claims, signingKey, { algorithm: ALGORITHM, header: { alg: ALGORITHM, typ: TYPE, kid } });
      return { token, claims, expiresAt: new Date(exp * 1_000).toISOString() };
    },
  };
  const verifier: TokenVerifier = {
    verify(token, at) {
      if (token === undefined || token === null || token === '') {
        throw new Refusal('auth.required', 'no access token was sent');
      }
      if (typeof token !== 'string' || token.length > LONGEST_TOKEN) throw invalid('this is not a token');
      const nowSeconds = secondsOf(at);
      const claims = claimsOf(payloadOf(token, keyOf(token, ring), nowSeconds), nowSeconds);
      if (claims.storeId !== storeId) throw invalid('the token is for another store');
      return claims;
    },
  };
  return { signer, verifier };
};
