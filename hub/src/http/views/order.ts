import {
  BusinessDay,
  By,
  GuestId,
  Instant,
  MinorUnits,
  OrderId,
  PaymentId,
  PaymentMethod,
  PricedLine,
  RatePpm,
  SeatingId,
  ServiceType,
  StationId,
  TableId,
  Totals,
} from '@cafe/contract';
import * as z from 'zod';

export const OrderStatus = z.enum(['waiting', 'open', 'closed', 'voided', 'merged']);
const LineState = z.enum(['draft', 'pending', 'held', 'fired', 'preparing', 'ready', 'served', 'voided']);
const Fulfilment = z.enum(['none', 'queued', 'in_progress', 'partially_ready', 'ready', 'partially_served', 'served']);

/** A line of a bill: what it is and costs, and how far it is. */
export const OrderLineView = z.object({
  ...PricedLine.shape,
  state: LineState,
  version: z.int(),
  addedBy: By,
  addedAt: Instant,
  round: z.int().optional(),
  sentAt: Instant.optional(),
  servedAt: Instant.optional(),
  tasks: z.array(z.object({ stationId: StationId, state: z.enum(['fired', 'preparing', 'ready']), at: Instant })),
  void: z.object({ reason: z.string(), at: Instant, prepared: z.boolean(), acknowledged: z.boolean() }).optional(),
});

export const PaymentStatusView = z.enum([
  'created',
  'processing',
  'requires_action',
  'authorized',
  'captured',
  'failed',
  'canceled',
  'unknown',
]);

/** A payment on a bill; amounts in minor units. */
export const PaymentView = z.object({
  paymentId: PaymentId,
  method: PaymentMethod,
  status: PaymentStatusView,
  at: Instant,
  amount: MinorUnits,
  tip: MinorUnits,
  rounding: MinorUnits,
  refunded: MinorUnits,
});

/** Somebody's phone at a table. */
export const GuestView = z.object({
  guestId: GuestId,
  name: z.string(),
  status: z.enum(['pending', 'active', 'left', 'revoked', 'expired', 'settled']),
  joinedAt: Instant,
});

/** How the bill is computed, as the store had it when it was opened. */
const MoneyRulesView = z.object({
  rounding: z.enum(['half_away', 'half_even']),
  taxRounding: z.enum(['per_group', 'per_line']),
  serviceCharge: z.object({ ratePpm: RatePpm, when: z.enum(['before_tax', 'after_tax']) }).optional(),
});

/** What a bill is called, and where it stands. */
const summary = {
  status: OrderStatus,
  serviceType: ServiceType,
  tableId: TableId.optional(),
  tableLabel: z.string().optional(),
  seatingId: SeatingId.optional(),
  covers: z.int().optional(),
  tabName: z.string().optional(),
  displayNumber: z.int().optional(),
  businessDay: BusinessDay,
  openedAt: Instant,
  endedAt: Instant.optional(),
  receiptNumber: z.int().optional(),
  voidReason: z.string().optional(),
  totals: Totals,
};

/** Derived of it: what is paid and due in minor units, and where the kitchen is. */
const derived = {
  payment: z.string(),
  paid: MinorUnits,
  due: MinorUnits,
  fulfilment: Fulfilment,
};

/** A bill, whole, as its version is; redacted for whoever asks. The money is not there for a kitchen. */
export const OrderView = z.object({
  orderId: OrderId,
  version: z.int(),
  ...summary,
  lines: z.array(OrderLineView),
  round: z.int(),
  money: MoneyRulesView.optional(),
  payments: z.array(PaymentView),
  guests: z.array(GuestView),
  epoch: z.int(),
  pinEpoch: z.int(),
  fulfilment: Fulfilment,
  payment: derived.payment.optional(),
  paid: MinorUnits.optional(),
  due: MinorUnits.optional(),
});

/** A bill in a list; its lines and payments are there once it has ended. */
export const OrderRow = z.object({
  orderId: OrderId,
  ...summary,
  ...derived,
  rounds: z.int(),
  lineCount: z.int(),
  unsentCount: z.int(),
  guestCount: z.int(),
  lines: z.array(OrderLineView).optional(),
  payments: z.array(PaymentView).optional(),
});

/** A payment in a list: `method` is the kind of it, and cash says what was handed over and given back. */
export const PaymentRow = z.object({
  ...PaymentView.omit({ method: true }).shape,
  orderId: OrderId,
  method: z.string(),
  tendered: MinorUnits.optional(),
  change: MinorUnits.optional(),
});

/** One payment, with the bill it is on and that bill's version. */
export const PaymentOfOrder = z.object({ orderId: OrderId, version: z.int(), ...PaymentView.shape });

/** Who sits at a bill by phone. */
export const GuestsView = z.object({ orderId: OrderId, version: z.int(), items: z.array(GuestView) });
