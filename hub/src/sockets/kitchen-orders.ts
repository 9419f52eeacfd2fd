import { concernsKitchen, kindOf, type OrderState, type StreamName } from '@cafe/contract/folds';
import type { LetOut } from '@cafe/services/kernel';

/** The orders that kitchen screens follow, open or not: kept beside the log, because a closed order is in no other list. */
export interface KitchenOrders {
  /** Takes notice of a commit. */
  heard(letOut: LetOut): void;
  /** Takes in an order found when the hub started. */
  found(stream: StreamName, state: OrderState): void;
  /** Those that still concern the kitchen at that moment. */
  at(nowMs: number): readonly StreamName[];
}

export const createKitchenOrders = (): KitchenOrders => {
  const orders = new Map<StreamName, OrderState>();
  const found = (stream: StreamName, state: OrderState) => {
    if (state.status !== 'none' && state.round > 0) orders.set(stream, state);
  };
  return {
    found,
    heard({ parts }) {
      for (const {
        part: { stream },
        after,
      } of parts) {
        if (kindOf(stream) === 'order') found(stream, after as OrderState); // the stream's kind says which state it is
      }
    },
    at(nowMs) {
      const concerned: StreamName[] = [];
      for (const [stream, state] of orders) {
        if (state.status !== 'none' && concernsKitchen(state, nowMs)) concerned.push(stream);
        else if (state.status !== 'open' && state.status !== 'waiting') orders.delete(stream);
      }
      return concerned;
    },
  };
};
