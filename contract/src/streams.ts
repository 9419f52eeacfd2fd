import type { ItemId, OrderId, StoreId } from './scalars.ts';

/** The kinds of streams a store has; the first word of a stream's name. */
export type StreamKind = 'order' | 'floor' | 'receipts' | 'menu' | 'stock' | 'staff' | 'store';

/** A stream's name: its kind and the id of what it is the history of. */
export type StreamName<Kind extends StreamKind = StreamKind> = Kind extends StreamKind ? `${Kind}:${string}` : never;

export const orderStream = (orderId: OrderId) => `order:${orderId}` as const;
export const stockStream = (itemId: ItemId) => `stock:${itemId}` as const;
export const floorStream = (storeId: StoreId) => `floor:${storeId}` as const;
export const receiptsStream = (storeId: StoreId) => `receipts:${storeId}` as const;
export const menuStream = (storeId: StoreId) => `menu:${storeId}` as const;
export const staffStream = (storeId: StoreId) => `staff:${storeId}` as const;
export const storeStream = (storeId: StoreId) => `store:${storeId}` as const;

/** The kind of a stream whose name is known to be one. */
export const kindOf = (stream: StreamName): StreamKind =>
  // A StreamName begins with its kind by construction.
  stream.slice(0, stream.indexOf(':')) as StreamKind;

/** The id in a stream's name. */
export const idOf = (stream: StreamName): string => stream.slice(stream.indexOf(':') + 1);

/** What a commit's part occupies in the log: taken once, in whatever document. */
export const keyOf = (stream: StreamName, version: number): string => `${stream}#${version}`;
