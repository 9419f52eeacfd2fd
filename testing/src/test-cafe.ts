import {
  type Cafe,
  type CafeOptions,
  createCafe,
  type GuestId,
  type ItemId,
  newId,
  type OrderId,
  type RunningBill,
  type StaffId,
  type TableId,
} from '@cafe/client-sdk';
import { floorStream, initialOf, menuStream, orderStream } from '@cafe/contract/folds';
import { createSteeredTime } from '@cafe/services/kernel';
import { type MemoryHub, startMemoryHub } from './memory-hub.ts';
import { createEntrance } from './memory-io.ts';
import { createOpenLink } from './memory-link.ts';
import { createNetwork, type Network } from './network.ts';

/** What a person on the staff may, as the store ships. */
export type TestRole = 'owner' | 'manager' | 'cashier' | 'server' | 'kitchen';

export interface TestCafeOptions {
  /** Whether it is the demo café, with a menu, tables and people; `true` when absent. */
  readonly demo?: boolean;
  /** When it begins, ISO 8601 in UTC; `2026-11-23T18:00:00.000Z` when absent. */
  readonly startsAt?: string;
  /** Chance, 0 ≤ x < 1: spreads reconnects. Always one half when absent, so that every run is the same. */
  readonly random?: () => number;
  /** Hears of faults of the hub; without it the first one is thrown by {@link TestCafe.stop}. */
  readonly report?: (error: unknown) => void;
}

/** What a test may want of a client otherwise than an app has it. */
export type JoinOptions = Partial<Pick<CafeOptions, 'timeoutMs' | 'offlineAfterMs' | 'outbox' | 'report' | 'observe'>>;

/** Somebody's phone at a table. */
export interface TestGuest {
  readonly cafe: Cafe;
  readonly orderId: OrderId;
  readonly guestId: GuestId;
}

/** A whole café in memory: the hub's own rules and folds, and clients of the SDK, without a port, a file or a second of waiting. */
export interface TestCafe {
  /** A client as which somebody of the staff works. It connects by itself, as everywhere. */
  join(role?: TestRole, options?: JoinOptions): Promise<Cafe>;
  /** A phone that joined a table, or asked to: staff still have to `guests.admit` it. */
  joinGuest(at: { readonly tableId: TableId; readonly name?: string }, options?: JoinOptions): Promise<TestGuest>;
  /** A table of the demo café by its label. @throws {Error} when there is none */
  tableId(label: string): TableId;
  /** An item of the demo café's menu by its name. @throws {Error} when there is none */
  itemId(name: string): ItemId;
  /** A bill as the hub has it, whatever any client has seen of it. */
  bill(orderId: OrderId): Promise<RunningBill | undefined>;
  readonly network: Network;
  /** The café's clock, milliseconds since 1970. It stands still until it is told to go on. */
  now(): number;
  /** Lets the café's time go on, for the hub and every client; each timer runs at its own moment. */
  advance(ms: number): Promise<void>;
  /** Stops every client and the hub. @throws what the hub reported as a fault, where nobody listened to it */
  stop(): Promise<void>;
}

/** What of the log the finders look into; it is in memory from the start. */
const finders = ({ cafe, storeId }: MemoryHub): Pick<TestCafe, 'tableId' | 'itemId'> => ({
  tableId(label) {
    const { tables } = cafe.peek(floorStream(storeId)) ?? initialOf(floorStream(storeId));
    const found = Object.values(tables).find((table) => table.label === label);
    if (!found) throw new Error(`there is no table ${label}`);
    return found.tableId;
  },
  itemId(name) {
    const { items } = cafe.peek(menuStream(storeId)) ?? initialOf(menuStream(storeId));
    const found = Object.values(items).find((item) => item.name === name);
    if (!found) throw new Error(`there is no ${name} on the menu`);
    return found.itemId;
  },
});

const staffToken = ({ tokens, storeId }: MemoryHub, staffId: StaffId, at: Date): string =>
  tokens.signer.sign({ kind: 'staff', sub: staffId, storeId, sid: newId() }, at.toISOString()).token;

const guestToken = async ({ tokens, storeId, cafe }: MemoryHub, guest: Omit<TestGuest, 'cafe'>, at: Date) => {
  const bill = await cafe.read(orderStream(guest.orderId));
  const epoch = bill.status === 'none' ? 0 : bill.epoch;
  const { guestId: sub, orderId } = guest;
  return tokens.signer.sign({ kind: 'guest', sub, storeId, sid: newId(), orderId, epoch }, at.toISOString()).token;
};

/**
 * Makes a café in memory. Resolves when it is open.
 *
 * @example
 * const house = await createTestCafe();
 * const terminal = await house.join('server');
 * const { orderId } = await terminal.orders.open({ serviceType: 'dine_in', tableId: house.tableId('1') });
 */
export const createTestCafe = async (options: TestCafeOptions = {}): Promise<TestCafe> => {
  const { demo = true, startsAt = '2026-11-23T18:00:00.000Z', random = () => 0.5 } = options;
  const faults: unknown[] = [];
  const time = createSteeredTime(startsAt);
  const { after } = time.timers;
  const carrier = createNetwork(after);
  const entrance = createEntrance(carrier);
  const report = options.report ?? ((error: unknown) => void faults.push(error));
  const hub = await startMemoryHub({ time, entrance, demo, random, report });
  const openLink = createOpenLink({ carrier, entrance, after });
  const timers = { now: () => time.clock().getTime(), after, random };
  const clients: Cafe[] = [];
  const connect = (getToken: CafeOptions['getToken'], wish: JoinOptions): Cafe => {
    const cafe = createCafe({ url: 'http://cafe.test', outbox: false, ...wish, getToken, openLink, timers });
    clients.push(cafe);
    return cafe;
  };
  return {
    ...finders(hub),
    network: carrier,
    now: timers.now,
    advance: (ms) => time.advance(ms),
    async join(role = 'server', wish = {}) {
      const staffId = newId<StaffId>();
      await hub.asHouse({ type: 'staff.add', staffId, name: role, role });
      return connect(async () => staffToken(hub, staffId, time.clock()), wish);
    },
    async joinGuest({ tableId, name = 'Guest' }, wish = {}) {
      const guest = await sitDown(hub, tableId, name);
      return { ...guest, cafe: connect(() => guestToken(hub, guest, time.clock()), wish) };
    },
    async bill(orderId) {
      const bill = await hub.cafe.read(orderStream(orderId));
      return bill.status === 'none' ? undefined : bill;
    },
    async stop() {
      for (const cafe of clients) cafe.stop();
      await hub.stop();
      if (faults.length > 0) throw faults[0];
    },
  };
};

/** Joins the order of a table, or makes one that waits. */
const sitDown = async ({ cafe, storeId, asHouse }: MemoryHub, tableId: TableId, name: string) => {
  const floor = await cafe.read(floorStream(storeId));
  const there = Object.entries(floor.orders).find(([, order]) => order.tableId === tableId)?.[0];
  const orderId = (there ?? newId()) as OrderId; // the keys of `orders` are order ids
  const guestId = newId<GuestId>();
  const secretHash = guestId.replaceAll('-', '').repeat(2);
  await asHouse({ type: 'guest.join', tableId, orderId, guestId, name, secretHash });
  return { orderId, guestId };
};
