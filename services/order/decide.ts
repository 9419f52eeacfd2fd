import type { Command } from '@cafe/contract';
import { unreachable } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { approveLines, rejectLines } from './decide-approve.ts';
import { close, expire, voidOrder } from './decide-end.ts';
import { saveFloor, saveTable, setTableState } from './decide-floor.ts';
import { acknowledgeVoid, finish, recall, serve, start } from './decide-kitchen.ts';
import { addLines, changeLine, removeLine } from './decide-lines.ts';
import { open } from './decide-open.ts';
import { send } from './decide-send.ts';
import { voidLines } from './decide-void.ts';
import type { OrderPorts } from './ports.ts';

/** The commands this service owns: of bills, and of the floor they stand on. */
export type OrderCommand = Extract<Command, { type: `order.${string}` | `floor.${string}` }>;

const GUESTS_MAY: ReadonlySet<OrderCommand['type']> = new Set([
  'order.addLines',
  'order.changeLine',
  'order.removeLine',
  'order.send',
]);

/** [ORD-7] Guests fill their cart and send it; the rest is the staff's, whatever a token says. */
const requireGuestMay = ({ type }: OrderCommand, { by }: Desk): void => {
  if (by.kind === 'guest' && !GUESTS_MAY.has(type)) throw new Refusal('actor.forbidden', `guests may not ${type}`);
};

/**
 * What a command does to bills, tables and receipt numbers, or a Refusal. Pure.
 *
 * @see services/order/RULES.md
 */
export const createDecide =
  (ports: OrderPorts) =>
  (command: OrderCommand, desk: Desk): readonly Change[] => {
    requireGuestMay(command, desk);
    switch (command.type) {
      case 'floor.saveFloor':
        return saveFloor(command, desk);
      case 'floor.saveTable':
        return saveTable(command, desk);
      case 'floor.setTableState':
        return setTableState(command, desk);
      case 'order.open':
        return open(command, desk);
      case 'order.addLines':
        return addLines(command, desk);
      case 'order.changeLine':
        return changeLine(command, desk);
      case 'order.removeLine':
        return removeLine(command, desk);
      case 'order.send':
        return send(command, desk, ports);
      case 'order.approveLines':
        return approveLines(command, desk, ports);
      case 'order.rejectLines':
        return rejectLines(command, desk);
      case 'order.voidLines':
        return voidLines(command, desk, ports);
      case 'order.close':
        return close(command, desk);
      case 'order.void':
        return voidOrder(command, desk);
      case 'order.expire':
        return expire(command, desk);
      default:
        return atTheKitchen(command, desk);
    }
  };

type KitchenCommand = Extract<
  OrderCommand,
  { type: `order.${'start' | 'finish' | 'recall' | 'serve' | 'acknowledgeVoid'}` }
>;

const atTheKitchen = (command: KitchenCommand, desk: Desk): readonly Change[] => {
  switch (command.type) {
    case 'order.start':
      return start(command, desk);
    case 'order.finish':
      return finish(command, desk);
    case 'order.recall':
      return recall(command, desk);
    case 'order.serve':
      return serve(command, desk);
    case 'order.acknowledgeVoid':
      return acknowledgeVoid(command, desk);
    default:
      return unreachable(command);
  }
};
