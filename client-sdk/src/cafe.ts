import type { Command, Notice, OrderId, StationId, TableId } from '@cafe/contract';
import type { MenuState, StaffState, StoreState } from '@cafe/contract/folds';
import type { GuestCommands } from './commands/guests.ts';
import type { ManagementCommands } from './commands/management.ts';
import type { OrderCommands } from './commands/orders.ts';
import type { PaymentCommands } from './commands/payments.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Followed, FollowedFloor, FollowedKitchen, FollowedOrder, FollowedTable } from './followed.ts';
import type { LostConnection } from './lost-connection.ts';
import type { CafeOutbox } from './outbox-view.ts';
import type { Receipt, SendOptions } from './outgoing-pending.ts';
import type { Presence } from './presence.ts';
import type { Readable } from './readable.ts';
import type { SeatState } from './seat.ts';
import type { SyncState } from './sync-state.ts';
import type { Person } from './token-source.ts';

/**
 * A café, as one app sees it: what is followed, and what can be done.
 *
 * Everything followed is `{ getSnapshot, subscribe }`. It is fetched while somebody listens, and then live; the same
 * snapshot is the same object.
 */
export interface Cafe extends ManagementCommands {
  /** How things stand with the hub. */
  readonly connection: Readable<ConnectionState>;
  /** Where what was sent is: with the hub, on its way, or in the outbox. */
  readonly sync: Readable<SyncState>;
  /** What this device keeps for the hub while there is no connection. */
  readonly outbox: CafeOutbox;
  /** Who is signed in on this device. */
  readonly seat: Readable<SeatState>;
  /**
   * Makes a person current on this device and resolves when the hub knows, which without a connection is when there is one
   * again; or nobody, which resolves at once. What is sent from then on goes out under that person's session, also if somebody
   * else is current when it gets through. Repeating it shows the same person again.
   *
   * @throws {CafeError} `auth.invalid`, `auth.revoked`: then nobody is current; `auth.expired`, `client.unreachable` and
   *   whatever else may pass: that person stays current, and is shown on the next connection; `client.stopped`
   * @see client-sdk/RULES.md, SDK-23, SDK-33
   * @example
   * await cafe.actAs(personOf(http, await http.signInByPin(deviceToken, { staffId, pin })));
   */
  actAs(person: Person | undefined): Promise<void>;

  /**
   * One bill, open or not: for staff any, for a guest their own; a kitchen screen has its orders from `kitchen`. What may not
   * be read is `refused`, as what is not there is.
   *
   * @example
   * const bill = cafe.order(orderId);
   * const stop = bill.subscribe(() => draw(bill.getSnapshot().value?.bill.totals.total));
   */
  order(orderId: OrderId): Readable<Followed<FollowedOrder>>;
  /** What is at a table. For a guest it is their own order, whatever the table has next. */
  table(tableId: TableId): Readable<Followed<FollowedTable>>;
  /** The floor plan with every running order. For staff. */
  floor(): Readable<Followed<FollowedFloor>>;
  /** What the kitchen has to do with, of one station or of all. For kitchen screens. */
  kitchen(stationId?: StationId): Readable<Followed<FollowedKitchen>>;
  /** What can be ordered, with prices in minor units; archived things too. For everybody. */
  menu(): Readable<Followed<MenuState>>;
  /** The store's settings; for most, the few that are public. Amounts in minor units, rates in parts per million. */
  store(): Readable<Followed<StoreState>>;
  /** People, roles and devices. For who may read them. */
  staff(): Readable<Followed<StaffState>>;

