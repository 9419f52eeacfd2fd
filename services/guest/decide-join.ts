import type { CommandOf, OrderId } from '@cafe/contract';
import {
  type FloorState,
  floorStream,
  type GuestStatus,
  orderStream,
  type RunningBill,
  storeStream,
  type Table,
} from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { guestOf, isPresent, livingBill } from './decide-session.ts';
import type { OrderPort } from './ports.ts';

export type Join = CommandOf<'guest.join'>;

/** What becomes of the digits a join brings: not asked for, none brought, too many wrong ones before, wrong, right. */
export type PinVerdict = 'not_asked' | 'none' | 'exhausted' | 'wrong' | 'right';

/** What is known of a join from outside the log. */
export interface JoinFacts {
  readonly pin: PinVerdict;
  /** Whether the guest's id was first used with this hash, for this order. */
  readonly isFirstOfItsId: boolean;
}

/** The bill a join names, if it runs, is at that table, and guests can be at it. */
export const billAtTable = ({ orderId, tableId }: Join, desk: Desk): RunningBill | undefined => {
  const bill = livingBill(desk.state(orderStream(orderId)), desk.at);
  return bill?.tableId === tableId ? bill : undefined;
};

/** Whether a join has to bring the digits: at a table that is open, in a store that asks for them. */
export const asksForPin = (bill: RunningBill | undefined, desk: Desk): bill is RunningBill =>
  bill?.status === 'open' && desk.fact(storeStream(desk.storeId)).guestMode === 'pin';

/** [GST-1] Whether guests can be at a table at all: neither it nor its floor was archived. */
export const isInUse = ({ archived, floorId }: Table, { floors }: FloorState): boolean =>
  !archived && floors[floorId]?.archived === false;

/** [GST-5] The order one joins at a table: the open one, else the one that waits there and not for too long. */
export const orderAt = ({ orderId, waitingOrderId }: Table, desk: Pick<Desk, 'fact' | 'at'>): OrderId | undefined => {
  if (orderId !== undefined || waitingOrderId === undefined) return orderId;
  return livingBill(desk.fact(orderStream(waitingOrderId)), desk.at) && waitingOrderId;
};

/** [GST-3] by the store's mode · [GST-4] pending where everybody waits · [GST-11] with the right digits */
const statusAt = (bill: RunningBill, desk: Desk, { pin }: JoinFacts): 'pending' | 'active' => {
  const { guestMode } = desk.fact(storeStream(desk.storeId));
  if (bill.status === 'waiting' || guestMode === 'approve_first') return 'pending';
  if (guestMode !== 'pin' || pin === 'right') return 'active';
  const message = pin === 'none' ? 'this table asks for its six digits' : 'these are not the digits of this table';
  // `pinEpoch` names the set of digits the try counts on; without digits there was no try.
  throw new Refusal('guest.wrong_pin', message, pin === 'none' ? {} : { details: { pinEpoch: bill.pinEpoch } });
};

/** [GST-6] an id of one's own · [GST-7] a place left */
const assertRoom = (bill: RunningBill, { guestId }: Join, desk: Desk): void => {
  if (guestOf(bill, guestId)) throw new Refusal('guest.exists', `${guestId} joined before`);
  const { guestsPerTable } = desk.fact(storeStream(desk.storeId));
  if (bill.guests.filter((guest) => isPresent(guest, desk.at)).length < guestsPerTable) return;
  throw new Refusal('guest.table_full', `${guestsPerTable} phones are at this table`, { details: { guestsPerTable } });
};

/** [GST-1] a table that is there · [GST-5] that has no other order · [GST-2] at which one may ask */
const assertFree = ({ orderId, tableId }: Join, desk: Desk): void => {
  const floor = desk.fact(floorStream(desk.storeId));
  const table = floor.tables[tableId];
  if (!table || !isInUse(table, floor)) throw new Refusal('actor.not_found', 'there is no such table');
  const there = orderAt(table, desk);
  if (there !== undefined && there !== orderId) {
    throw new Refusal('guest.other_order', 'this table has another order', { details: { orderId: there } });
  }
  if (desk.state(orderStream(orderId)).status !== 'none') {
    throw new Refusal('guest.session_ended', `${orderId} is no order of this table any more`);
  }
  const { guestMode } = desk.fact(storeStream(desk.storeId));
  if (table.state === 'blocked' || guestMode === 'pin') {
    throw new Refusal('guest.table_not_open', `${table.label} was not opened by the staff`);
  }
};

/**
 * Lets a phone join a table's order, or ask to. Pure.
 *
 * @throws {Refusal} `guest.ordering_off`, `guest.table_not_open`, `guest.other_order`, `guest.session_ended`,
 *   `guest.wrong_pin`, `guest.exists`, `guest.table_full`, `actor.not_found`, and the order service's codes
 */
export const join = (
  command: Join,
  desk: Desk,
  { orders, facts }: { readonly orders: OrderPort; readonly facts: JoinFacts },
): readonly Change[] => {
  const { orderId, tableId, guestId, name } = command;
  if (desk.fact(storeStream(desk.storeId)).guestMode === 'off') {
    throw new Refusal('guest.ordering_off', 'this store takes no orders from phones');
  }
  if (!facts.isFirstOfItsId)
    throw new Refusal('guest.exists', `${guestId} is used by another phone, or for another order`);
  const stream = orderStream(orderId);
  const joined = (status: Extract<GuestStatus, 'pending' | 'active'>): Change => ({
    stream,
    events: [{ type: 'guest.joined', guestId, name, status }],
  });
  const bill = billAtTable(command, desk);
  if (bill) {
    const status = statusAt(bill, desk, facts);
    assertRoom(bill, command, desk);
    return [joined(status)];
  }
  assertFree(command, desk);
  return [...orders.proposeWaiting({ orderId, tableId }, desk), joined('pending')];
};
