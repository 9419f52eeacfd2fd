import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { DeviceId, GuestId, OrderId, SessionId, StaffId, StoreId, TokenSubject } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import { describe, expect, test } from '@jest/globals';
import jwt, { type SignOptions } from 'jsonwebtoken';
import { BadTokenKey, createTokens } from './tokens.ts';

// Ids as tests write them; the casts give the brand that parsing would.
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const storeId = uuid(1) as StoreId;
const NOW = '2026-11-23T12:00:00.250Z';
const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const key = { kid: 'k1', secret: 'a secret of at least 32 bytes, really' };
const { signer, verifier } = createTokens({ keys: [key], storeId });

const person: TokenSubject = { kind: 'staff', sub: uuid(2) as StaffId, sid: uuid(3) as SessionId, storeId };
const device: TokenSubject = {
  kind: 'device',
  sub: uuid(4) as DeviceId,
  deviceId: uuid(4) as DeviceId,
  sid: uuid(4),
  storeId,
};
const guest: TokenSubject = {
  ...{ kind: 'guest', sub: uuid(5) as GuestId, sid: uuid(5), storeId },
  ...{ orderId: uuid(6) as OrderId, epoch: 2 },
};
const service: TokenSubject = { kind: 'service', sub: 'order', sid: uuid(7), storeId };

