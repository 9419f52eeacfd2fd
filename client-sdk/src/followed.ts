import type { OrderId } from '@cafe/contract';
import type { FloorState, RunningBill } from '@cafe/contract/folds';
import type { CafeError } from './cafe-error.ts';
import type { PendingLine } from './unsent.ts';

/**
 * Something that is followed: its value, and how far it can be trusted.
 *
 * `loading` nothing came yet · `live` as the hub has it · `stale` the last that was seen, there is no connection ·
 * `outdated` the hub is newer than this app and said something it cannot read: reload · `refused` it may not be followed,
 * or is not there; `error` says why.
 */
export interface Followed<Value> {
  readonly status: 'loading' | 'live' | 'stale' | 'outdated' | 'refused';
  /** The same reference until it changes. */
  readonly value: Value | undefined;
  readonly error?: CafeError;
}

/** An order with the version of its stream; 0 where it was opened here and the hub has not answered yet. */
export interface FollowedOrder {
  readonly orderId: OrderId;
  readonly version: number;
  readonly bill: RunningBill;
  /**
   * Lines that were sent from here and that the hub has not told of yet, in order. One that it refuses is gone from here,
   * and its sender hears why; one of which it is not known what became stays.
   */
  readonly pending: readonly PendingLine[];
}

/** The floor plan and what runs on it. */
export interface FollowedFloor {
  readonly floor: FloorState;
  /** Every open or waiting order, in the order of their display numbers; those that wait come first. */
  readonly orders: readonly FollowedOrder[];
}

/** What is at one table. */
export interface FollowedTable {
  /** The order that occupies it. */
  readonly open: FollowedOrder | undefined;
  /** The order of guests who ask to be let in. */
  readonly waiting: FollowedOrder | undefined;
}

/** What the kitchen has to do with, oldest first. */
export interface FollowedKitchen {
  readonly orders: readonly FollowedOrder[];
}
