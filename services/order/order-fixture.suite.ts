import {
  type By,
  CategoryId,
  type DomainEvent,
  FloorId,
  GuestId,
  ItemId,
  LineId,
  ModifierGroupId,
  ModifierId,
  OrderId,
  PaymentId,
  type RequestedLine,
  StationId,
  StoreId,
  TableCode,
  TableId,
  TaxRateId,
  VariantId,
} from '@cafe/contract';
import {
  floorStream,
  menuStream,
  type OrderLine,
  orderStream,
  type RunningBill,
  storeStream,
} from '@cafe/contract/folds';
import type { Change } from '../kernel/definition.ts';
import { type Given, given } from '../kernel/given.ts';
import { proposeStock } from '../menu/propose.ts';
import { createDecide, type OrderCommand } from './decide.ts';

/** A café for tests: a small menu, one floor with three tables, and ways to bring an order where a test wants it. */
export type Past = Given<OrderCommand, void>;

export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const storeId = StoreId.parse(id(1));
export const orderId = OrderId.parse(id(2));
export const otherOrderId = OrderId.parse(id(3));
export const bar = StationId.parse(id(10));
export const kitchen = StationId.parse(id(11));
export const full = TaxRateId.parse(id(20));
export const reduced = TaxRateId.parse(id(21));
const food = CategoryId.parse(id(30));
export const milk = ModifierGroupId.parse(id(40));
export const oatMilk = ModifierId.parse(id(50));
export const coffee = ItemId.parse(id(60));
export const cake = ItemId.parse(id(61));
export const latte = ItemId.parse(id(62));
/** Made at the bar and in the kitchen. */
export const platter = ItemId.parse(id(63));
export const large = VariantId.parse(id(70));
export const small = VariantId.parse(id(71));
export const floorId = FloorId.parse(id(80));
export const t1 = TableId.parse(id(81));
export const t2 = TableId.parse(id(82));
export const t3 = TableId.parse(id(83));
export const ben = GuestId.parse(id(90));
export const eve = GuestId.parse(id(91));
export const paymentId = PaymentId.parse(id(95));
export const lineId = (n: number): LineId => LineId.parse(id(1000 + n));

export const waiter: By = { kind: 'staff', id: id(500) };
export const byBen: By = { kind: 'guest', id: ben };
export const byEve: By = { kind: 'guest', id: eve };
export const byService: By = { kind: 'service', id: 'order' };

type Event<Type extends DomainEvent['type']> = Extract<DomainEvent, { type: Type }>;

export const itemSaved = (
  itemId: ItemId,
  name: string,
  more: Partial<Omit<Event<'menu.itemSaved'>, 'type'>> = {},
): Event<'menu.itemSaved'> => ({
  type: 'menu.itemSaved',
  itemId,
  categoryId: food,
  name,
  price: 300,
  modifierGroupIds: [],
  allergens: [],
  diets: [],
  stationIds: [bar],
  sort: 1,
  taxes: { default: full },
  ...more,
});

export const MENU: readonly DomainEvent[] = [
  { type: 'menu.stationSaved', stationId: bar, name: 'Bar', isDefault: true },
  { type: 'menu.stationSaved', stationId: kitchen, name: 'Kitchen', isDefault: false },
  { type: 'menu.taxRateSaved', taxRateId: full, name: '19 %', ratePpm: 190_000, inclusive: true },
  { type: 'menu.taxRateSaved', taxRateId: reduced, name: '7 %', ratePpm: 70_000, inclusive: true },
  { type: 'menu.categorySaved', categoryId: food, name: 'Food', sort: 1 },
  {
    type: 'menu.modifierGroupSaved',
    modifierGroupId: milk,
    name: 'Milk',
    min: 0,
    max: 2,
    required: false,
    maxQuantity: 2,
    options: [{ modifierId: oatMilk, name: 'Oat milk', price: 50, allergens: ['gluten'] }],
  },
  itemSaved(coffee, 'Coffee', { modifierGroupIds: [milk] }),
  itemSaved(cake, 'Cake', { price: 450, taxes: { default: reduced } }),
  itemSaved(latte, 'Latte', {
    variants: [
      { variantId: small, name: 'small', price: 350 },
      { variantId: large, name: 'large', price: 420 },
    ],
  }),
  itemSaved(platter, 'Platter', { price: 1_200, stationIds: [bar, kitchen] }),
];

export const tableSaved = (tableId: TableId, label: string, code: string): Event<'floor.tableSaved'> => ({
  type: 'floor.tableSaved',
  tableId,
  floorId,
  label,
  code: TableCode.parse(code),
  seats: 4,
  shape: 'square',
  x: 0,
  y: 0,
  width: 10,
  height: 10,
  archived: false,
});