const codeOf = (token: unknown, at = NOW): string => {
  try {
    verifier.verify(token, at);
    return 'good';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const { claims } = signer.sign(person, NOW);
/** A token with the right secret and everything right but what the test changes. */
const forged = (change: Record<string, unknown> = {}, options: SignOptions = {}, secret: jwt.Secret = key.secret) => {
  const { algorithm = 'HS256', header, ...others } = options;
  const payload = Object.fromEntries(
    Object.entries({ ...claims, ...change }).filter(([, value]) => value !== undefined),
  );
  return jwt.sign(payload, secret, {
    algorithm,
    header: { alg: algorithm, typ: 'at+jwt', kid: 'k1', ...header },
    ...others,
  });
};
const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

test.each([person, { ...person, deviceId: uuid(4) as DeviceId }, device, guest, service])(
  '[TOK-1] what is signed is read again: %j',
  (subject) => {
    const { token, claims, expiresAt } = signer.sign(subject, NOW);
    expect(verifier.verify(token, later(1))).toEqual(claims);
    expect(claims).toMatchObject({ ...subject, iss: 'cafe', aud: 'cafe-hub' });
    expect(claims.exp - claims.iat).toBe(600);
    expect(expiresAt).toBe('2026-11-23T12:10:00.000Z');
    expect(jwt.decode(token, { complete: true })?.header).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' });
  },
);

test('[TOK-1] every token has an id of its own, and none says what its bearer may', () => {
  const [one, two] = [signer.sign(person, NOW), signer.sign(person, NOW)];
  expect(one.claims.jti).not.toBe(two.claims.jti);
  expect(Object.keys(one.claims).sort()).toEqual(
    ['aud', 'exp', 'iat', 'iss', 'jti', 'kind', 'nbf', 'sid', 'storeId', 'sub'].sort(),
  );
});

describe('what is not ours', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const unsigned = `${encoded({ alg: 'none', typ: 'at+jwt', kid: 'k1' })}.${encoded(claims)}.`;
  const [header = '', body = '', signature = ''] = forged().split('.');

  test('the forger’s own token is good: what the others lack is what is refused', () => {
    expect(codeOf(forged())).toBe('good');
  });

  test.each<[string, unknown]>([
    ['no signature', unsigned],
    ['HS512', forged({}, { algorithm: 'HS512' })],
    ['RS256', jwt.sign(claims, privateKey, { algorithm: 'RS256', header: { alg: 'RS256', typ: 'at+jwt', kid: 'k1' } })],
    ['a public key as the secret', forged({}, {}, Buffer.from(pem))],
    ['the secret "secret"', forged({}, {}, 'secret')],
    ['an unknown kid', forged({}, { header: { alg: 'HS256', kid: 'k2' } })],
    ['a kid that is a path', forged({}, { header: { alg: 'HS256', kid: '../../etc/passwd' } })],
    ['a kid that is an operator', forged({}, { header: { alg: 'HS256', kid: { $ne: '' } as never } })],
    ['a kid that is SQL', forged({}, { header: { alg: 'HS256', kid: "' OR 1=1 --" } })],
    ['a kid of the prototype', forged({}, { header: { alg: 'HS256', kid: '__proto__' } })],
    ['no kid', forged({}, { header: { alg: 'HS256', kid: undefined as never } })],
    ['a key of its own', forged({}, { header: { alg: 'HS256', jwk: { kty: 'oct', k: 'c2VjcmV0' } } as never })],
    ['the address of a key', forged({}, { header: { alg: 'HS256', jku: 'https://evil.example/keys' } })],
    ['a certificate’s address', forged({}, { header: { alg: 'HS256', x5u: 'https://evil.example/cert' } })],
    ['another type', forged({}, { header: { alg: 'HS256', typ: 'JWT' } })],
    ['another audience', forged({ aud: 'cafe-shop' })],
    ['several audiences', forged({ aud: ['cafe-hub', 'cafe-shop'] })],
    ['another issuer', forged({ iss: 'coffee' })],
    ['no subject', forged({ sub: undefined })],
    ['no session', forged({ sid: undefined })],
    ['an unknown kind', forged({ kind: 'root' })],
    ['a role', forged({ role: 'owner' })],
    ['a guest’s, called a person’s', forged({ orderId: uuid(6), epoch: 2 })],
    ['changed after signing', `${header}.${encoded({ ...claims, sub: uuid(99) })}.${signature}`],
    ['cut', `${header}.${body}`],
    ['no JSON', 'a.b.c'],
    ['an empty object', {}],
    ['a list', [forged()]],
    ['a number', 7],
    ['very long', `${forged()}${'x'.repeat(5_000)}`],
  ])('[TOK-2] %s is refused', (_what, token) => {
    expect(codeOf(token)).toBe('auth.invalid');
  });
});

test('[TOK-3] is over after ten minutes, to the second', () => {
  const { token } = signer.sign(person, NOW);
  expect(codeOf(token, '2026-11-23T12:09:59.999Z')).toBe('good');
  expect(codeOf(token, '2026-11-23T12:10:00.000Z')).toBe('auth.expired');
});

test.each<[string, Record<string, unknown>]>([
  ['no end', { exp: undefined }],
  ['an end in a year', { exp: claims.exp + 31_536_000 }],
  ['a beginning in a minute', { nbf: claims.nbf + 60 }],
  ['a birth in a minute', { iat: claims.iat + 60, exp: claims.exp + 60 }],
  ['an end that is a text', { exp: 'never' }],
])('[TOK-3] with %s it is refused', (_what, change) => {
  // jsonwebtoken refuses to sign some of these: the parts are put together by hand.
  const good = forged();
  const payload = { ...claims, ...change };
  const unsigned = `${good.split('.')[0]}.${encoded(payload)}`;
  const signature = createHmac('sha256', key.secret).update(unsigned).digest('base64url');
  expect(codeOf(`${unsigned}.${signature}`)).toBe('auth.invalid');
});

test.each([undefined, null, ''])('[TOK-3] none is asked for: %p', (token) => {
  expect(codeOf(token)).toBe('auth.required');
});

test('[TOK-4] another store’s is refused', () => {
  const other = createTokens({ keys: [key], storeId: uuid(8) });
  expect(codeOf(other.signer.sign({ ...person, storeId: uuid(8) as StoreId }, NOW).token)).toBe('auth.invalid');
});

test('[TOK-5] an older key of the ring still verifies, the newest signs', () => {
  const newest = { kid: 'k2', secret: 'another secret of at least 32 bytes' };
  const rotated = createTokens({ keys: [newest, key], storeId });
  const old = signer.sign(person, NOW).token;
  expect(rotated.verifier.verify(old, NOW)).toMatchObject({ sub: person.sub });
  expect(codeOf(rotated.signer.sign(person, NOW).token)).toBe('auth.invalid'); // a key we do not have yet
  expect(jwt.decode(rotated.signer.sign(person, NOW).token, { complete: true })?.header.kid).toBe('k2');
});

test.each([
  ['a short secret', [{ kid: 'k1', secret: 'x'.repeat(31) }]],
  ['short bytes', [{ kid: 'k1', secret: new Uint8Array(31) }]],
  ['a bad name', [{ kid: '../k1', secret: key.secret }]],
  ['one name twice', [key, key]],
] as const)('[TOK-6] with %s there are no tokens', (_what, keys) => {
  const make = () => createTokens({ keys: keys as never, storeId }); // the types would not let it come so far
  expect(make).toThrow(BadTokenKey);
  expect(make).not.toThrow(keys[0].secret.toString());
});
