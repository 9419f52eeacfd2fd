import { dueOf, type Guest, minorUnitDigits, type OrderLine, type RunningBill } from '@cafe/client-sdk';

/** An amount in minor units as people write it: 450 is 4.50 EUR. */
export const money = (amount: number, currency: string): string => {
  const digits = minorUnitDigits(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
};

const nameOf = ({ quantity, name, variantName }: OrderLine): string =>
  `${quantity} × ${name}${variantName ? ` (${variantName})` : ''}`;

const LINE_WORDS: Readonly<Record<OrderLine['state'], string>> = {
  draft: 'is in the cart',
  pending: 'waits for the staff',
  held: 'is held back',
  fired: 'is in the kitchen',
  preparing: 'is being made',
  ready: 'is ready',
  served: 'is served',
  voided: 'is off the bill',
};

const GUEST_WORDS: Readonly<Record<Guest['status'], string>> = {
  pending: 'asks to be let in',
  active: 'is in',
  left: 'has left',
  revoked: 'was sent away',
  expired: 'was away for too long',
  settled: 'has settled',
};

const openingOf = (bill: RunningBill, before: RunningBill | undefined): string[] => {
  if (bill.status === before?.status) return [];
  const where = bill.tableLabel ? ` at table ${bill.tableLabel}` : '';
  switch (bill.status) {
    case 'waiting':
      return [`a party waits${where}`];
    case 'open':
      return [`bill #${bill.displayNumber ?? '?'}${where} is open`];
    case 'closed':
      return [`bill #${bill.displayNumber ?? '?'} is closed, receipt ${bill.receiptNumber ?? '?'}`];
    case 'voided':
    case 'merged':
      return [`the bill is ${bill.status}`];
  }
};

const guestsOf = (bill: RunningBill, before: RunningBill | undefined): string[] =>
  bill.guests
    .filter(({ guestId, status }) => before?.guests.find((one) => one.guestId === guestId)?.status !== status)
    .map(({ name, status }) => `${name} ${GUEST_WORDS[status]}`);

const linesOf = (bill: RunningBill, before: RunningBill | undefined): string[] =>
  bill.lines
    .filter(({ lineId, state }) => before?.lines.find((one) => one.lineId === lineId)?.state !== state)
    .map((line) => `${nameOf(line)} ${LINE_WORDS[line.state]}`);

/** What has changed on a bill since somebody looked last, in words. */
export const changesOf = (bill: RunningBill, before: RunningBill | undefined, currency: string): readonly string[] => {
  const changes = [...openingOf(bill, before), ...guestsOf(bill, before), ...linesOf(bill, before)];
  if (bill.totals.total !== (before?.totals.total ?? 0)) {
    changes.push(`the bill comes to ${money(bill.totals.total, currency)}`);
  }
  if (bill.payments.length > (before?.payments.length ?? 0)) {
    changes.push(`paid; ${money(dueOf(bill), currency)} left`);
  }
  return changes;
};
