declare const inside: unique symbol;

/** The inside of a client. It is for whatever keeps its replica, and this package's own matter. */
export interface ClientInside {
  readonly [inside]: true;
}

/**
 * Keeps what a client sees, and gives it to the next one of the same device: `indexedDbReplicas` of
 * `@cafe/client-sdk/browser`. Resolves when what was kept is restored, or cannot be; the client connects then. Never rejects.
 */
export type KeepReplica = (client: ClientInside) => Promise<void>;
