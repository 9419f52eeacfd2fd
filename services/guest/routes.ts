import type { CommandRoute } from '../kernel/definition.ts';

/** The HTTP paths of guests' commands, below `/api/v1`. `guest.expire` has none: only the service itself sends it. */
export const guestRoutes: readonly CommandRoute[] = [
  {
    method: 'POST',
    path: '/guests',
    command: 'guest.join',
    newId: 'guestId',
    summary: 'Join a table with a phone, or ask to',
  },
  { method: 'POST', path: '/guests/:guestId/leave', command: 'guest.leave', summary: 'Leave the table' },
  { method: 'POST', path: '/guests/:guestId/remove', command: 'guest.remove', summary: 'Send a guest away' },
  {
    method: 'POST',
    path: '/orders/:orderId/admit',
    command: 'guest.admit',
    summary: 'Let waiting guests in, and their order with them',
  },
  {
    method: 'POST',
    path: '/orders/:orderId/end-guests',
    command: 'guest.endAll',
    summary: 'End the sessions of every phone at the table; the bill stays',
  },
  {
    method: 'POST',
    path: '/orders/:orderId/renew-pin',
    command: 'guest.renewPin',
    summary: 'Make new digits for the table',
  },
];
