import {
  type CommandOf,
  type DomainEvent,
  FloorId,
  type GuestCommand,
  GuestId,
  type GuestMode,
  OrderId,
  StoreId,
  TableCode,
  TableId,
} from '@cafe/contract';
import { floorStream, orderStream, type RunningBill, type StreamName, storeStream } from '@cafe/contract/folds';
import type { Change } from '../kernel/definition.ts';
import { GIVEN_AT, type Given, given } from '../kernel/given.ts';
import { proposeAdmit, proposeWaiting } from '../order/index.ts';
import { createDecide, type GuestFacts } from './decide.ts';
import type { PinVerdict } from './decide-join.ts';

/** The order service's own port: what guests decide is held against what it really proposes. */
export const orders = { proposeWaiting, proposeAdmit };

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

export const storeId = StoreId.parse(uuid(1));
export const tableId = TableId.parse(uuid(2));
export const orderId = OrderId.parse(uuid(3));
export const otherOrderId = OrderId.parse(uuid(4));
const floorId = FloorId.parse(uuid(5));
export const code = TableCode.parse('ABCD2345');
export const guestId = (n = 0) => GuestId.parse(uuid(100 + n));
export const hashOf = (n = 0) => String(n).padStart(64, '0');
export const stream = orderStream(orderId);
export const floor = floorStream(storeId);
export const businessDay = GIVEN_AT.slice(0, 10);

/** A moment so many minutes after everything else. */
export const later = (minutes: number): string => new Date(Date.parse(GIVEN_AT) + minutes * 60_000).toISOString();

export type Past = Given<GuestCommand, GuestFacts>;

const tableSaved = (archived = false): DomainEvent => ({
  type: 'floor.tableSaved',
  tableId,
  floorId,
  label: '12',
  code,
  seats: 4,
  shape: 'square',
  x: 0,
  y: 0,
  width: 1,
  height: 1,
  archived,
});

/** What one commit adds to one stream. */
type Added = readonly [stream: StreamName, events: readonly DomainEvent[]];
const withAll = (past: Past, added: readonly Added[]): Past =>
  added.reduce((before, [name, events]) => before.has(name, events), past);

/** A store in that mode with one free table, as events. */
export const storeEvents = (guestMode: GuestMode, settings: { guestsPerTable?: number } = {}): readonly Added[] => [
  [storeStream(storeId), [{ type: 'store.configured', guestMode, ...settings }]],
  [floor, [{ type: 'floor.floorSaved', floorId, name: 'Inside', sort: 0, archived: false }, tableSaved()]],
];
/** The table as staff opened it, as events. */
export const openedEvents = (id = orderId): readonly Added[] => {
  const seated = { serviceType: 'dine_in', displayNumber: 1, businessDay, tableId } as const;
  return [
    [orderStream(id), [{ type: 'order.opened', waiting: false, ...seated }]],
    [floor, [{ type: 'floor.orderOpened', orderId: id, ...seated }]],
  ];
};

export const inMode = (guestMode: GuestMode, settings: { guestsPerTable?: number } = {}): Past =>
  withAll(given(createDecide(orders), storeId), storeEvents(guestMode, settings));

export const archived = (past: Past): Past => past.has(floor, [tableSaved(true)]);
/** The table's floor archived, and the table with it. */
export const withoutFloor = (past: Past): Past =>
  past.has(floor, [{ type: 'floor.floorSaved', floorId, name: 'Inside', sort: 0, archived: true }]);
export const setTo = (past: Past, state: 'reserved' | 'dirty' | 'blocked'): Past =>
  past.has(floor, [{ type: 'floor.tableStateSet', tableId, state }]);

export const opened = (past: Past, id = orderId): Past => withAll(past, openedEvents(id));

/** The table with an order at which guests wait for staff. */
export const waiting = (past: Past, id = orderId): Past =>
  past
    .has(orderStream(id), [{ type: 'order.opened', waiting: true, serviceType: 'dine_in', tableId, businessDay }])
    .has(floor, [{ type: 'floor.orderWaiting', orderId: id, tableId }]);

/** The order closed, and the table left. */
export const closed = (past: Past, id = orderId): Past =>
  past
    .has(orderStream(id), [
      {
        type: 'order.closed',
        receiptNumber: 1,
        totals: { subtotal: 0, discount: 0, serviceCharge: 0, taxes: [], total: 0 },
        lines: [],
        entries: [],
        epoch: 2,
      },
    ])
    .has(floor, [{ type: 'floor.orderEnded', orderId: id, tableId, tableState: 'dirty' }]);

export const joined = (past: Past, n = 0, status: 'pending' | 'active' = 'active'): Past =>
  past.has(stream, [{ type: 'guest.joined', guestId: guestId(n), name: `Guest ${n}`, status }]);

export const join = (more: Partial<CommandOf<'guest.join'>> = {}): CommandOf<'guest.join'> => ({
  type: 'guest.join',
  tableId,
  orderId,
  guestId: guestId(),
  secretHash: hashOf(),
  name: 'Ana',
  ...more,
});

/** What gather would have brought. */
export const facts = (pin: PinVerdict = 'not_asked', isFirstOfItsId = true) => ({ facts: { pin, isFirstOfItsId } });
export const asGuest = (n = 0) => ({ by: { kind: 'guest', id: guestId(n) } }) as const;
export const asService = { by: { kind: 'service', id: 'guest' } } as const;

export const taken = (changes: readonly Change[] | string): readonly Change[] => {
  if (typeof changes === 'string') throw new Error(`refused: ${changes}`);
  return changes;
};
/** The past after a command that must not be refused. */
export const after = (past: Past, command: GuestCommand, asking: Parameters<Past['when']>[1] = {}): Past =>
  past.after(taken(past.when(command, asking)), {
    ...(asking.at !== undefined && { at: asking.at }),
    ...(asking.by !== undefined && { by: asking.by }),
  });
export const billOf = (past: Past, id = orderId): RunningBill => {
  const state = past.state(orderStream(id));
  if (state.status === 'none') throw new Error('no order');
  return state;
};
export const statusesOf = (past: Past): readonly string[] => billOf(past).guests.map(({ status }) => status);
