import type { DeviceId, Instant, SecretHash, SessionId, StaffId, StoreId } from '@cafe/contract';
import type { Tries } from './pin-lock.ts';

// The plain collections behind signing in, as ports: secrets never enter the log, so these rows are written directly.

/** What opens an account: a slow hash for a person, the SHA-256 of a 256-bit secret for a device or a guest. */
export interface CredentialRow {
  readonly storeId: StoreId;
  readonly kind: 'password' | 'pin' | 'device' | 'guest';
  /** The staff, device or guest id. One row per kind and subject. */
  readonly subject: string;
  readonly hash: string;
}

export interface CredentialRows {
  /**
   * Puts a row where there is none and resolves, durably, with the row that is there now; one that is there is never
   * replaced. Whether it is yours is told by comparing the hash. Safe to repeat.
   */
  putOnce(row: CredentialRow): Promise<CredentialRow>;
  /** Puts a row in place of what is there. Safe to repeat. */
  replace(row: CredentialRow): Promise<void>;
  find(storeId: StoreId, kind: CredentialRow['kind'], subject: string): Promise<CredentialRow | undefined>;
  /** The device or guest that a secret's hash belongs to. */
  findByHash(storeId: StoreId, hash: SecretHash): Promise<CredentialRow | undefined>;
}

/** One refresh secret of one sign-in. `next` is the hash of the secret it was exchanged for. */
export interface RefreshRow {
  readonly storeId: StoreId;
  readonly hash: SecretHash;
  readonly sid: SessionId;
  readonly staffId: StaffId;
  readonly deviceId?: DeviceId;
  readonly next?: SecretHash;
}

export interface RefreshRows {
  /** As {@link CredentialRows.putOnce}, by hash. The row is forgotten after `expiresAt`. */
  putOnce(row: RefreshRow, expiresAt: Instant): Promise<RefreshRow>;
  find(storeId: StoreId, hash: SecretHash): Promise<RefreshRow | undefined>;
  /** Any row of a sign-in: all say the same of who and where. */
  findBySession(storeId: StoreId, sid: SessionId): Promise<RefreshRow | undefined>;
  /** Exchanges a secret unless it was exchanged before, atomically; resolves with the row as it is then. */
  exchange(storeId: StoreId, hash: SecretHash, next: SecretHash): Promise<RefreshRow | undefined>;
}

/** The wrong tries on one key, with a revision for comparing and swapping. */
export interface TryRow {
  readonly revision: number;
  readonly tries: Tries;
}

export interface TryRows {
  find(key: string): Promise<TryRow | undefined>;
  /** Writes if the row is still at that revision (0: not there); whether it was written. */
  swap(key: string, revision: number, next: { readonly tries: Tries; readonly expiresAt?: Instant }): Promise<boolean>;
  clear(key: string): Promise<void>;
}

export interface CodeRows {
  put(code: { readonly storeId: StoreId; readonly codeHash: string; readonly expiresAt: Instant }): Promise<void>;
  /** Uses a code up for a device, atomically. True too when this device used it before; false when it is another's, too old or none. */
  use(use: {
    readonly storeId: StoreId;
    readonly codeHash: string;
    readonly deviceId: DeviceId;
    readonly at: Instant;
  }): Promise<boolean>;
}

/** All plain collections of the user service. */
export interface UserRows {
  readonly credentials: CredentialRows;
  readonly refreshTokens: RefreshRows;
  readonly tries: TryRows;
  readonly codes: CodeRows;
}
