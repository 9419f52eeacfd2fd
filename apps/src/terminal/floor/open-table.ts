import { overlay, showOrder } from '../screen.ts';
import type { TableFacts } from './floor-facts.ts';

/** What a tap on a table comes to: its bill where it has one, else the question how many they are. */
export const openTable = ({ table, open, waiting }: TableFacts): void => {
  if (open && !waiting) showOrder(open.orderId, table.tableId);
  else overlay.value = { kind: 'table', tableId: table.tableId };
};
