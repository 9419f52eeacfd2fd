import { unreachable } from '../unreachable.ts';
import type { ReceiptEvent } from './events.ts';

/** How many receipt numbers were given; the last one is the stream's version. */
export interface ReceiptsState {
  readonly issued: number;
}
export const initialReceipts: ReceiptsState = { issued: 0 };

/** The receipts after one more number. */
export const evolveReceipts = (state: ReceiptsState, event: ReceiptEvent): ReceiptsState => {
  switch (event.type) {
    case 'receipts.issued':
      return { issued: state.issued + 1 };
    default:
      return unreachable(event.type);
  }
};
