import type { FollowedOrder, LineId, OrderId, OrderLine, StationId } from '@cafe/client-sdk';
import { type Ticket, type TicketView, ticketsOf } from './ticket.ts';

// Ids of a test are what it calls them.
export const BAR = 'bar' as StationId;
export const KITCHEN = 'kitchen' as StationId;

/** A moment so many seconds after noon, UTC. */
export const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 12, 0, seconds)).toISOString();
export const atMs = (seconds: number): number => Date.parse(at(seconds));

type Tasks = Readonly<Record<string, 'fired' | 'preparing' | 'ready'>>;

export interface GivenLine extends Partial<Pick<OrderLine, 'quantity' | 'note' | 'modifiers' | 'seat' | 'void'>> {
  readonly id: string;
  readonly name?: string;
  readonly round?: number;
  /** Seconds after noon. */
  readonly sent?: number;
  readonly state?: OrderLine['state'];
  /** By station. */
  readonly tasks?: Tasks;
  readonly tasksAt?: number;
}

export const modifier = (name: string, quantity = 1): OrderLine['modifiers'][number] =>
  ({ modifierId: name, name, price: 0, quantity }) as OrderLine['modifiers'][number]; // an id is what the test calls it

export const givenLine = (given: GivenLine): OrderLine => {
  const { id, name = 'Scone', round = 1, sent = 0, state = 'fired', tasks = { kitchen: 'fired' } } = given;
  const { tasksAt = sent, quantity = 1, modifiers = [], note, seat, void: mark } = given;
  const line = {
    ...{ lineId: id, itemId: name, name, quantity, unitPrice: 0, modifiers, allergens: [], version: 1, state, round },
    ...{ stationIds: Object.keys(tasks), addedBy: { kind: 'service' }, addedAt: at(sent), sentAt: at(sent) },
    ...(note !== undefined && { note }),
    ...(seat !== undefined && { seat }),
    ...(mark && { void: mark }),
    tasks: Object.entries(tasks).map(([stationId, task]) => ({ stationId, state: task, at: at(tasksAt) })),
  };
  return line as unknown as OrderLine; // what a card does not look at is left out
};

export const givenOrder = (id: string, ...lines: readonly GivenLine[]): FollowedOrder => {
  const bill = { status: 'open', serviceType: 'dine_in', lines: lines.map(givenLine), guests: [], payments: [] };
  const order = { orderId: id as OrderId, version: 1, bill, pending: [] };
  return order as unknown as FollowedOrder; // what a card does not look at is left out
};

export const view = (stationId?: StationId, pending: TicketView['pending'] = new Map()): TicketView => ({
  stationId,
  pending,
});

export const openTickets = (...orders: readonly FollowedOrder[]): readonly Ticket[] => ticketsOf(orders, view()).open;

export const lineId = (id: string): LineId => id as LineId;