  readonly orders: OrderCommands;
  readonly payments: PaymentCommands;
  readonly guests: GuestCommands;
  /**
   * Sends any command and resolves when it is durable. It is sent until it is answered, always with the same id: done once,
   * however often the connection breaks. Commands of one order are done in the order in which they were sent.
   *
   * Where there is an outbox, a command that may wait is written into it before it goes out: `options.onSaved` hears when it
   * is durable here, and without a connection it waits, for hours if it must, also if the page is closed. What must not wait
   * (card payments, drawers, whatever carries an approval) is refused while there is no connection.
   *
   * Repeating it with the same `options.id` and the same command answers what was answered; another id is another command.
   *
   * @throws {CafeError} what the rules of that command refuse, which its own method names; and any of them:
   *   - `actor.forbidden`; of a guest `guest.not_admitted`, `guest.session_ended`, and `actor.not_found` for another order
   *   - `auth.required`, `auth.invalid`, `auth.revoked`; of `options.approval` `auth.wrong_credentials`, `auth.locked`
   *   - `command.malformed` (a field out of its range), `command.id_reused`, `input.card_number`, `input.too_large`
   *   - `actor.rate_limited`, `hub.busy`, `hub.internal`, `auth.expired`: repeated a few times before, and without an end for
   *     what the outbox keeps; `hub.draining` and `hub.outcome_unknown` are repeated until they have passed
   *   - `client.timeout`: it may or may not be done, ask again with the same `options.id` (also in `details.commandId`);
   *     `client.unreadable`: likewise
   *   - `client.needs_connection`; `client.outbox_full` and `client.outbox_failed`: there is no connection, and it could not be
   *     kept here
   *   - `client.stopped`, or why this client was stopped: `auth.revoked`, `client.outdated`, …
   * @see client-sdk/RULES.md, SDK-30 to SDK-34, SDK-50 to SDK-55
   * @example
   * await cafe.send({ type: 'floor.setTableState', tableId, state: 'available' });
   */
  send(command: Command, options?: SendOptions): Promise<Receipt>;

  /**
   * Says that a kitchen screen has these orders on its glass for these stations: without it the terminals are warned after
   * 8 s that the kitchen is silent. Call it after drawing, whenever what is shown has changed; what was said on this
   * connection is not said again. Without a connection it says nothing, and is to be called again on the next one.
   *
   * @example
   * cafe.confirmShown([stationId], cafe.kitchen(stationId).getSnapshot().value?.orders ?? []);
   */
  confirmShown(stationIds: readonly StationId[], orders: readonly FollowedOrder[]): void;
  /**
   * Calls the listener with every notice of the hub: `kitchenSilent`, `draining`, `ended`, … Returns how to stop.
   *
   * @example
   * const stop = cafe.onNotice((notice) => notice.kind === 'kitchenSilent' && draw(notice.lines));
   */
  onNotice(listener: (notice: Notice) => void): () => void;
  /**
   * Who else is at a table just now, and who types there. Nothing of it is kept; never decide on it.
   *
   * @example
   * const stop = cafe.presence(tableId).subscribe(() => draw(cafe.presence(tableId).getSnapshot()));
   */
  presence(tableId: TableId): Presence;
  /**
   * Calls the listener when the connection is away for longer than usual, and when it is back or will not be: for a message
   * to people, who need not hear of a short break. `connection` has every state. Returns how to stop.
   *
   * @example
   * const stop = cafe.onLostConnection((what) => draw(what === 'lost' ? 'No connection' : undefined));
   */
  onLostConnection(listener: (what: LostConnection) => void): () => void;
  /** The hub's clock, milliseconds since 1970: this device's, put right by what the hub said last. */
  now(): number;
  /** How far the hub's clock is ahead of this device's, in milliseconds; undefined before the hub said what time it is. */
  clockOffsetMs(): number | undefined;
  /**
   * When the hub was heard last, by its own clock, milliseconds since 1970; undefined where it never was. While there is a
   * connection it is a few seconds ago at most: the hub gives a beat every five. After a reload it says of when what was kept is.
   *
   * @example
   * const isStale = cafe.now() - (cafe.heardAt() ?? 0) > 10_000;
   */
  heardAt(): number | undefined;
  /**
   * Ends the connection for good. Whatever was not answered rejects with `client.stopped`; what the outbox has stays in it.
   * Stopping twice is harmless.
   */
  stop(): void;
}
