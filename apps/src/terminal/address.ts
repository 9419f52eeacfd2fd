import type { OrderId } from '@cafe/client-sdk';
import { effect } from '@preact/signals';
import { screen } from './screen.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The bill that an address names, `#bill=…`; undefined where it names none. Pure. */
export const billIn = (hash: string): OrderId | undefined => {
  const id = new URLSearchParams(hash.slice(1)).get('bill') ?? '';
  return ID.test(id) ? (id as OrderId) : undefined; // ids of bills are bare uuids
};

/** Opens the bill that the address names, and lets the address name the one that is open: a reload comes back to it. */
export const followAddress = (): void => {
  const orderId = billIn(location.hash);
  if (orderId) screen.value = { at: 'order', orderId };
  let isFirst = true;
  effect(() => {
    const shown = screen.value;
    const hash = shown.at === 'order' ? `#bill=${shown.orderId}` : '';
    // An enrolment's code is in the address at first, and somebody else's to take out.
    if (!isFirst || shown.at === 'order') {
      history.replaceState(history.state, '', location.pathname + location.search + hash);
    }
    isFirst = false;
  });
};
