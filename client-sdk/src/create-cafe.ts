import type { OrderId, StationId, TableId } from '@cafe/contract';
import type { Cafe } from './cafe.ts';
import { type CafeOptions, completed } from './cafe-options.ts';
import { Client } from './client.ts';
import { guestsOn } from './commands/guests.ts';
import { managementOn } from './commands/management.ts';
import { ordersOn } from './commands/orders.ts';
import { paymentsOn } from './commands/payments.ts';
import { askOver } from './http-ask.ts';
import { createReadList } from './lists.ts';
import { lostConnections } from './lost-connection.ts';
import { outboxView } from './outbox-view.ts';
import { floorSource, kitchenSource, menuSource, orderSource, staffSource, storeSource, tableSource } from './views.ts';

const viewsOf = (client: Client) => ({
  order: (orderId: OrderId) => client.view(`order:${orderId}`, () => orderSource(orderId)),
  table: (tableId: TableId) => client.view(`table:${tableId}`, () => tableSource(tableId)),
  floor: () => client.view('floor', () => floorSource),
  kitchen: (stationId?: StationId) =>
    client.view(`kitchen:${stationId ?? ''}`, () => kitchenSource(stationId, client.clock.now)),
  menu: () => client.view('menu', () => menuSource),
  store: () => client.view('store', () => storeSource),
  staff: () => client.view('staff', () => staffSource),
});

/**
 * Connects to a hub and stays connected until it is stopped, or until the hub refuses it for good. Returns at once: what is
 * followed is `loading` and what is sent waits until the connection is there.
 *
 * @throws {CafeError} `client.bad_option`
 * @example
 * const cafe = createCafe({ url: 'http://localhost:3000', getToken });
 * const table = cafe.table(tableId);
 * table.subscribe(() => draw(table.getSnapshot()));
 */
export const createCafe = (options: CafeOptions): Cafe => {
  const complete = completed(options);
  const client = new Client(complete);
  const { connection, send, clock } = client;
  const read = createReadList(
    askOver({ url: complete.url }),
    () => connection.seat.person?.getToken ?? complete.getToken,
  );
  void client.start();
  return {
    connection: connection.state,
    seat: connection.seat.state,
    sync: client.outgoing.sync,
    outbox: outboxView(client.outbox, client.ends.on),
    actAs: (person) => connection.actAs(person),
    ...viewsOf(client),
    orders: ordersOn(send, client.newId, read),
    payments: paymentsOn(send, client.newId, read),
    guests: guestsOn(send),
    ...managementOn(send),
    send,
    confirmShown: (stationIds, orders) => client.shown.confirm(stationIds, orders),
    onNotice: client.notices.on,
    presence: (tableId) => client.presence(`table:${tableId}`),
    onLostConnection: lostConnections(connection.state).on,
    now: clock.now,
    clockOffsetMs: clock.offsetMs,
    heardAt: clock.heardAt,
    stop: () => connection.stop(),
  };
};
