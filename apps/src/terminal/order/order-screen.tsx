import './order-screen.css';
import type { FollowedOrder, OrderId } from '@cafe/client-sdk';
import { useCafe, useConnection, useOrder, useStore } from '@cafe/client-sdk/preact';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { money } from '../../i18n/format.ts';
import type { DeviceSession } from '../../session/device-session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast-list.ts';
import { useTotal } from '../floor/use-total.ts';
import { repeatLast } from '../menu/add-item.ts';
import { focusEntry } from '../menu/entry-bar.tsx';
import { MenuPanel } from '../menu/menu-panel.tsx';
import { serveReady } from '../orders.ts';
import { overlay, showFloor } from '../screen.ts';
import { useKeys } from '../use-keys.ts';
import { say } from '../words.ts';
import { BillPanel, useLines } from './bill-panel.tsx';
import { takeAway } from './line-actions.ts';
import { sectionsOf } from './line-groups.ts';
import { sendOrder, toSend } from './send-order.ts';
import { useRunning } from './use-running.ts';

/** On a small screen one of the two is seen. */
const side = signal<'menu' | 'bill'>('menu');

const moveAmongLines = (step: number): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('.line-main')];
  const at = rows.indexOf(document.activeElement as HTMLElement); // of what is no line, -1
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next]?.focus();
};

const useOrderKeys = (order: FollowedOrder): void => {
  const cafe = useCafe();
  const { orderId } = order;
  const groups = sectionsOf(useLines(order)).flatMap((section) => section.groups);
  useKeys('order', {
    search: focusEntry,
    repeat: () => repeatLast({ cafe, orderId }),
    send: () => {
      if (toSend(order).length > 0) void sendOrder(cafe, order);
    },
    pay: () => {
      if (order.bill.lines.length + order.pending.length > 0) overlay.value = { kind: 'cash', orderId };
    },
    split: () => void toast({ text: say('splitLater'), icon: 'bill' }),
    serve: () => void serveReady(cafe, order),
    next: () => moveAmongLines(1),
    previous: () => moveAmongLines(-1),
    remove: () => {
      const key = document.activeElement?.getAttribute('data-key');
      const group = groups.find((one) => one.key === key);
      if (group) takeAway({ cafe, orderId }, group);
    },
    back: showFloor,
  });
};

/** On a small screen: what the bill has, and the way to the other side. */
const SideSwitch = ({ order }: { readonly order: FollowedOrder }) => {
  const total = useTotal(order);
  const currency = useStore().value.value?.currency ?? 'EUR';
  const isMenu = side.value === 'menu';
  return (
    <div class="side-switch">
      <Button
        kind={isMenu ? 'primary' : 'plain'}
        size="large"
        icon={isMenu ? 'bill' : 'plus'}
        wide
        onClick={() => {
          side.value = isMenu ? 'bill' : 'menu';
        }}
      >
        {isMenu ? `${say('bill')} · ${money(total, currency)}` : say('menu')}
      </Button>
    </div>
  );
};

/** Presence says who is at the table; whoever adds something is editing. */
const useTypingHint = ({ bill, pending }: FollowedOrder): void => {
  const cafe = useCafe();
  const { tableId } = bill;
  const added = pending.length;
  useEffect(() => {
    if (tableId && added > 0) cafe.presence(tableId).typing();
  }, [cafe, tableId, added]);
};

const Opened = ({ order, session }: { readonly order: FollowedOrder; readonly session: DeviceSession }) => {
  useOrderKeys(order);
  useTypingHint(order);
  return (
    <div class="order" data-side={side.value}>
      {order.bill.status === 'waiting' ? (
        <EmptyState icon="people" title={say('letInFirst')}>
          {say('letInFirstText')}
        </EmptyState>
      ) : (
        <MenuPanel orderId={order.orderId} />
      )}
      <BillPanel order={order} session={session} isShown={side.value === 'bill'} />
      <SideSwitch order={order} />
    </div>
  );
};

const Over = ({ title, children }: { readonly title: string; readonly children: string }) => {
  useKeys('order', { back: showFloor });
  return (
    <EmptyState
      icon="bill"
      title={title}
      action={
        <Button kind="primary" size="large" onClick={showFloor}>
          {say('toFloor')}
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
};

/** A bill that runs no more: how it ended, as far as this terminal may know. */
const Ended = ({ orderId }: { readonly orderId: OrderId }) => {
  const { status, value: order } = useOrder(orderId).value;
  const isAway = useConnection().value.state === 'offline';
  if (status === 'refused') return <Over title={say('billGone')}>{say('billGoneText')}</Over>;
  if (!order && isAway) return <Over title={say('billNotKept')}>{say('billNotKeptText')}</Over>;
  if (!order) return <Skeleton rows={5} height="5rem" />;
  if (order.bill.status === 'closed') {
    return <Over title={say('billClosed')}>{say('receiptNumbered', { number: order.bill.receiptNumber ?? 0 })}</Over>;
  }
  return <Over title={say('billVoided')}>{order.bill.voidReason ?? ''}</Over>;
};

/** One bill: the menu to order from, and what was ordered. */
export const OrderScreen = ({ orderId, session }: { readonly orderId: OrderId; readonly session: DeviceSession }) => {
  const order = useRunning(orderId);
  return order ? <Opened order={order} session={session} /> : <Ended orderId={orderId} />;
};
