import {
  type AnyState,
  dueOf,
  type FloorState,
  fulfilmentOf,
  idOf,
  isOnTheBill,
  kindOf,
  moneyOf,
  type OrderState,
  positionOf,
  type RunningBill,
  type StreamName,
} from '@cafe/contract/folds';
import type { ReadModel, Row } from '../kernel/definition.ts';

const floorOf = (stream: StreamName, state: AnyState): FloorState | undefined =>
  kindOf(stream) === 'floor' ? (state as FloorState) : undefined; // a stream's state is of its kind

/** What lists and reports ask of a bill; amounts in minor units. */
const summaryOf = (bill: RunningBill) => {
  const { status, serviceType, tableId, seatingId, covers, tabName, displayNumber, receiptNumber } = bill;
  const { businessDay, openedAt, endedAt, voidReason, round, totals } = bill;
  const named = { status, serviceType, tableId, seatingId, covers, tabName, displayNumber, receiptNumber };
  return { ...named, businessDay, openedAt, endedAt, voidReason, rounds: round, totals };
};

const moneyFields = (bill: RunningBill) => {
  const { captured, refunded } = moneyOf(bill);
  return { payment: positionOf(bill), paid: captured - refunded, due: dueOf(bill) };
};

/** [ORD-81] Lines and payments lie in the row only once the bill has ended: before, they are in its fold, and change. */
const rowOf = (orderId: string, bill: RunningBill): Row => {
  const ended = bill.status !== 'open' && bill.status !== 'waiting';
  const unsent = bill.lines.filter((line) => line.state === 'draft' || line.state === 'pending').length;
  return {
    _id: orderId,
    source: bill,
    fields: {
      ...summaryOf(bill),
      ...moneyFields(bill),
      fulfilment: fulfilmentOf(bill),
      lineCount: bill.lines.filter(isOnTheBill).length,
      unsentCount: unsent,
      guestCount: bill.guests.filter(({ status }) => status === 'active').length,
      ...(ended && { lines: bill.lines, payments: bill.payments }),
    },
  };
};

/** `orders`: one row for each bill, whatever became of it. */
export const ordersModel: ReadModel<'order'> = {
  collection: 'orders',
  kind: 'order',
  rows: (stream, state) => {
    if (kindOf(stream) !== 'order') return [];
    const bill = state as OrderState; // a stream's state is of its kind
    return bill.status === 'none' ? [] : [rowOf(idOf(stream), bill)];
  },
};

/** `tables`: one row for each table, archived ones included, with its state and who is there. */
export const tablesModel: ReadModel<'floor'> = {
  collection: 'tables',
  kind: 'floor',
  rows: (stream, state) =>
    Object.values(floorOf(stream, state)?.tables ?? {}).map((table) => {
      const { tableId, ...fields } = table;
      return { _id: tableId, source: table, fields };
    }),
};

/** `floors`: one row for each floor, archived ones included. */
export const floorsModel: ReadModel<'floor'> = {
  collection: 'floors',
  kind: 'floor',
  rows: (stream, state) =>
    Object.values(floorOf(stream, state)?.floors ?? {}).map((floor) => {
      const { floorId, ...fields } = floor;
      return { _id: floorId, source: floor, fields };
    }),
};

export const ORDER_READ_MODELS: readonly ReadModel[] = [ordersModel, tablesModel, floorsModel];
