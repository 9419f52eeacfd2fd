/**
 * The version of the wire. A client that speaks another one is refused with `client.outdated`.
 * A test pins the schemas of the wire to it by their fingerprint.
 */
export const PROTOCOL_VERSION = 1;
