import * as z from 'zod';
import { FLOOR_EVENTS } from './floor/events.ts';
import { GUEST_EVENTS } from './guest/events.ts';
import { MENU_EVENTS, STOCK_EVENTS } from './menu/events.ts';
import { ORDER_EVENTS, RECEIPT_EVENTS } from './order/events.ts';
import { PAYMENT_EVENTS } from './payment/events.ts';
import { STAFF_EVENTS, STORE_EVENTS } from './user/events.ts';

/**
 * Everything that can have happened. Unknown keys of an event are dropped, so that an older reader can follow a newer
 * hub; an unknown type is an error, because a fold that skips an event is wrong for ever after.
 */
export const DomainEvent = z.discriminatedUnion('type', [
  ...ORDER_EVENTS,
  ...PAYMENT_EVENTS,
  ...GUEST_EVENTS,
  ...FLOOR_EVENTS,
  ...RECEIPT_EVENTS,
  ...MENU_EVENTS,
  ...STOCK_EVENTS,
  ...STAFF_EVENTS,
  ...STORE_EVENTS,
]);
export type DomainEvent = z.infer<typeof DomainEvent>;
export type EventType = DomainEvent['type'];