export const FLOOR: readonly DomainEvent[] = [
  { type: 'floor.floorSaved', floorId, name: 'Inside', sort: 1, archived: false },
  tableSaved(t1, '1', 'AAAAAAA2'),
  tableSaved(t2, '2', 'AAAAAAA3'),
  tableSaved(t3, '3', 'AAAAAAA4'),
];

const decide = createDecide({ proposeStock });

/** Without a menu, a floor or an order. */
export const nothing: Past = given<OrderCommand, void>(decide, storeId);
/** With a menu and tables; nobody is there. */
export const cafe: Past = nothing.has(menuStream(storeId), MENU).has(floorStream(storeId), FLOOR);

type Meta = Parameters<Past['has']>[2];

/** The past after a command that must succeed. */
export const after = (past: Past, command: OrderCommand, asking: Parameters<Past['when']>[1] = {}): Past =>
  past.after(changesOf(past, command, asking), {
    ...(asking.at && { at: asking.at }),
    ...(asking.by && { by: asking.by }),
  });

/** The changes of a command that must succeed. */
export const changesOf = (past: Past, command: OrderCommand, asking: Parameters<Past['when']>[1] = {}) => {
  const changes = past.when(command, asking);
  if (typeof changes === 'string') throw new Error(`${command.type} was refused: ${changes}`);
  return changes;
};

export const eventsIn = (changes: readonly Change[]): DomainEvent[] => changes.flatMap(({ events }) => events);
/** The event of a type among the changes; fails when there is none. */
export const eventIn = <Type extends DomainEvent['type']>(changes: readonly Change[], type: Type): Event<Type> => {
  const found = eventsIn(changes).find((event): event is Event<Type> => event.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
};

export const billIn = (past: Past, of: OrderId = orderId): RunningBill => {
  const state = past.state(orderStream(of));
  if (state.status === 'none') throw new Error('no order');
  return state;
};
export const lineIn = (past: Past, n: number): OrderLine => {
  const line = billIn(past).lines.find((each) => each.lineId === lineId(n));
  if (!line) throw new Error(`no line ${n}`);
  return line;
};

export const asked = (n: number, itemId: ItemId = coffee, more: Partial<RequestedLine> = {}): RequestedLine => ({
  lineId: lineId(n),
  itemId,
  quantity: 1,
  modifiers: [],
  ...more,
});

export const open = { type: 'order.open', orderId, serviceType: 'dine_in', tableId: t1 } as const;
/** An open order at table 1. */
export const opened: Past = after(cafe, open);
export const addLines = (...lines: RequestedLine[]): OrderCommand => ({ type: 'order.addLines', orderId, lines });
export const sendLines = (...lines: RequestedLine[]): OrderCommand => ({ type: 'order.send', orderId, lines });
/** One coffee (line 1) lies in the cart of the open order. */
export const drafted: Past = after(opened, addLines(asked(1)));
/** The coffee was sent, and a platter (line 2) of two stations with it. */
export const fired: Past = after(drafted, sendLines(asked(2, platter)));

type KitchenStep = 'start' | 'finish' | 'recall' | 'serve' | 'acknowledgeVoid';
export const step = (name: KitchenStep, ns: readonly number[], stationId?: StationId): OrderCommand => ({
  type: `order.${name}`,
  orderId,
  lineIds: ns.map(lineId),
  ...(stationId && { stationId }),
});
export const voids = (...lines: Extract<OrderCommand, { type: 'order.voidLines' }>['lines']): OrderCommand => ({
  type: 'order.voidLines',
  orderId,
  lines,
  reason: 'entered wrong',
});
export const close: OrderCommand = { type: 'order.close', orderId };
export const voidOrder: OrderCommand = { type: 'order.void', orderId, reason: 'left' };

/** A captured payment of so much in cash. */
export const paid = (amount: number): readonly DomainEvent[] => [
  { type: 'payment.created', paymentId, method: { kind: 'cash', tendered: amount, change: 0 }, amount },
  {
    type: 'payment.captured',
    paymentId,
    amount,
    tip: 0,
    rounding: 0,
    due: 0,
    entries: [
      { account: 'cash', amount },
      { account: `receivable:${orderId}`, amount: -amount },
    ],
  },
];
export const withPayment = (past: Past, amount: number): Past => past.has(orderStream(orderId), paid(amount));

/** A guest at the order. */
export const joined = (past: Past, guestId: GuestId, status: 'pending' | 'active'): Past =>
  past.has(orderStream(orderId), [{ type: 'guest.joined', guestId, name: 'Ben', status }]);

/** The store with other settings. */
export const configured = (past: Past, settings: Omit<Event<'store.configured'>, 'type'>, meta: Meta = {}): Past =>
  past.has(storeStream(storeId), [{ type: 'store.configured', ...settings }], meta);

/** The menu after more events. */
export const menuAfter = (past: Past, ...events: readonly DomainEvent[]): Past => past.has(menuStream(storeId), events);
