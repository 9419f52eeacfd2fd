import type { FloorState, FollowedFloor, FollowedOrder, Table } from '@cafe/client-sdk';
import { type TableStatus, tableStatus } from './table-look.ts';

export type Floor = FloorState['floors'][keyof FloorState['floors']];

/** A table with what is at it. */
export interface TableFacts {
  readonly table: Table;
  readonly status: TableStatus;
  readonly open: FollowedOrder | undefined;
  readonly waiting: FollowedOrder | undefined;
}

/** How a plan is read: from the top down, and along its lines. */
const inReadingOrder = (one: Table, other: Table): number => one.y - other.y || one.x - other.x;

/** The floors that are in use, in their order. Pure. */
export const floorsOf = ({ floor }: FollowedFloor): readonly Floor[] =>
  Object.values(floor.floors)
    .filter(({ archived }) => !archived)
    .toSorted((one, other) => one.sort - other.sort);

/** Every table that is in use with what is at it. Pure. */
export const tablesOf = ({ floor, orders }: FollowedFloor): readonly TableFacts[] => {
  const byTable = (isWaiting: boolean) =>
    new Map(
      orders
        .filter(({ bill }) => (bill.status === 'waiting') === isWaiting)
        .map((order) => [order.bill.tableId, order] as const),
    );
  const [open, waiting] = [byTable(false), byTable(true)];
  return Object.values(floor.tables)
    .filter(({ archived }) => !archived)
    .toSorted(inReadingOrder)
    .map((table) => {
      const here = { open: open.get(table.tableId), waiting: waiting.get(table.tableId) };
      return { table, ...here, status: tableStatus(table, here.open, here.waiting) };
    });
};

/** Orders that sit at no table. Pure. */
export const withoutTable = ({ orders }: FollowedFloor): readonly FollowedOrder[] =>
  orders.filter(({ bill }) => bill.tableId === undefined);
