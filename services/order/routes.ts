import type { CommandType } from '@cafe/contract';
import type { CommandRoute } from '../kernel/definition.ts';

const onOrder = (verb: string, command: CommandType, summary: string): CommandRoute => ({
  method: 'POST',
  path: `/orders/:orderId/${verb}`,
  command,
  summary,
});

/** The commands of orders and floors as HTTP paths, below `/api/v1`. What the service sends itself has none. */
export const ORDER_ROUTES: readonly CommandRoute[] = [
  { method: 'POST', path: '/orders', command: 'order.open', newId: 'orderId', summary: 'Opens a bill' },
  onOrder('lines', 'order.addLines', 'Puts lines into the cart'),
  onOrder('change-line', 'order.changeLine', 'Changes a line that was not sent yet'),
  onOrder('remove-line', 'order.removeLine', 'Takes a line that was not sent yet out of the cart'),
  onOrder('send', 'order.send', 'Sends a round to the kitchen'),
  onOrder('approve-lines', 'order.approveLines', 'Sends lines of guests that waited for staff'),
  onOrder('reject-lines', 'order.rejectLines', 'Puts lines of guests back into their cart'),
  onOrder('start', 'order.start', 'Begins to prepare lines'),
  onOrder('finish', 'order.finish', 'Says that lines are ready'),
  onOrder('recall', 'order.recall', 'Brings lines back that were ready or served'),
  onOrder('serve', 'order.serve', 'Says that lines were served'),
  onOrder('void-lines', 'order.voidLines', 'Takes sent lines off the bill'),
  onOrder('acknowledge-void', 'order.acknowledgeVoid', 'Says that the kitchen has seen a void'),
  onOrder('close', 'order.close', 'Closes a paid bill and gives it its receipt number'),
  onOrder('void', 'order.void', 'Ends a bill of which every line is voided'),
  { method: 'POST', path: '/floors', command: 'floor.saveFloor', newId: 'floorId', summary: 'Makes a floor' },
  { method: 'POST', path: '/floors/:floorId/save', command: 'floor.saveFloor', summary: 'Replaces a floor, whole' },
  { method: 'POST', path: '/tables', command: 'floor.saveTable', newId: 'tableId', summary: 'Makes a table' },
  { method: 'POST', path: '/tables/:tableId/save', command: 'floor.saveTable', summary: 'Replaces a table, whole' },
  {
    method: 'POST',
    path: '/tables/:tableId/state',
    command: 'floor.setTableState',
    summary: 'Reserves, blocks, clears or frees a table',
  },
];
