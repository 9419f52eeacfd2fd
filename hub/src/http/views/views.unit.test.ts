import type {
  Guest,
  MenuItem,
  MenuState,
  OrderLine,
  Payment,
  RunningBill,
  StoreState,
  Table,
} from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import type * as z from 'zod';
import type { TableView } from './floor.ts';
import type { ItemView, MenuView } from './menu.ts';
import { type GuestView, type OrderLineView, OrderView, type PaymentView } from './order.ts';
import type { StoreView } from './people.ts';

/** What a state has and its description does not. */
type Undescribed<State, View extends z.ZodType> = Exclude<keyof State, keyof z.infer<View>>;

test('[HTTP-27] a field that a state gains without being described does not compile', () => {
  expectTypeOf<Undescribed<RunningBill, typeof OrderView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<OrderLine, typeof OrderLineView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<Payment, typeof PaymentView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<Guest, typeof GuestView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<Table, typeof TableView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<MenuState, typeof MenuView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<MenuItem, typeof ItemView>>().toEqualTypeOf<never>();
  expectTypeOf<Undescribed<StoreState, typeof StoreView>>().toEqualTypeOf<never>();
  expect(Object.keys(OrderView.shape)).toContain('money');
});
