import { floorStream, orderStream } from '@cafe/contract/folds';
import type { Definition } from '../kernel/definition.ts';
import { deadlines } from './deadlines.ts';
import { createDecide, type OrderCommand } from './decide.ts';
import type { OrderPorts } from './ports.ts';
import { ORDER_READ_MODELS } from './read-models.ts';
import { resultOf } from './result.ts';

export type { OrderCommand } from './decide.ts';
export { LINE_STEPS } from './line-states.ts';
export type { OrderPorts, ProposeStock, StockAnswer, StockIntent } from './ports.ts';
export { type OrderAtTable, orderAtTable, proposeAdmit, proposeWaiting } from './propose.ts';
export { ORDER_ROUTES } from './routes.ts';
export { connectOrderRows, type OrderFilter } from './store.ts';
export { TABLE_STEPS } from './table-states.ts';

/** Bills, rounds, the kitchen's steps, floors and tables. Of others it wants the menu's counted stock. */
export const createOrderDefinition = (ports: OrderPorts): Definition<OrderCommand> => ({
  name: 'order',
  owns: ['order', 'floor'],
  streamOf: (command, storeId) => ('orderId' in command ? orderStream(command.orderId) : floorStream(storeId)),
  decide: createDecide(ports),
  result: resultOf,
  deadlines,
  readModels: ORDER_READ_MODELS,
});
