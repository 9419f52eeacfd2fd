import type { Guest, GuestId, ItemId, LineId, OrderId, OrderLine, RunningBill, StationId } from '@cafe/client-sdk';

// Ids of whatever is made of them: what kind a text is of is a matter of types alone.
const id = <Id extends string>(n: number): Id => `018f2b6a-0000-7000-8000-${String(n).padStart(12, '0')}` as Id;

export const ME = id<GuestId>(1);
export const OTHER = id<GuestId>(2);
const ORDER = id<OrderId>(3);
const AT = '2026-11-23T19:00:00.000Z';

export const guest = (guestId: GuestId, status: Guest['status'], name = guestId === ME ? 'Lea' : 'Tom'): Guest => ({
  guestId,
  name,
  status,
  joinedAt: AT,
});

/** A line of 4.50, of this phone's. */
export const line = (n: number, given: Partial<OrderLine> = {}): OrderLine => ({
  lineId: id<LineId>(100 + n),
  itemId: id<ItemId>(200),
  name: 'Flat White',
  quantity: 1,
  unitPrice: 450,
  modifiers: [],
  tax: { taxRateId: id(9), ratePpm: 190_000, inclusive: true },
  stationIds: [id<StationId>(8)],
  allergens: [],
  state: 'draft',
  version: 1,
  addedBy: { kind: 'guest', id: ME },
  addedAt: AT,
  tasks: [],
  ...given,
});

/** A bill of a table, with what is said of it. */
export const bill = (given: Partial<RunningBill> = {}): { readonly orderId: OrderId; readonly bill: RunningBill } => ({
  orderId: ORDER,
  bill: {
    status: 'open',
    serviceType: 'dine_in',
    businessDay: '2026-11-23' as RunningBill['businessDay'], // a day as the hub writes it
    openedAt: AT,
    lines: [],
    round: 0,
    totals: { subtotal: 0, discount: 0, serviceCharge: 0, taxes: [], total: 0 },
    payments: [],
    guests: [guest(ME, 'active'), guest(OTHER, 'active')],
    epoch: 1,
    pinEpoch: 1,
    ...given,
  },
});
