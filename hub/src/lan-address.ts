import { networkInterfaces } from 'node:os';

/** This machine's address in the café's network, for phones to come to; the machine itself where there is none. */
export const lanAddress = (): string => {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return outside?.address ?? '127.0.0.1';
};
