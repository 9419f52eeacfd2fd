/**
 * Whether a connection's `Origin` may talk to this hub. CORS does not cover WebSocket, so this is asked in the handshake.
 * The list is exact: no prefix, no wildcard, and `null` (a sandboxed frame, a file) is foreign (ASVS 4.4.2, S3).
 *
 * @param origin the header as it came; absent for what is no browser
 */
export const isOriginAllowed = (origin: string | undefined, allowed: ReadonlySet<string>): boolean =>
  origin === undefined || allowed.has(origin);

/** The origins of the hub's own pages: its public address, and the same port on this machine for whoever sits at it. */
export const ownOrigins = (publicUrl: string, port: number): readonly string[] => [
  new URL(publicUrl).origin,
  `http://localhost:${port}`,
  `http://127.0.0.1:${port}`,
];

/** By https the hub is whatever its certificate names; nobody else has one for these names. */
export const certifiedOrigins = (names: readonly string[], port: number): readonly string[] =>
  names
    .map((name) => `https://${name.includes(':') ? `[${name}]` : name}:${port}`)
    .flatMap((origin) => (URL.canParse(origin) ? [new URL(origin).origin] : []));
