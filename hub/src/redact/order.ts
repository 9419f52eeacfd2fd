import type { Audience, DomainEvent } from '@cafe/contract';
import type { OrderLine, OrderState, Payment, RunningBill } from '@cafe/contract/folds';
import { redactBy } from './by.ts';

/** What stands where a reason was that is between the staff. */
const UNSAID = '–';

type Of<Type extends DomainEvent['type']> = Extract<DomainEvent, { type: Type }>;

/** A guest at the table sees that something was paid, not what somebody handed over. */
const redactMethod = (method: Payment['method']): Payment['method'] => {
  switch (method.kind) {
    case 'cash':
      return { kind: 'cash', tendered: 0, change: 0 };
  }
};

/** What of a bill a guest sees, event by event: one that is not named here, a new one above all, is not theirs to see. */
const forGuest = (event: DomainEvent): DomainEvent | undefined => {
  switch (event.type) {
    case 'order.linesVoided':
    case 'order.voided':
      return { ...event, reason: UNSAID };
    case 'order.closed':
      return withoutLedger(event);
    case 'payment.created':
      return { ...event, method: redactMethod(event.method) };
    case 'payment.captured':
      return { ...event, entries: [] };
    default:
      return SHARED.has(event.type) ? event : undefined;
  }
};

/** Lines, guests and steps are what the table shares. */
const SHARED: ReadonlySet<DomainEvent['type']> = new Set([
  'order.opened',
  'order.admitted',
  'order.linesAdded',
  'order.lineChanged',
  'order.lineRemoved',
  'order.linesSubmitted',
  'order.linesRejected',
  'order.linesSent',
  'order.linesRefused',
  'order.linesStarted',
  'order.linesFinished',
  'order.linesRecalled',
  'order.linesServed',
  'order.linesUnserved',
  'order.voidAcknowledged',
  'guest.joined',
  'guest.admitted',
  'guest.left',
  'guest.sessionsEnded',
  'guest.pinRenewed',
]);

const withoutLedger = (event: Of<'order.closed'>): DomainEvent => ({ ...event, entries: [] });

const forKitchen = (event: DomainEvent): DomainEvent | undefined => {
  if (event.type === 'order.closed') return withoutLedger(event);
  return event.type.startsWith('payment.') ? undefined : event; // who paid what is not the kitchen's
};

/** An event of a bill as an audience sees it; undefined where it sees nothing. */
export const redactOrderEvent = (audience: Audience, event: DomainEvent): DomainEvent | undefined => {
  switch (audience) {
    case 'staff':
      return event;
    case 'kitchen':
      return forKitchen(event);
    case 'guest':
    case 'public':
      return forGuest(event);
  }
};

const lineForGuest = (line: OrderLine): OrderLine => ({
  ...line,
  addedBy: redactBy('guest', line.addedBy),
  ...(line.void && { void: { ...line.void, reason: UNSAID } }),
});

const billForGuest = (bill: RunningBill): RunningBill => ({
  ...bill,
  lines: bill.lines.map(lineForGuest),
  payments: bill.payments.map((payment) => ({ ...payment, method: redactMethod(payment.method) })),
  ...(bill.voidReason !== undefined && { voidReason: UNSAID }),
});

/** A bill as an audience sees it: what its redacted events fold to. */
export const redactOrder = (audience: Audience, state: OrderState): OrderState => {
  if (state.status === 'none') return state;
  switch (audience) {
    case 'staff':
      return state;
    case 'kitchen':
      return { ...state, payments: [] };
    case 'guest':
    case 'public':
      return billForGuest(state);
  }
};
