import type { Command, FollowedFloor, MenuState, OrderId } from '@cafe/client-sdk';
import { listOf } from '../i18n/format.ts';
import { nameOfBill } from './orders.ts';
import { say } from './words.ts';

/** What a terminal knows of what was asked for. */
export interface Known {
  readonly orders: FollowedFloor['orders'];
  readonly menu: MenuState | undefined;
}

const billOf = ({ orders }: Known, orderId: OrderId) => orders.find((order) => order.orderId === orderId)?.bill;

const lineNames = (known: Known, orderId: OrderId, lineIds: readonly string[]): string => {
  const lines = billOf(known, orderId)?.lines ?? [];
  return listOf(lineIds.map((id) => lines.find(({ lineId }) => lineId === id)?.name ?? '…'));
};

const notDone = (command: Command, known: Known): string => {
  switch (command.type) {
    case 'order.open':
      return say('doOpen');
    case 'order.addLines': {
      const names = command.lines.map(({ itemId }) => known.menu?.items[itemId]?.name ?? '…');
      return say('doAdd', { name: listOf(names) });
    }
    case 'order.changeLine':
      return say('doChange', { name: lineNames(known, command.orderId, [command.lineId]) });
    case 'order.removeLine':
      return say('doRemove', { name: lineNames(known, command.orderId, [command.lineId]) });
    case 'order.send':
      return say('doSend');
    case 'order.serve':
      return say('doServe');
    case 'order.close':
      return say('doClose');
    case 'payment.takeCash':
      return say('doCash');
    case 'guest.admit':
      return say('doAdmit');
    case 'floor.setTableState':
      return say('doSetTable');
    default:
      return say('doOther');
  }
};

/** What was not done, with the bill that it was about: `Table 6 · Not sent`. Pure, but for the language. */
export const whatWasRefused = (command: Command, known: Known): string => {
  const what = notDone(command, known);
  const bill = 'orderId' in command ? billOf(known, command.orderId) : undefined;
  return bill ? `${nameOfBill(bill)} · ${what}` : what;
};
