import { sha256 } from './sha-256.ts';

/** Chance. `getRandomValues` is there without a secure context too: a café's own network speaks plain HTTP. */
const randomBytes = (count: number): Uint8Array<ArrayBuffer> =>
  globalThis.crypto.getRandomValues(new Uint8Array(count));

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A uuid of version 7 (RFC 9562 §5.7): 48 bits of the time, then chance. Ids made one after another sort by time, to the
 * millisecond; uniqueness does not depend on the clock being right.
 *
 * @param nowMs milliseconds since 1970
 */
export const uuidV7 = (nowMs: number): string => {
  const hex = hexOf(randomBytes(10));
  const time = Math.trunc(nowMs).toString(16).padStart(12, '0').slice(-12);
  const variant = '89ab'[Number.parseInt(hex.charAt(3), 16) & 3] ?? '8';
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(8, 20)}`;
};

/**
 * A new id for a new thing: an order, a line, a payment. Made here and not by the hub, so that a lost answer can be asked
 * for again without making the thing twice.
 *
 * @example
 * const orderId = newId<OrderId>();
 */
export const newId = <Id extends string>(): Id => uuidV7(Date.now()) as Id; // every brand of the contract is a bare uuid

/** A 256-bit secret in base64url: 43 characters. */
export const newSecret = (): string =>
  btoa(String.fromCharCode(...randomBytes(32)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/**
 * SHA-256 of a secret's text, in lower-case hex: all of it that the hub is told when the secret is made known.
 *
 * `crypto.subtle` exists in secure contexts only (HTTPS, localhost, Node). A page from `http://192.168.…` has none, and
 * hashes in plain code.
 */
export const sha256Hex = async (text: string): Promise<string> => {
  const bytes = new TextEncoder().encode(text);
  // Typed as always there, and undefined on a page without a secure context.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  return hexOf(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes));
};
