import type { AccessClaims, Instant, TokenSubject } from '@cafe/contract';

export interface SignedToken {
  readonly token: string;
  readonly claims: AccessClaims;
  /** When it stops being good, in whole seconds. */
  readonly expiresAt: Instant;
}

/** Makes access tokens: people's and devices' here, guests' in the guest service. */
export interface TokenSigner {
  /** Signs with the newest key; lasts ten minutes from `at`. */
  sign(subject: TokenSubject, at: Instant): SignedToken;
}

/** Reads access tokens. */
export interface TokenVerifier {
  /**
   * The claims of a token that is genuine, meant for this hub and this store, and good at `at`.
   *
   * @throws {Refusal} `auth.required` without one, `auth.expired`, and `auth.invalid` for anything else
   */
  verify(token: unknown, at: Instant): AccessClaims;
}
