import type { EventMeta } from '../fold.ts';
import type { GuestEvent } from '../guest/events.ts';
import { endGuests, evolveGuest } from '../guest/evolve.ts';
import type { PaymentEvent } from '../payment/events.ts';
import { evolvePayment } from '../payment/evolve.ts';
import { UnknownCase, unreachable } from '../unreachable.ts';
import type { OrderEvent } from './events.ts';
import {
  acknowledgeVoids,
  addLines,
  changeLine,
  moveTasks,
  removeLine,
  sendLines,
  serveLines,
  setLines,
  unserveLines,
  voidLines,
} from './evolve-lines.ts';
import { NO_TOTALS, type OrderState, type RunningBill } from './state.ts';

/** Everything that may stand on an order's stream: order, payment and guest each own their events there. */
export type BillEvent = OrderEvent | PaymentEvent | GuestEvent;

const opened = (event: Extract<OrderEvent, { type: 'order.opened' }>, at: string): RunningBill => {
  const { type: _type, waiting, ...facts } = event;
  return {
    ...facts,
    status: waiting ? 'waiting' : 'open',
    openedAt: at,
    lines: [],
    round: 0,
    totals: NO_TOTALS,
    payments: [],
    guests: [],
    epoch: 1,
    pinEpoch: 1,
  };
};

const ended = (bill: RunningBill, epoch: number, at: string): RunningBill => ({ ...bill, epoch, endedAt: at });

type KitchenEvent = Exclude<
  OrderEvent,
  {
    type:
      | `order.${'opened' | 'admitted' | 'closed' | 'voided'}`
      | `order.line${'Changed' | 'Removed'}`
      | `order.lines${'Added' | 'Submitted' | 'Rejected' | 'Sent' | 'Refused'}`;
  }
>;

/** The bill after a step of lines that were sent. */
const evolveKitchen = (bill: RunningBill, event: KitchenEvent, meta: EventMeta): RunningBill => {
  switch (event.type) {
    case 'order.linesStarted':
    case 'order.linesRecalled':
      return moveTasks(bill, event.tasks, { state: 'preparing', at: meta.at });
    case 'order.linesFinished':
      return moveTasks(bill, event.tasks, { state: 'ready', at: meta.at });
    case 'order.linesServed':
      return serveLines(bill, event.lineIds, meta);
    case 'order.linesUnserved':
      return unserveLines(bill, event.lineIds);
    case 'order.linesVoided':
      return voidLines(bill, event, meta);
    case 'order.voidAcknowledged':
      return acknowledgeVoids(bill, event.lineIds);
    default:
      return unreachable(event);
  }
};

/** A bill that exists, after one event of the order service. */
const evolveBill = (bill: RunningBill, event: OrderEvent, meta: EventMeta): RunningBill => {
  switch (event.type) {
    case 'order.opened':
      return opened(event, meta.at);
    case 'order.admitted': {
      const { type: _type, ...facts } = event;
      return { ...bill, ...facts, status: 'open' };
    }
    case 'order.linesAdded':
      return addLines(bill, event.lines, meta);
    case 'order.lineChanged':
      return changeLine(bill, event.line);
    case 'order.lineRemoved':
      return removeLine(bill, event.lineId);
    case 'order.linesSubmitted':
      return setLines(bill, event.lineIds, 'pending');
    case 'order.linesRejected':
      return setLines(bill, event.lineIds, 'draft');
    case 'order.linesSent':
      return sendLines(bill, event, meta);
    case 'order.linesRefused':
      return bill; // it answers its sender; the lines stay what they were
    case 'order.closed':
      return {
        ...ended(bill, event.epoch, meta.at),
        status: 'closed',
        guests: endGuests(bill.guests, 'settled'),
        receiptNumber: event.receiptNumber,
        totals: event.totals,
      };
    case 'order.voided':
      return {
        ...ended(bill, event.epoch, meta.at),
        status: 'voided',
        guests: endGuests(bill.guests, 'revoked'),
        voidReason: event.reason,
      };
    default:
      return evolveKitchen(bill, event, meta);
  }
};

const PAYMENT = /^payment\./;
const GUEST = /^guest\./;
const isPayment = (event: BillEvent): event is PaymentEvent => PAYMENT.test(event.type);
const isGuest = (event: BillEvent): event is GuestEvent => GUEST.test(event.type);

/** The order after one event. */
export const evolveOrder = (state: OrderState, event: BillEvent, meta: EventMeta): OrderState => {
  if (event.type === 'order.opened') return opened(event, meta.at);
  if (state.status === 'none') throw new UnknownCase(`${event.type} before order.opened`);
  if (isPayment(event)) return evolvePayment(state, event, meta);
  if (isGuest(event)) return evolveGuest(state, event, meta);
  return evolveBill(state, event, meta);
};
