import * as z from 'zod';
import { OrderId, TableCode, TableId } from '../scalars.ts';
import { GuestMode } from '../user/settings.ts';

// What phones and terminals ask over HTTP about a table's guests: requests, no commands. Nothing of them is logged.

/** The address on a table's sticker. */
export const ScanRequest = z.strictObject({ code: TableCode });
export type ScanRequest = z.infer<typeof ScanRequest>;

/** What a code stands for. It opens nothing: joining asks for what the store's mode says. */
export const ScanAnswer = z.object({
  storeName: z.string(),
  tableId: TableId,
  /** What staff call the table. */
  label: z.string(),
  mode: GuestMode,
  /** The order to join: the table's open one, else the one that waits there. Absent: the phone makes an id. */
  orderId: OrderId.optional(),
});
export type ScanAnswer = Readonly<z.infer<typeof ScanAnswer>>;

export const TablePinRequest = z.strictObject({ orderId: OrderId });
export type TablePinRequest = z.infer<typeof TablePinRequest>;

/** The six digits guests at the table type, until the order ends or they are renewed. For staff's eyes. */
export const TablePinAnswer = z.object({
  orderId: OrderId,
  pin: z.string().regex(/^\d{6}$/),
  /** Counts the renewals, from 1. */
  pinEpoch: z.int().positive(),
});
export type TablePinAnswer = Readonly<z.infer<typeof TablePinAnswer>>;
