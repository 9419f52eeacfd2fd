import type { BusinessDay, Instant, OrderId, ServiceName, StoreId } from '@cafe/contract';
import type { Connection } from '@cafe/services/kernel';
import type { MongoCafe } from '../../mongo-cafe.ts';

/** A document of a read model, as it lies in its collection. */
export type Row = Readonly<Record<string, unknown>> & { readonly _id: string };

export interface OrderQuery {
  readonly status?: 'waiting' | 'open' | 'closed' | 'voided' | 'merged' | undefined;
  readonly businessDay?: BusinessDay | undefined;
  readonly tableId?: string | undefined;
  readonly openedBefore?: Instant | undefined;
  readonly limit: number;
}
export interface PaymentQuery {
  readonly orderId?: OrderId | undefined;
  readonly before?: Instant | undefined;
  readonly limit: number;
}

/** The collections that people query, of one store. Nothing is decided on them, and they may be a moment old. */
export interface Lists {
  /** The latest opened first. */
  orders(query: OrderQuery): Promise<readonly Row[]>;
  /** The latest first. */
  payments(query: PaymentQuery): Promise<readonly Row[]>;
  payment(paymentId: string): Promise<Row | undefined>;
  tables(): Promise<readonly Row[]>;
  items(): Promise<readonly Row[]>;
  categories(): Promise<readonly Row[]>;
  /** Everything made at or before this moment is in a service's collections. @throws {Refusal} `hub.busy` when it does not say */
  asOf(of: ServiceName): Promise<Date>;
}

export interface ListsOptions {
  readonly connection: Connection;
  /** The services' own queries. */
  readonly lists: Pick<MongoCafe['lists'], 'orders' | 'menu' | 'payments'>;
  readonly storeId: StoreId;
  readonly asOf: Lists['asOf'];
}

/** A lean document is a row: what of it is not named in its schema is read as it is. */
const rowsOf = async (found: PromiseLike<readonly unknown[]>): Promise<readonly Row[]> =>
  (await found) as readonly Row[];

/** The lists of a store, for whoever answers HTTP. */
export const createLists = ({ connection, lists, storeId, asOf }: ListsOptions): Lists => ({
  orders: (query) => rowsOf(lists.orders.listOrders(storeId, query)),
  tables: () => rowsOf(lists.orders.listTables(storeId)),
  items: () => rowsOf(lists.menu.listItems(storeId)),
  categories: () => rowsOf(lists.menu.listCategories(storeId)),
  payments: (query) => rowsOf(lists.payments.listPayments(storeId, query)),
  // Each by `$eq`: a value stays a value, whatever came in (S16).
  payment: async (paymentId) =>
    (await connection.collection<Row & { storeId: string }>('payments').findOne({
      _id: { $eq: paymentId },
      storeId: { $eq: storeId },
    })) ?? undefined,
  asOf,
});

/** A row without what it is kept by, under its own id's name. */
export const shown = ({ _id, storeId: _store, stream: _stream, foldedTo: _version, ...fields }: Row, id: string) => ({
  [id]: _id,
  ...fields,
});
