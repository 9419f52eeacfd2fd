import type { Command, FollowedKitchen, RunningBill } from '@cafe/client-sdk';
import { tableName } from '../i18n/table-name.ts';
import type { PersonHere } from '../session/device-session.ts';
import type { Ticket } from './ticket.ts';
import { say } from './words.ts';

type Service = RunningBill['serviceType'];

const SERVICE = {
  dine_in: 'serviceDineIn',
  takeaway: 'serviceTakeaway',
  delivery: 'serviceDelivery',
  counter: 'serviceCounter',
} as const satisfies Readonly<Record<Service, string>>;

export const SERVICES: readonly Service[] = ['dine_in', 'takeaway', 'delivery', 'counter'];

/** How an order is eaten, in words. */
export const sayService = (service: Service): string => say(SERVICE[service]);

export const serviceOf = ({ serviceType }: RunningBill): string => sayService(serviceType);

/** What a card is called: its table, the name of its tab, else how it is eaten. */
export const nameOf = (bill: RunningBill): string => {
  if (bill.tableLabel !== undefined) return tableName(bill.tableLabel);
  return bill.tabName ?? serviceOf(bill);
};

/** What somebody tapped here, of a card that may be gone. */
export const whatWasTapped = (command: Command, orders: FollowedKitchen['orders']): string => {
  const order = 'orderId' in command ? orders.find(({ orderId }) => orderId === command.orderId) : undefined;
  return order ? nameOf(order.bill) : say('aTicket');
};

/** Who sent a card: a person of the house, or a guest by the name they gave. */
export const senderOf = ({ blocks, bill }: Ticket, people: readonly PersonHere[]): string | undefined => {
  const by = blocks[0]?.lines[0]?.line.addedBy;
  if (by?.kind === 'staff') return people.find(({ staffId }) => staffId === by.id)?.name;
  if (by?.kind === 'guest') return bill.guests.find(({ guestId }) => guestId === by.id)?.name ?? say('guest');
  return undefined;
};

/** Words in a note that are about what somebody must not eat, in the languages of the pages. */
const ALLERGY = /allerg|anaphyla|intoleran|unverträglich|c(o)?eliac|zöliakie/i;

export const isAboutAllergy = (note: string): boolean => ALLERGY.test(note);
