import type { Instant, StoreId, TokenSubject, UserCommand } from '@cafe/contract';
import type { StaffState } from '@cafe/contract/folds';
import type { Context, Receipt } from '../kernel/definition.ts';
import type { Hasher } from './password-hash.ts';
import type { UserRows } from './rows.ts';
import type { TokenSigner } from './token-signer.ts';

/** The guest service, as refreshing needs it: who a guest's secret stands for now. */
export interface GuestSubjects {
  /** @throws {Refusal} `guest.session_ended`, `guest.not_found` */
  subjectOf(storeId: StoreId, guestId: string, at: Instant): Promise<Extract<TokenSubject, { kind: 'guest' }>>;
}

/** What signing in needs from outside. The composition root gives it. */
export interface UserPorts {
  readonly rows: UserRows;
  readonly hasher: Hasher;
  /** Keys the hash of PINs and codes; lies outside the database. */
  readonly pepper: string;
  readonly signer: TokenSigner;
  readonly guests: GuestSubjects;
  /** The people and devices as the log has them now. */
  staff(storeId: StoreId): Promise<StaffState>;
  /** Sends a command to this service under a fresh id; resolves when it is durable. */
  commit(command: UserCommand, context: Context): Promise<Receipt>;
}
