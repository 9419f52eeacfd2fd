import type { BusinessDay, Instant, StoreId } from '@cafe/contract';
import { type Connection, type Model, Schema, trusted } from 'mongoose';
import { floorsModel, ordersModel, tablesModel } from './read-models.ts';

// The kernel writes the rows; these schemas are for whoever reads them. Fields that are not named are read as they are.
const reading = { versionKey: false, autoIndex: false, autoCreate: false, strict: false } as const;
const text = { type: String, required: true } as const;

/** What the lists ask for and sort by; a row has more. */
interface ListedRow {
  readonly _id: string;
  readonly storeId: string;
}
interface OrderRow extends ListedRow {
  readonly status: string;
  readonly businessDay: string;
  readonly openedAt: string;
  readonly tableId?: string;
}
interface TableRow extends ListedRow {
  readonly floorId: string;
  readonly label: string;
}
interface FloorRow extends ListedRow {
  readonly sort: number;
}

// Every list's sort is an index read in its own direction: one that no index serves is slow on the stores this runs on.
const orderSchema = new Schema<OrderRow>(
  { _id: text, storeId: text, status: text, businessDay: text, openedAt: text, tableId: String },
  { ...reading, collection: ordersModel.collection },
)
  .index({ storeId: 1, openedAt: -1 })
  .index({ storeId: 1, status: 1, openedAt: -1 })
  .index({ storeId: 1, businessDay: 1, openedAt: -1 })
  .index({ storeId: 1, tableId: 1, openedAt: -1 });

const tableSchema = new Schema<TableRow>(
  { _id: text, storeId: text, floorId: text, label: text },
  { ...reading, collection: tablesModel.collection },
).index({ storeId: 1, floorId: 1, label: 1 });

const floorSchema = new Schema<FloorRow>(
  { _id: text, storeId: text, sort: { type: Number, required: true } },
  { ...reading, collection: floorsModel.collection },
).index({ storeId: 1, sort: 1 });

/** Which orders a list shows, the latest opened first. */
export interface OrderFilter {
  readonly status?: 'waiting' | 'open' | 'closed' | 'voided' | 'merged' | undefined;
  readonly businessDay?: BusinessDay | undefined;
  readonly tableId?: string | undefined;
  /** Only those opened before: the last one's `openedAt` asks for the next page. */
  readonly openedBefore?: Instant | undefined;
  /** At most so many; 1–500. */
  readonly limit: number;
}

const modelOn = <R>(connection: Connection, name: string, schema: Schema<R>): Model<R> =>
  connection.models[name] ?? connection.model<R>(name, schema);

/** The collections of orders and floors as models on a connection; the same ones when called again. */
export const connectOrderRows = (connection: Connection) => {
  const orders = modelOn(connection, 'Order', orderSchema);
  const tables = modelOn(connection, 'Table', tableSchema);
  const floors = modelOn(connection, 'Floor', floorSchema);
  return {
    /** Makes the indexes that the lists are served by; repeating it is safe. */
    async createIndexes(): Promise<void> {
      for (const model of [orders, tables, floors]) await model.createIndexes();
    },
    listOrders: (storeId: StoreId, { status, businessDay, tableId, openedBefore, limit }: OrderFilter) => {
      const query = orders.find({ storeId }, null, { sanitizeFilter: true });
      if (status !== undefined) query.where('status').equals(status);
      if (businessDay !== undefined) query.where('businessDay').equals(businessDay);
      if (tableId !== undefined) query.where('tableId').equals(tableId);
      if (openedBefore !== undefined) query.where({ openedAt: trusted({ $lt: openedBefore }) }); // instants sort as texts
      return query.sort({ openedAt: -1 }).limit(limit).lean();
    },
    listTables: (storeId: StoreId) => tables.find({ storeId }).sort({ floorId: 1, label: 1 }).lean(),
    listFloors: (storeId: StoreId) => floors.find({ storeId }).sort({ sort: 1 }).lean(),
  };
};
