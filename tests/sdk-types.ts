/**
 * What the compiler has to say of the SDK: this file compiles only while its types are as tight as they are here. A type that
 * loosens (an id that becomes any text, a result that becomes `any`) fails `npm test` at its line.
 */
import {
  type Cafe,
  type CafeError,
  type CommandOf,
  type CommandType,
  createCafe,
  type Followed,
  type FollowedOrder,
  type ItemId,
  type LineId,
  type ListedOrder,
  newId,
  type OrderId,
  type PaymentId,
  type Readable,
  type Receipt,
  type TableId,
} from '@cafe/client-sdk';
import type { useOrder as useOrderInPreact } from '@cafe/client-sdk/preact';
import type { useOrder } from '@cafe/client-sdk/react';
import type { ReadonlySignal } from '@preact/signals';
import { expectTypeOf } from 'expect-type';

declare const cafe: Cafe;
declare const orderId: OrderId;
declare const tableId: TableId;
declare const itemId: ItemId;

// Ids of different things are different types, and none is any text.
expectTypeOf<OrderId>().not.toEqualTypeOf<string>();
expectTypeOf<string>().not.toExtend<OrderId>();
expectTypeOf<TableId>().not.toExtend<OrderId>();
expectTypeOf(newId<OrderId>()).toEqualTypeOf<OrderId>();

// What is followed.
expectTypeOf(cafe.order(orderId)).toEqualTypeOf<Readable<Followed<FollowedOrder>>>();
expectTypeOf(cafe.order(orderId).getSnapshot().value).toEqualTypeOf<FollowedOrder | undefined>();
expectTypeOf(cafe.floor().getSnapshot().status).toEqualTypeOf<'loading' | 'live' | 'stale' | 'outdated' | 'refused'>();
expectTypeOf<ReturnType<typeof useOrder>>().toEqualTypeOf<Followed<FollowedOrder>>();
expectTypeOf<ReturnType<typeof useOrderInPreact>>().toEqualTypeOf<ReadonlySignal<Followed<FollowedOrder>>>();
expectTypeOf(cafe.connection.getSnapshot().reason).toEqualTypeOf<CafeError | undefined>();

// What commands resolve with.
expectTypeOf(cafe.send).returns.resolves.toEqualTypeOf<Receipt>();
expectTypeOf(cafe.orders.open).returns.resolves.toExtend<{ orderId: OrderId; displayNumber: number }>();
expectTypeOf(cafe.orders.addLines).returns.resolves.toHaveProperty('lineIds').toEqualTypeOf<readonly LineId[]>();
expectTypeOf(cafe.payments.takeCash).returns.resolves.toExtend<{ paymentId: PaymentId; change: number; due: number }>();
expectTypeOf(cafe.orders.list()).toEqualTypeOf<AsyncIterableIterator<ListedOrder>>();
expectTypeOf<CommandOf<'order.close'>['orderId']>().toEqualTypeOf<OrderId>();
expectTypeOf<string>().not.toExtend<CommandType>();

// @ts-expect-error a plain string is not an order's id
void cafe.orders.close('7');
// @ts-expect-error a table is not an order
void cafe.orders.close(tableId);
// @ts-expect-error a guest cannot name a price
void cafe.orders.addLines(orderId, [{ itemId, quantity: 1, unitPrice: 1 }]);
// @ts-expect-error there is no such command
void cafe.send({ type: 'order.explode', orderId });
// @ts-expect-error a command's fields are its own
void cafe.send({ type: 'order.close', orderId, tableId });
// @ts-expect-error a typo in an option
createCafe({ url: 'http://localhost:3000', getToken: async () => 'token', timeoutMS: 1 });
// @ts-expect-error a hub wants a token
createCafe({ url: 'http://localhost:3000' });
// @ts-expect-error what is followed is read, not written
cafe.order(orderId).getSnapshot().value = undefined;
