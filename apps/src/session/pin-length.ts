import type { StaffId } from '@cafe/client-sdk';
import { fieldsOf, keep, kept } from './browser-storage.ts';

/** A PIN has six digits, or up to twelve. */
export const PIN_SHORTEST = 6;
export const PIN_LONGEST = 12;

const KEY = 'cafe.pin-lengths';

/** How long somebody's PIN was when they last signed in here: as soon as so much is typed, it is tried without another key. */
export const pinLengthOf = (staffId: StaffId): number | undefined => {
  const length = fieldsOf(kept(KEY, (value) => value))[staffId];
  return typeof length === 'number' ? length : undefined;
};

export const keepPinLength = (staffId: StaffId, length: number | undefined): void => {
  keep(KEY, { ...fieldsOf(kept(KEY, (value) => value)), [staffId]: length });
};
