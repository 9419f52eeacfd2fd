import type { SessionId } from '@cafe/contract';
import type { SignedIn } from './http.ts';

/**
 * Why a token is asked for: a connection is opened; the one in use ends soon; it was refused as expired. For the latter two
 * a token fetched before is of no use.
 */
export type TokenReason = 'connect' | 'expiring' | 'expired';

/** Gives an access token. It is asked again whenever one is needed; rejecting with what may pass lets it be asked again. */
export interface GetToken {
  (why: TokenReason): Promise<string>;
  /** Whose tokens they are, where that is known before the first: an outbox is kept under this id. */
  readonly holder?: { readonly kind: 'device' | 'guest'; readonly id: string };
}

/** Somebody signed in on a device. */
export interface Person {
  /** The `sid` of the sign-in: commands tapped in it go out under it, also after somebody else signed in. */
  readonly session: SessionId;
  readonly getToken: GetToken;
  /**
   * What another page signs the same person in with, by `personOf`: a secret, and of use as long as this page does not ask for
   * another token.
   */
  readonly handOver?: () => SignedIn;
}
