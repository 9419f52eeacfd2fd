import * as z from 'zod';
import {
  LineId,
  Name,
  Note,
  OrderId,
  Price,
  Quantity,
  SeatingId,
  ServiceType,
  StationId,
  TableId,
} from '../scalars.ts';
import { RequestedLine, RequestedModifier } from './line.ts';

/** At most so many lines in one command (S18). */
const LINES = 100;
const lineIds = z.array(LineId).min(1).max(LINES);
const on = { orderId: OrderId };

/** Opens a bill. Dine-in names a table; a tab or a counter order may carry a name instead. */
export const OpenOrder = z.strictObject({
  type: z.literal('order.open'),
  ...on,
  serviceType: ServiceType,
  tableId: TableId.optional(),
  /** Made here when the party sits down; the same one for a further order of the same party. */
  seatingId: SeatingId.optional(),
  covers: z.int().min(1).max(200).optional(),
  tabName: Name.optional(),
});

/** Puts lines into the shared cart. Adds commute: two devices at once lose nothing. */
export const AddLines = z.strictObject({
  type: z.literal('order.addLines'),
  ...on,
  lines: z.array(RequestedLine).min(1).max(LINES),
});

/** Changes one line that was not sent yet. `expectedVersion` is the line's version the sender saw. */
export const ChangeLine = z.strictObject({
  type: z.literal('order.changeLine'),
  ...on,
  lineId: LineId,
  expectedVersion: z.int().positive(),
  quantity: Quantity.optional(),
  modifiers: z.array(RequestedModifier).max(30).optional(),
  note: z.union([Note, z.null()]).optional(),
  seat: z.union([z.int().min(1).max(99), z.null()]).optional(),
});

/** Takes one line that was not sent yet out of the cart. */
export const RemoveLine = z.strictObject({ type: z.literal('order.removeLine'), ...on, lineId: LineId });

/**
 * Sends a round to the kitchen: the lines named, or all drafts (a guest: the guest's own), and with them new `lines`.
 * `acceptedPrices` confirms prices that `order.price_changed` named: of one unit with its modifiers, minor units.
 */
export const SendOrder = z.strictObject({
  type: z.literal('order.send'),
  ...on,
  lineIds: lineIds.optional(),
  lines: z.array(RequestedLine).min(1).max(LINES).optional(),
  acceptedPrices: z
    .array(z.strictObject({ lineId: LineId, unitPrice: Price }))
    .max(LINES)
    .optional(),
  /** Keep the price of a draft that changed meanwhile; asks for the permission `order.keep_old_price`. */
  keepOldPrices: z.boolean().optional(),
});

/** Sends guests' lines that wait for staff to the kitchen. */
export const ApproveLines = z.strictObject({ type: z.literal('order.approveLines'), ...on, lineIds });
export const RejectLines = z.strictObject({ type: z.literal('order.rejectLines'), ...on, lineIds, reason: Note });

const atStation = { ...on, lineIds, stationId: StationId.optional() };
/** A station begins with lines; without `stationId`, every station of theirs. */
export const StartLines = z.strictObject({ type: z.literal('order.start'), ...atStation });
/** A station is done with lines; it may skip the start. */
export const FinishLines = z.strictObject({ type: z.literal('order.finish'), ...atStation });
/** Brings lines back: ready → preparing, or served → ready within 30 minutes. */
export const RecallLines = z.strictObject({ type: z.literal('order.recall'), ...atStation });
export const ServeLines = z.strictObject({ type: z.literal('order.serve'), ...on, lineIds });

/** Takes sent lines off the bill because they were entered wrong. Part of a line names the id of the line split off. */
export const VoidLines = z.strictObject({
  type: z.literal('order.voidLines'),
  ...on,
  lines: z
    .array(z.strictObject({ lineId: LineId, quantity: Quantity.optional(), splitLineId: LineId.optional() }))
    .min(1)
    .max(LINES),
  reason: Note,
});
/** The kitchen has seen that lines were voided; they leave its cards. */
export const AcknowledgeVoid = z.strictObject({ type: z.literal('order.acknowledgeVoid'), ...on, lineIds });

/** Closes a paid bill and gives it its receipt number. */
export const CloseOrder = z.strictObject({ type: z.literal('order.close'), ...on });
/** Ends a bill of which every line is voided and nothing paid. */
export const VoidOrder = z.strictObject({ type: z.literal('order.void'), ...on, reason: Note });
/** Ends a waiting order nobody admitted in time. Sent by the service itself. */
export const ExpireOrder = z.strictObject({ type: z.literal('order.expire'), ...on });

export const ORDER_COMMANDS = [
  OpenOrder,
  AddLines,
  ChangeLine,
  RemoveLine,
  SendOrder,
  ApproveLines,
  RejectLines,
  StartLines,
  FinishLines,
  RecallLines,
  ServeLines,
  VoidLines,
  AcknowledgeVoid,
  CloseOrder,
  VoidOrder,
  ExpireOrder,
] as const;
