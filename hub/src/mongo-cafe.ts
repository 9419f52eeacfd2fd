import type { StoreId } from '@cafe/contract';
import { connectGuestRows } from '@cafe/services/guest';
import {
  type Connection,
  createMongoRows,
  createMongoSnapshots,
  type EventLog,
  mongoEventLogOn,
  prepareLog,
} from '@cafe/services/kernel';
import { connectMenuRows } from '@cafe/services/menu';
import { connectOrderRows } from '@cafe/services/order';
import { connectPaymentRows } from '@cafe/services/payment';
import { connectUserRows } from '@cafe/services/user';
import type { CafeRows } from './cafe.ts';

/** The collections of a connection that people's lists are read from. Behind the log; nothing decides on them. */
export interface Lists {
  readonly orders: ReturnType<typeof connectOrderRows>;
  readonly menu: ReturnType<typeof connectMenuRows>;
  readonly payments: ReturnType<typeof connectPaymentRows>;
  readonly guests: Awaited<ReturnType<typeof connectGuestRows>>;
}

export interface MongoCafe {
  readonly log: EventLog;
  readonly rows: CafeRows;
  readonly lists: Lists;
}

/** Everything of one store in MongoDB. Resolves when all indexes stand; without them nothing is exactly once. */
export const openMongoCafe = async (
  connection: Connection,
  storeId: StoreId,
  report: (error: unknown) => void,
): Promise<MongoCafe> => {
  await prepareLog(connection);
  const users = await connectUserRows(connection);
  const guests = await connectGuestRows(connection);
  const orders = connectOrderRows(connection);
  const menu = connectMenuRows(connection);
  const payments = connectPaymentRows(connection);
  for (const lists of [orders, menu, payments]) await lists.createIndexes();
  return {
    log: mongoEventLogOn(connection, { storeId, report }),
    rows: {
      users,
      guests,
      models: createMongoRows(connection, storeId),
      snapshots: createMongoSnapshots(connection, storeId),
    },
    lists: { orders, menu, payments, guests },
  };
};
