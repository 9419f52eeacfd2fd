import type { OrderId } from '@cafe/contract';
import { type AnyState, idOf, kindOf, type OrderState, type StreamName, WAITING_MS } from '@cafe/contract/folds';
import type { Deadline } from '../kernel/definition.ts';

const NONE: readonly Deadline[] = [];

/** [ORD-62] An order whose guests nobody lets in ends after 15 minutes. Nothing else of this service falls due by itself. */
export const deadlines = (stream: StreamName, state: AnyState): readonly Deadline[] => {
  if (kindOf(stream) !== 'order') return NONE;
  const bill = state as OrderState; // a stream's state is of its kind
  if (bill.status !== 'waiting') return NONE;
  const orderId = idOf(stream) as OrderId; // an order's stream is named after it
  const at = new Date(Date.parse(bill.openedAt) + WAITING_MS).toISOString();
  return [{ at, kind: 'expire', command: { type: 'order.expire', orderId } }];
};
