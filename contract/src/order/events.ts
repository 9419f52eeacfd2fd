import * as z from 'zod';
import { Entry } from '../payment/entry.ts';
import { RefusalCodeText } from '../refusal-body.ts';
import {
  BusinessDay,
  ItemId,
  LineId,
  MinorUnits,
  Name,
  Note,
  OrderId,
  Quantity,
  SeatingId,
  ServiceType,
  StationId,
  TableId,
} from '../scalars.ts';
import { PricedLine } from './line.ts';
import { MoneyRules, Totals } from './totals.ts';

/** A bill was opened. `waiting`: by a guest at a free table; nothing reaches the kitchen until staff admit. */
export const OrderOpened = z.object({
  type: z.literal('order.opened'),
  waiting: z.boolean(),
  serviceType: ServiceType,
  tableId: TableId.optional(),
  /** What the table was called then; the kitchen and the guests see no floor plan. */
  tableLabel: z.string().optional(),
  seatingId: SeatingId.optional(),
  covers: z.int().optional(),
  tabName: Name.optional(),
  /** From 1 each business day; a waiting order has none yet. */
  displayNumber: z.int().optional(),
  businessDay: BusinessDay,
  /** Absent: as shipped. */
  money: MoneyRules.optional(),
});

/** Staff let a waiting order in: from here it is an open one. */
export const OrderAdmitted = z.object({
  type: z.literal('order.admitted'),
  displayNumber: z.int(),
  seatingId: SeatingId,
  businessDay: BusinessDay,
});

export const LinesAdded = z.object({ type: z.literal('order.linesAdded'), lines: z.array(PricedLine).min(1) });
/** The line as it is now, whole. */
export const LineChanged = z.object({ type: z.literal('order.lineChanged'), line: PricedLine });
export const LineRemoved = z.object({ type: z.literal('order.lineRemoved'), lineId: LineId });

/** A guest sent lines that wait for staff, where the store asks for that. */
export const LinesSubmitted = z.object({ type: z.literal('order.linesSubmitted'), lineIds: z.array(LineId).min(1) });
export const LinesRejected = z.object({
  type: z.literal('order.linesRejected'),
  lineIds: z.array(LineId).min(1),
  reason: Note,
});

/** A numbered round went to the kitchen. The lines are whole and frozen: drafts are replaced, new ones appended. */
export const LinesSent = z.object({
  type: z.literal('order.linesSent'),
  round: z.int().positive(),
  lines: z.array(PricedLine).min(1),
  totals: Totals,
});
/** Lines that could not be sent with their round, each with why; a draft stays a draft, a new line is not on the bill. */
export const LinesRefused = z.object({
  type: z.literal('order.linesRefused'),
  lines: z
    .array(z.object({ lineId: LineId, itemId: ItemId, code: RefusalCodeText, remaining: z.int().optional() }))
    .min(1),
});

const tasks = z.array(z.object({ lineId: LineId, stationId: StationId })).min(1);
export const LinesStarted = z.object({ type: z.literal('order.linesStarted'), tasks });
export const LinesFinished = z.object({ type: z.literal('order.linesFinished'), tasks });
/** Tasks that are being prepared again. */
export const LinesRecalled = z.object({ type: z.literal('order.linesRecalled'), tasks });
export const LinesServed = z.object({ type: z.literal('order.linesServed'), lineIds: z.array(LineId).min(1) });
/** Served lines that are back on the pass, ready. */
export const LinesUnserved = z.object({ type: z.literal('order.linesUnserved'), lineIds: z.array(LineId).min(1) });

/** Lines left the bill. `prepared`: the kitchen had begun, so it counts as waste. `splitLineId`: only that part of the line. */
export const LinesVoided = z.object({
  type: z.literal('order.linesVoided'),
  lines: z
    .array(z.object({ lineId: LineId, quantity: Quantity, splitLineId: LineId.optional(), prepared: z.boolean() }))
    .min(1),
  reason: Note,
  totals: Totals,
  /** How much more was paid than the bill now comes to; absent when nothing is to be given back. */
  overpaid: MinorUnits.optional(),
});
export const VoidAcknowledged = z.object({
  type: z.literal('order.voidAcknowledged'),
  lineIds: z.array(LineId).min(1),
});

/** The bill is closed: its receipt number, its final figures, what each line bears of the tax, and the ledger's entries. */
export const OrderClosed = z.object({
  type: z.literal('order.closed'),
  receiptNumber: z.int().positive(),
  totals: Totals,
  lines: z.array(z.object({ lineId: LineId, net: MinorUnits, tax: MinorUnits })),
  entries: z.array(Entry),
  /** The sessions of its guests end with it: tokens of an earlier epoch open nothing. */
  epoch: z.int().positive(),
});
export const OrderVoided = z.object({ type: z.literal('order.voided'), reason: Note, epoch: z.int().positive() });

export const ORDER_EVENTS = [
  OrderOpened,
  OrderAdmitted,
  LinesAdded,
  LineChanged,
  LineRemoved,
  LinesSubmitted,
  LinesRejected,
  LinesSent,
  LinesRefused,
  LinesStarted,
  LinesFinished,
  LinesRecalled,
  LinesServed,
  LinesUnserved,
  LinesVoided,
  VoidAcknowledged,
  OrderClosed,
  OrderVoided,
] as const;
export type OrderEvent = z.infer<(typeof ORDER_EVENTS)[number]>;

/** A receipt number was taken: it is the version of the part this event stands in. */
export const ReceiptIssued = z.object({ type: z.literal('receipts.issued'), orderId: OrderId });
export const RECEIPT_EVENTS = [ReceiptIssued] as const;
export type ReceiptEvent = z.infer<(typeof RECEIPT_EVENTS)[number]>;
