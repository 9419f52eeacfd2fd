import { dueOf, type FollowedOrder, type Table } from '@cafe/client-sdk';
import type { IconName } from '../../ui/icons.ts';
import type { Tone } from '../../ui/tone.ts';
import type { say } from '../words.ts';

type Word = Parameters<typeof say>[0];

export type TableStatus =
  | 'asks'
  | 'approve'
  | 'ready'
  | 'paid'
  | 'unsent'
  | 'cooking'
  | 'served'
  | 'seated'
  | 'free'
  | 'reserved'
  | 'dirty'
  | 'blocked';

export interface StatusLook {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: Extract<Word, `status${string}`>;
}

/** How a table says how it is: a colour, a picture and a word. */
export const STATUS_LOOK: Readonly<Record<TableStatus, StatusLook>> = {
  asks: { tone: 'accent', icon: 'bell', word: 'statusAsks' },
  approve: { tone: 'accent', icon: 'bell', word: 'statusApprove' },
  ready: { tone: 'good', icon: 'bell', word: 'statusReady' },
  paid: { tone: 'good', icon: 'cash', word: 'statusPaid' },
  unsent: { tone: 'accent', icon: 'note', word: 'statusUnsent' },
  cooking: { tone: 'warn', icon: 'flame', word: 'statusCooking' },
  served: { tone: 'info', icon: 'plate', word: 'statusServed' },
  seated: { tone: 'info', icon: 'people', word: 'statusSeated' },
  free: { tone: 'neutral', icon: 'table', word: 'statusFree' },
  reserved: { tone: 'info', icon: 'clock', word: 'statusReserved' },
  dirty: { tone: 'bad', icon: 'sync', word: 'statusDirty' },
  blocked: { tone: 'neutral', icon: 'ban', word: 'statusBlocked' },
};

const COOKING: ReadonlySet<string> = new Set(['held', 'fired', 'preparing']);

/** What an order asks of the staff, the most urgent first. Pure. */
export const orderStatus = ({ bill, pending }: FollowedOrder): TableStatus => {
  const lines = bill.lines.filter(({ state }) => state !== 'voided');
  const has = (state: string) => lines.some((line) => line.state === state);
  if (bill.status === 'waiting') return 'asks';
  if (has('pending') || bill.guests.some(({ status }) => status === 'pending')) return 'approve';
  if (has('ready')) return 'ready';
  if (pending.length > 0 || lines.some(({ state, addedBy }) => state === 'draft' && addedBy.kind !== 'guest')) {
    return 'unsent';
  }
  if (lines.some(({ state }) => COOKING.has(state))) return 'cooking';
  if (lines.length > 0 && bill.payments.length > 0 && dueOf(bill) <= 0) return 'paid';
  return has('served') ? 'served' : 'seated';
};

/** What a table says. An order opened here shows before the hub has answered. Pure. */
export const tableStatus = (
  { state }: Table,
  open: FollowedOrder | undefined,
  waiting: FollowedOrder | undefined,
): TableStatus => {
  if (open) return orderStatus(open);
  if (waiting) return 'asks';
  if (state === 'available') return 'free';
  return state === 'occupied' ? 'seated' : state;
};
