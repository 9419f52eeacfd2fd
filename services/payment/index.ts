import type { CommandOf } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import type { Definition } from '../kernel/definition.ts';
import { decide, resultOf } from './decide.ts';
import { paymentsModel } from './read-models.ts';

export { paymentRoutes } from './routes.ts';
export { connectPaymentRows, type PaymentFilter } from './store.ts';

/** Taking money for orders. It needs nothing of other services but the folds. */
export const paymentDefinition: Definition<CommandOf<'payment.takeCash'>> = {
  name: 'payment',
  owns: ['payment'],
  streamOf: ({ orderId }) => orderStream(orderId),
  decide,
  result: resultOf,
  readModels: [paymentsModel],
};
