import type { CommandId, GuestCommand, GuestId, Instant, OrderId, SecretHash, StoreId, TableId } from '@cafe/contract';
import type { StateOf, StreamName } from '@cafe/contract/folds';
import type { Change, Context, Desk, Receipt, RequestContext } from '../kernel/definition.ts';

/** The order service, as guests need it. Pure: the changes go whole into the guest's own commit. */
export interface OrderPort {
  /** Opens an order that waits for staff at a free table. @throws {Refusal} the order service's codes */
  proposeWaiting(intent: { readonly orderId: OrderId; readonly tableId: TableId }, desk: Desk): readonly Change[];
  /** Lets a waiting order in: from there it is an open one. @throws {Refusal} likewise */
  proposeAdmit(intent: { readonly orderId: OrderId }, desk: Desk): readonly Change[];
}

/** A phone's hash, as the collection of credentials keeps it. */
export interface GuestCredential {
  readonly storeId: StoreId;
  readonly kind: 'guest';
  /** The guest's id. */
  readonly subject: string;
  readonly hash: SecretHash;
}
export interface GuestCredentials {
  /** Puts a row where there is none and resolves, durably, with the hash that is there now. Never replaces. Safe to repeat. */
  putOnce(row: GuestCredential): Promise<{ readonly hash: string }>;
}

/** Where a phone joined, and when it was last heard of. */
export interface PhoneRow {
  readonly storeId: StoreId;
  readonly guestId: GuestId;
  readonly orderId: OrderId;
  readonly seenAt: Instant;
}
export interface PhoneRows {
  /** As {@link GuestCredentials.putOnce}, by guest. */
  putOnce(row: PhoneRow): Promise<PhoneRow>;
  find(storeId: StoreId, guestId: GuestId): Promise<PhoneRow | undefined>;
  seen(storeId: StoreId, guestId: GuestId, at: Instant): Promise<void>;
}

/** One set of six digits: those of an order since its last renewal. */
export interface PinSet {
  readonly storeId: StoreId;
  readonly orderId: OrderId;
  readonly pinEpoch: number;
}
export interface PinTryRows {
  /** How many commands brought wrong digits for this set. */
  count(set: PinSet): Promise<number>;
  /** Counts a command, atomically and once; resolves durably with how many there are now. */
  add(set: PinSet, commandId: string, at: Instant): Promise<number>;
}

/** The plain collections of this service. */
export interface GuestRows {
  readonly phones: PhoneRows;
  readonly pinTries: PinTryRows;
}

/** What deciding about guests needs from outside. */
export interface GuestDecisionPorts {
  readonly orders: OrderPort;
  readonly credentials: GuestCredentials;
  readonly rows: GuestRows;
  /** Keys the six digits; lies outside the database. */
  readonly pinKey: string;
}

/** What sessions and requests need besides. The composition root gives it. */
export interface GuestPorts extends Pick<GuestDecisionPorts, 'rows' | 'pinKey'> {
  /** A stream's state as this process has it, loaded where it is not there. */
  read<Name extends StreamName>(stream: Name): Promise<StateOf<Name>>;
  /** Sends a command of this service under an id of its own; resolves when it is durable. */
  send(envelope: { readonly id: CommandId; readonly command: GuestCommand }, context: Context): Promise<Receipt>;
  /** @throws {Refusal} `auth.*`, `actor.forbidden` unless the sender of a request holds the permission now */
  mustHold(context: RequestContext, permission: string): Promise<void>;
}

/** The service acting by itself: what time and wrong digits bring about. */
export const BY_SERVICE: Context = { by: { kind: 'service', id: 'guest' }, may: () => true };
