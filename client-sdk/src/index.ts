export type {
  Approval,
  By,
  Command,
  CommandId,
  CommandOf,
  CommandType,
  DeviceId,
  DeviceKind,
  DomainEvent,
  GuestId,
  ItemId,
  LineId,
  ModifierId,
  Notice,
  OrderId,
  PaymentId,
  RefusalCode,
  ScanAnswer,
  SessionId,
  StaffId,
  StationId,
  StoreId,
  TableCode,
  TableId,
  TokenGrant,
  VariantId,
} from '@cafe/contract';
export type {
  FloorState,
  Guest,
  MenuItem,
  MenuState,
  OrderLine,
  Payment,
  RunningBill,
  StaffState,
  StoreState,
  Table,
} from '@cafe/contract/folds';
// What a screen computes of what it follows, with the code that the hub decides with.
export { dueOf, fulfilmentOf, isSoldOut, minorUnitDigits, moneyOf, positionOf } from '@cafe/contract/folds';
export type { Cafe } from './cafe.ts';
export { CafeError, type ClientCode } from './cafe-error.ts';
export type { CafeOptions, Heard } from './cafe-options.ts';
export type { CartCommands } from './commands/cart.ts';
export type { CatalogueCommands } from './commands/catalogue.ts';
export type { GuestCommands } from './commands/guests.ts';
export type { KitchenCommands, LinesAt } from './commands/kitchen.ts';
export type { LineWish } from './commands/lines.ts';
export type { PeopleCommands, SettingsCommands, TableCommands } from './commands/management.ts';
export type { OrderCommands, OrderWish } from './commands/orders.ts';
export type { CashWish, PaymentCommands } from './commands/payments.ts';
export type { RoundSent, RoundWish } from './commands/round.ts';
export type { ConnectionState } from './connection-state.ts';
export { createCafe } from './create-cafe.ts';
export type { Followed, FollowedFloor, FollowedKitchen, FollowedOrder, FollowedTable } from './followed.ts';
export { createHttp, type DeviceKey, type GuestKey, type Http, type Place, type SignedIn } from './http.ts';
export type { HttpOptions } from './http-ask.ts';
export { newId } from './ids.ts';
export type { ClientInside, KeepReplica } from './kept-replica.ts';
export type { HeardHint, Link, LinkEvents, LinkTarget, OpenLink, SaidHint, Sync } from './link.ts';
export type { ListedOrder, ListedPayment, OrderQuery } from './lists.ts';
export type { LostConnection } from './lost-connection.ts';
export type { OutboxState } from './outbox.ts';
export type { OpenOutbox, OutboxPlace, OutboxStore, QueuedCommand } from './outbox-store.ts';
export type { CafeOutbox, Ended } from './outbox-view.ts';
export type { Receipt, SendOptions } from './outgoing-pending.ts';
export type { Presence, Present } from './presence.ts';
export { type Readable, type WhenOptions, when } from './readable.ts';
export type { Applied } from './replica-known.ts';
export type { SeatState } from './seat.ts';
export type { SyncState } from './sync-state.ts';
export type { Timers } from './timers.ts';
export type { GetToken, Person, TokenReason } from './token-source.ts';
export { personOf, tokensOf } from './tokens.ts';
export type { PendingLine } from './unsent.ts';
