import type { GuestKey, ScanAnswer } from '@cafe/client-sdk';
import { fieldsOf, forget, keep, kept } from '../session/browser-storage.ts';

/**
 * A phone's stay at a table: its secret, its order, and what others call it. It stands in this browser's storage under the
 * table's code, where only pages of the hub's own origin read it; it opens one order, and nothing once that has ended.
 */
export interface Stay extends GuestKey {
  readonly tableId: ScanAnswer['tableId'];
  readonly name: string;
}

const stayKey = (code: string): string => `cafe.guest.${code}`;
const NAME_KEY = 'cafe.guest.name';

const parseStay = (value: unknown): Stay | undefined => {
  const { guestId, orderId, secret, tableId, name } = fieldsOf(value);
  const texts = [guestId, orderId, secret, tableId, name];
  if (!texts.every((text) => typeof text === 'string')) return undefined;
  return { guestId, orderId, secret, tableId, name } as Stay; // texts all, as this very page wrote them down
};

export const readStay = (code: string): Stay | undefined => kept(stayKey(code), parseStay);
export const keepStay = (code: string, stay: Stay): boolean => keep(stayKey(code), stay);
export const forgetStay = (code: string): void => forget(stayKey(code));

/** What somebody called themselves the last time. */
export const readName = (): string => kept(NAME_KEY, (value) => (typeof value === 'string' ? value : undefined)) ?? '';
export const keepName = (name: string): boolean => keep(NAME_KEY, name);
