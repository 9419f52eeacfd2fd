import type { SignedIn, StaffId } from '@cafe/client-sdk';
import { fieldsOf, inTab } from './browser-storage.ts';
import type { PersonHere } from './device-session.ts';

/**
 * Who was signed in, from one load of a tab to the next. It is written when a page is left and taken out as soon as the next one
 * begins, so that while a page is there the secret lies nowhere; who comes later than the page would have locked, with another
 * tab, or after the browser was killed, is asked for the PIN.
 */
export interface HandedOver {
  readonly deviceId: string;
  readonly who: PersonHere;
  readonly signedIn: SignedIn;
  /** When somebody touched the page last, by the device's clock, milliseconds since 1970. */
  readonly touchedAtMs: number;
}

const KEY = 'cafe.handed-over';

const areTexts = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');

const parsePerson = (value: unknown): PersonHere | undefined => {
  const { staffId, name, role } = fieldsOf(value);
  if (!areTexts(staffId, name, role)) return undefined;
  return { staffId: staffId as StaffId, name, role } as PersonHere; // texts all, as this very page wrote them down
};

const parseSignIn = (value: unknown): SignedIn | undefined => {
  const { grant, secret, next } = fieldsOf(value);
  const { accessToken, sid } = fieldsOf(grant);
  if (!areTexts(accessToken, sid, secret) || (next !== undefined && !areTexts(next))) return undefined;
  return { grant, secret, next } as SignedIn; // likewise; what a grant says besides is for people
};

const parse = (value: unknown): HandedOver | undefined => {
  const { deviceId, who, signedIn, touchedAtMs } = fieldsOf(value);
  const [person, before] = [parsePerson(who), parseSignIn(signedIn)];
  if (typeof deviceId !== 'string' || typeof touchedAtMs !== 'number' || !person || !before) return undefined;
  return { deviceId, who: person, signedIn: before, touchedAtMs };
};

/** Leaves somebody to the next page of this tab. */
export const handOver = (handed: HandedOver): boolean => inTab.keep(KEY, handed);

/** Whom the page before this one left here, once. */
export const takeHandedOver = (): HandedOver | undefined => {
  const handed = inTab.kept(KEY, parse);
  inTab.forget(KEY);
  return handed;
};
