import type { CommandRoute } from '../kernel/definition.ts';

/** The HTTP paths of payments, below `/api/v1`. Creation is on the plural: the order is named in the body. */
export const paymentRoutes: readonly CommandRoute[] = [
  {
    method: 'POST',
    path: '/payments',
    command: 'payment.takeCash',
    newId: 'paymentId',
    mustBeKeyed: true,
    summary: 'Take cash for an order, in full or in part, and hear the change',
  },
];
