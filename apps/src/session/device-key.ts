import type { DeviceKey, DeviceKind } from '@cafe/client-sdk';
import { fieldsOf, forget, keep, kept } from './browser-storage.ts';

/**
 * The device's secret stands in this browser's storage, where only pages of the hub's own origin read it, and none of them
 * runs a script that is not the hub's (the policy in hub/src/http/headers.ts). A manager revokes it with one tap.
 */
const keyOf = (kind: DeviceKind): string => `cafe.device.${kind}`;

const parse = (value: unknown): DeviceKey | undefined => {
  const { deviceId, secret } = fieldsOf(value);
  if (typeof deviceId !== 'string' || typeof secret !== 'string') return undefined;
  return { deviceId: deviceId as DeviceKey['deviceId'], secret }; // the id that this very page was given and wrote down
};

export const readDevice = (kind: DeviceKind): DeviceKey | undefined => kept(keyOf(kind), parse);
export const keepDevice = (kind: DeviceKind, key: DeviceKey): boolean => keep(keyOf(kind), key);
export const forgetDevice = (kind: DeviceKind): void => forget(keyOf(kind));

/** The code in the address, `#code=…`, as an enrolment's QR has it. It is taken out of the address: it is nobody else's. */
export const takeCodeFromAddress = (): string | undefined => {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return tidyCode(code);
};

/** A code as people type it, as the hub writes it. */
export const tidyCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
