import type { CommandId, Notice, OrderId, StationId, TableId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Cafe } from './cafe.ts';
import { type CafeOptions, completed } from './cafe-options.ts';
import { guestsOn } from './commands/guests.ts';
import { managementOn } from './commands/management.ts';
import { ordersOn } from './commands/orders.ts';
import { paymentsOn } from './commands/payments.ts';
import type { MakeId, Send } from './commands/send.ts';
import { Connection } from './connection.ts';
import { Following } from './following.ts';
import { uuidV7 } from './ids.ts';
import type { Link } from './link.ts';
import { Outgoing } from './outgoing.ts';
import { Replica } from './replica.ts';
import type { Taken } from './replica-known.ts';
import { Shown } from './shown.ts';
import { View, type ViewSource } from './view.ts';
import { floorSource, kitchenSource, menuSource, orderSource, staffSource, storeSource, tableSource } from './views.ts';

/** The parts of a client, and how they hear of one another. */
class Client {
  readonly #options: Required<CafeOptions>;
  readonly #replica = new Replica();
  readonly #views = new Map<string, View<unknown>>();
  readonly #noticeListeners = new Set<(notice: Notice) => void>();
  #clockOffsetMs = 0;
  readonly shown = new Shown();
  readonly following: Following;
  readonly connection: Connection;
  readonly outgoing: Outgoing;

  constructor(options: Required<CafeOptions>) {
    this.#options = options;
    const { timers, report } = options;
    this.following = new Following({
      replica: this.#replica,
      timers,
      report,
      taken: (taken) => this.#taken(taken),
      standingChanged: () => this.#tellViews(),
      heardClock: (now) => {
        this.#clockOffsetMs = Date.parse(now) - timers.now();
      },
    });
    this.outgoing = new Outgoing({ timers, renew: () => this.connection.renew('expired') });
    this.connection = new Connection(options, {
      linkUp: (link) => this.#linkUp(link),
      linkDown: () => this.#linkDown(),
      resync: () => this.following.resync(),
      stopped: (reason) => this.outgoing.stop(reason),
      commits: (frame) => {
        options.observe({ kind: 'commits', frame });
        this.following.commits(frame);
      },
      heads: (heads) => {
        options.observe({ kind: 'heads', heads });
        this.#retire();
        this.following.heads(heads);
      },
      notice: (notice) => {
        options.observe({ kind: 'notice', notice });
        for (const listener of this.#noticeListeners) listener(notice);
      },
    });
  }

  readonly now = (): number => this.#options.timers.now() + this.#clockOffsetMs;
  readonly newId: MakeId = <Id extends string>() => uuidV7(this.now()) as Id; // every brand of the contract is a bare uuid

  readonly send: Send = (
    command,
    { id = this.newId<CommandId>(), approval, timeoutMs = this.#options.timeoutMs } = {},
  ) => this.outgoing.send({ id, command, session: this.connection.seat.person?.session, approval, timeoutMs });

  /** The same view for the same thing, so that its snapshots are the same objects for everybody. */
  view<Value>(key: string, make: () => ViewSource<Value>): View<Value> {
    const made = this.#views.get(key) as View<Value> | undefined; // a key stands for one kind of thing
    if (made) return made;
    const view = new View(make(), { replica: this.#replica, following: this.following });
    this.#views.set(key, view);
    return view;
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    const own = (notice: Notice) => listener(notice);
    this.#noticeListeners.add(own);
    return () => void this.#noticeListeners.delete(own);
  }

  #linkUp(link: Link): void {
    this.shown.linkIs(link);
    this.following.linkUp(link);
    this.outgoing.linkUp(link);
  }

  #linkDown(): void {
    this.shown.linkIs(undefined);
    this.outgoing.linkDown();
    this.following.linkDown();
  }

  #taken({ applied, changed, faults }: Taken): void {
    for (const one of applied) this.#options.observe({ kind: 'applied', applied: one });
    for (const fault of faults) this.#options.report(fault);
    if (changed.size > 0) this.#tellViews(changed);
  }

  #tellViews(streams?: ReadonlySet<StreamName>): void {
    const others = [...this.#views.values()].filter((view) => view.refresh(streams));
    for (const view of others) view.tell();
  }

  #retire(): void {
    this.#taken(this.#replica.retire(this.now(), (stream) => this.following.wantsStream(stream)));
  }
}

const viewsOf = (client: Client) => ({
  order: (orderId: OrderId) => client.view(`order:${orderId}`, () => orderSource(orderId)),
  table: (tableId: TableId) => client.view(`table:${tableId}`, () => tableSource(tableId)),
  floor: () => client.view('floor', () => floorSource),
  kitchen: (stationId?: StationId) =>
    client.view(`kitchen:${stationId ?? ''}`, () => kitchenSource(stationId, client.now)),
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
  const client = new Client(completed(options));
  const { connection, send } = client;
  void connection.start();
  return {
    connection: connection.state,
    seat: connection.seat.state,
    actAs: (person) => connection.actAs(person),
    ...viewsOf(client),
    orders: ordersOn(send, client.newId),
    payments: paymentsOn(send, client.newId),
    guests: guestsOn(send),
    ...managementOn(send),
    send,
    confirmShown: (stationIds, orders) => client.shown.confirm(stationIds, orders),
    onNotice: (listener) => client.onNotice(listener),
    now: client.now,
    stop: () => connection.stop(),
  };
};
