import type { DeviceSession } from '../session/device-session.ts';
import { ApproveSheet } from './approve-sheet.tsx';
import { CashSheet } from './cash/cash-sheet.tsx';
import { NewOrderSheet } from './floor/new-order-sheet.tsx';
import { TableSheet } from './floor/table-sheet.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { ItemSheet } from './menu/item-sheet.tsx';
import { ModifierSheet } from './menu/modifier-sheet.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { overlay } from './screen.ts';

/** What lies above the screen. Drawn anew for each question, so that no answer of the last one stands in it. */
export const Overlays = ({ session }: { readonly session: DeviceSession }) => {
  const shown = overlay.value;
  switch (shown?.kind) {
    case undefined:
      return null;
    case 'help':
      return <HelpSheet />;
    case 'table':
      return <TableSheet tableId={shown.tableId} />;
    case 'newOrder':
      return <NewOrderSheet />;
    case 'choose':
      return <ModifierSheet key={shown.choosing.itemId} choosing={shown.choosing} />;
    case 'item':
      return <ItemSheet itemId={shown.itemId} orderId={shown.orderId} />;
    case 'reason':
      return <ReasonSheet key={shown.ask.title} ask={shown.ask} />;
    case 'cash':
      return <CashSheet orderId={shown.orderId} />;
    case 'approve':
      return <ApproveSheet approving={shown.approving} session={session} />;
  }
};
