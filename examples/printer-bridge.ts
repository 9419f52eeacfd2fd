/**
 * A printer bridge: what is fired in the kitchen comes out of a ticket printer, for kitchens that read paper.
 *
 *     CAFE_PRINTER=192.168.1.50:9100 node examples/dist/printer-bridge.js [http://localhost:3000]
 *
 * A ticket is said to be shown once the printer has taken it; until then the terminals are warned that the kitchen is
 * silent. A bridge that is started anew prints again what nobody has begun with: twice on paper is better than never.
 */
import type { FollowedOrder, LineId, StationId } from '@cafe/client-sdk';
import { when } from '@cafe/client-sdk';
import { comeIn } from './come-in.ts';
import { readExampleConfig } from './config.ts';
import { sendTo } from './printer/send.ts';
import { ticketOf } from './printer/ticket.ts';

const config = readExampleConfig();
const { cafe } = await comeIn(config, 'Printer bridge', 'kitchen');
const menu = await when(cafe.menu(), ({ value }) => value);
const stationIds: readonly StationId[] = Object.values(menu.stations).map(({ stationId }) => stationId);

const printed = new Set<LineId>();
const print = async (order: FollowedOrder): Promise<void> => {
  const lines = order.bill.lines.filter(({ state, lineId }) => state === 'fired' && !printed.has(lineId));
  if (lines.length === 0) return;
  await sendTo(config.printer, ticketOf(order.bill, lines));
  for (const { lineId } of lines) printed.add(lineId);
  cafe.confirmShown(stationIds, [order]);
  console.log(`printed #${order.bill.displayNumber}: ${lines.length} lines`);
};

/** One ticket after another, and one that failed again after a moment: paper runs out. */
let isPrinting = false;
const printAll = async (): Promise<void> => {
  if (isPrinting) return;
  isPrinting = true;
  try {
    for (const order of kitchen.getSnapshot().value?.orders ?? []) await print(order);
  } catch (error) {
    console.log(`not printed: ${error instanceof Error ? error.message : String(error)}`);
    setTimeout(printAll, 2_000);
    return;
  } finally {
    isPrinting = false;
  }
  const isMore = kitchen
    .getSnapshot()
    .value?.orders.some(({ bill }) =>
      bill.lines.some(({ state, lineId }) => state === 'fired' && !printed.has(lineId)),
    );
  if (isMore) await printAll();
};

const kitchen = cafe.kitchen();
kitchen.subscribe(printAll);
console.log('the bridge is up');
