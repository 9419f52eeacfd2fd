import type { By } from '../actor.ts';
import type { Guest } from '../guest/state.ts';
import type { Payment } from '../payment/state.ts';
import type { BusinessDay, Instant, LineId, SeatingId, ServiceType, StationId, TableId } from '../scalars.ts';
import type { PricedLine } from './line.ts';
import type { MoneyRules, Totals } from './totals.ts';

/** How far one station is with one line. */
export type TaskState = 'fired' | 'preparing' | 'ready';
export interface Task {
  readonly stationId: StationId;
  readonly state: TaskState;
  /** Since when, UTC. */
  readonly at: Instant;
}

/**
 * Where a line stands. `draft` lies in the shared cart, `pending` waits for staff, `held` was sent and waits for its
 * course; a line in the kitchen is as far as its least advanced task.
 */
export type LineState = 'draft' | 'pending' | 'held' | 'fired' | 'preparing' | 'ready' | 'served' | 'voided';

export interface VoidMark {
  readonly reason: string;
  readonly at: Instant;
  /** The kitchen had begun: waste. */
  readonly prepared: boolean;
  /** The kitchen has seen it. A void of what was never in the kitchen needs nobody to see it. */
  readonly acknowledged: boolean;
}

export interface OrderLine extends PricedLine {
  readonly state: LineState;
  /** Counts the changes of this line, from 1; an edit names the version it was made on. */
  readonly version: number;
  readonly addedBy: By;
  readonly addedAt: Instant;
  /** The round it was sent with. */
  readonly round?: number;
  readonly sentAt?: Instant;
  readonly servedAt?: Instant;
  readonly tasks: readonly Task[];
  readonly void?: VoidMark;
}

/** A bill from its opening on. Three things are kept apart: its life (`status`), the kitchen (lines), the money (payments). */
export interface RunningBill {
  readonly status: 'waiting' | 'open' | 'closed' | 'voided' | 'merged';
  readonly serviceType: ServiceType;
  readonly tableId?: TableId | undefined;
  readonly tableLabel?: string | undefined;
  readonly seatingId?: SeatingId | undefined;
  readonly covers?: number | undefined;
  readonly tabName?: string | undefined;
  readonly displayNumber?: number | undefined;
  readonly businessDay: BusinessDay;
  readonly openedAt: Instant;
  readonly endedAt?: Instant | undefined;
  readonly receiptNumber?: number | undefined;
  readonly voidReason?: string | undefined;
  /** In the order in which they came; a line never moves. */
  readonly lines: readonly OrderLine[];
  /** The last round sent; 0 before the first. */
  readonly round: number;
  /** Absent: as shipped (`moneyRulesOf`). */
  readonly money?: MoneyRules | undefined;
  readonly totals: Totals;
  readonly payments: readonly Payment[];
  readonly guests: readonly Guest[];
  /** Guests' tokens name it; an earlier one opens nothing. */
  readonly epoch: number;
  /** The table's six digits are derived from it. */
  readonly pinEpoch: number;
}

export type OrderState = { readonly status: 'none' } | RunningBill;

export const NO_TOTALS: Totals = { subtotal: 0, discount: 0, serviceCharge: 0, taxes: [], total: 0 };

export const initialOrder: OrderState = { status: 'none' };

/** The line of that id, if the bill has it. */
export const lineOf = (bill: RunningBill, lineId: LineId): OrderLine | undefined =>
  bill.lines.find((line) => line.lineId === lineId);
