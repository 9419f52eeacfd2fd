import type { AccessClaims } from '@cafe/contract';

/**
 * Whoever is at the other end, as verified tokens say. `opener` came with the connection or the request and is absent for
 * somebody who has none yet; `current` is the person signed in on a device's connection.
 */
export interface Peer {
  readonly opener: AccessClaims | undefined;
  readonly current?: AccessClaims | undefined;
  /** Network address, for limits. */
  readonly address: string;
}

/** The claims a peer acts by. */
export const claimsOf = (peer: Peer): AccessClaims | undefined => peer.current ?? peer.opener;

/** By what a peer's messages are counted: the device, the guest's or person's session, else the address. */
export const limitKeyOf = (peer: Peer): string => {
  const claims = peer.opener;
  if (!claims) return `address:${peer.address}`;
  return 'deviceId' in claims && claims.deviceId ? `device:${claims.deviceId}` : `${claims.kind}:${claims.sub}`;
};
