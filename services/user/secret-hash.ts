import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { EnrolmentCode, type SecretHash, SessionId } from '@cafe/contract';

/** SHA-256 of a secret's text, in hex. Enough for secrets of 256 bits: there is nothing to guess. */
export const secretHashOf = (secret: string): SecretHash => createHash('sha256').update(secret).digest('hex');

/**
 * A PIN as it goes into the slow hash: keyed with the pepper, which lies outside the database, and bound to its person.
 * A stolen database alone gives no PIN away, however short it is.
 */
export const pepperedPin = (pepper: string, staffId: string, pin: string): string =>
  createHmac('sha256', pepper).update(`pin:${staffId}:${pin}`).digest('hex');

/** An enrolment code as it is stored: keyed, because ten characters could be guessed from a bare hash. */
export const codeHashOf = (pepper: string, code: string): string =>
  createHmac('sha256', pepper).update(`enrolment:${code}`).digest('hex');

/** Without `0 O 1 I L`: what is read out is typed as it was meant. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A fresh enrolment code: about 49 bits. */
export const newEnrolmentCode = (): EnrolmentCode =>
  EnrolmentCode.parse(Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''));

/** A session's id: a uuid v7, so that it says when its session began ({@link startOfSession}). */
export const newSessionId = (startedAtMs: number): SessionId => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(startedAtMs, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const cuts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return SessionId.parse(cuts.join('-'));
};
