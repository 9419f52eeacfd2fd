import { unreachable } from '../unreachable.ts';
import type { StockEvent } from './events.ts';

/** How many of one item are left; null: it is not counted. */
export interface StockState {
  readonly remaining: number | null;
}

export const initialStock: StockState = { remaining: null };

/** Pure. What is taken or returned while nothing is counted changes nothing. */
export const evolveStock = (state: StockState, event: StockEvent): StockState => {
  switch (event.type) {
    case 'stock.set':
      return { remaining: event.remaining };
    case 'stock.taken':
      return state.remaining === null ? state : { remaining: state.remaining - event.quantity };
    case 'stock.returned':
      return state.remaining === null ? state : { remaining: state.remaining + event.quantity };
    default:
      return unreachable(event);
  }
};
