import './cash-sheet.css';
import type { FollowedOrder, OrderId } from '@cafe/client-sdk';
import { useCafe, useStore } from '@cafe/client-sdk/preact';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { money } from '../../i18n/format.ts';
import { asCount, useKeptOver, useTyped } from '../../session/typed.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyPad, onKeyPadKey } from '../../ui/key-pad.tsx';
import { useLines } from '../order/bill-panel.tsx';
import { isUnsent } from '../order/line-groups.ts';
import { useOnItsWay } from '../order/on-its-way.ts';
import { sendOrder } from '../order/send-order.ts';
import { useRunning } from '../order/use-running.ts';
import { nameOfBill } from '../orders.ts';
import { closeOverlay } from '../screen.ts';
import { say } from '../words.ts';
import { asTaken, dueNow, takeCash, taken } from './cash-state.ts';
import { PaidPart } from './paid-part.tsx';
import { quickAmounts } from './quick-cash.ts';
import { withDigit, withoutDigit } from './typed-amount.ts';
import { unusual } from './unusual.ts';
import { UnusualPart } from './unusual-part.tsx';

interface CountProps {
  readonly order: FollowedOrder;
  readonly due: number;
  readonly currency: string;
}

const useCount = ({ order, due }: CountProps) => {
  const cafe = useCafe();
  const typed = useTyped(`cash ${order.orderId}`, 0, asCount);
  const busy = useSignal(false);
  const take = async (tendered: number) => {
    if (busy.value || tendered === 0) return;
    busy.value = true;
    await takeCash(cafe, order.orderId, { tendered, due });
    busy.value = false;
  };
  const pad = {
    label: say('amountGiven'),
    onDigit: (digit: string) => {
      typed.value = withDigit(typed.value, digit);
    },
    onDelete: () => {
      typed.value = withoutDigit(typed.value);
    },
    onDone: () => void take(typed.value === 0 ? due : typed.value),
  };
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Who types digits means them with Enter, whatever had the focus before.
      if (/^\d$/.test(event.key) && event.target instanceof HTMLElement) event.target.blur();
      onKeyPadKey(event, pad);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return { typed, busy, take, pad };
};

const changeText = (given: number, { due, currency }: CountProps): string => {
  if (given === 0) return say('exactHint');
  if (given >= due) return say('changeWillBe', { amount: money(given - due, currency) });
  return say('willBeDue', { amount: money(due - given, currency) });
};

/** What is handed over: a tap on what people round up to, or digits. */
const Count = (props: CountProps) => {
  const { due, currency } = props;
  const { typed, busy, take, pad } = useCount(props);
  const given = typed.value;
  // After a reload Enter is about what was typed before it, and not about the first button.
  const [wasTyped] = useState(() => typed.peek() > 0);
  return (
    <div class="cash">
      <div class="cash-quick">
        <Button kind="primary" size="large" busy={busy.value} autoFocus={!wasTyped} onClick={() => void take(due)}>
          {say('exact', { amount: money(due, currency) })}
        </Button>
        {quickAmounts(due, currency).map((amount) => (
          <Button key={amount} size="large" disabled={busy.value} onClick={() => void take(amount)}>
            {money(amount, currency)}
          </Button>
        ))}
      </div>
      <div class="cash-count">
        <p class="cash-given">
          <span class="cash-word">{say('amountGiven')}</span>
          <span class="cash-typed number" role="status" tabIndex={-1} {...(wasTyped && { autofocus: true })}>
            {money(given, currency)}
          </span>
        </p>
        <p class="cash-change">{changeText(given, props)}</p>
        <KeyPad {...pad} disabled={busy.value} />
      </div>
    </div>
  );
};

const Opened = ({ order }: { readonly order: FollowedOrder }) => {
  const cafe = useCafe();
  const store = useStore().value.value;
  const lines = useLines(order);
  const onItsWay = useOnItsWay(order.orderId);
  const currency = store?.currency ?? 'EUR';
  const unsent = lines.filter(isUnsent);
  const estimate = unsent.reduce((sum, { price = 0 }) => sum + price, 0);
  const due = dueNow(order, { estimate, cash: onItsWay.cash }, store?.cashRounding ?? 1);
  const last = taken.value?.orderId === order.orderId ? taken.value : undefined;
  const asked = unusual.value?.orderId === order.orderId ? unusual.value : undefined;
  const isPaid = due === 0;
  const isOver = isPaid || last?.due === 0;
  return (
    <Dialog title={say('payTitle', { name: nameOfBill(order.bill) })} shape="side" onClose={closeOverlay}>
      <div class="stack cash-sheet">
        {unsent.length > 0 && !onItsWay.isSending && (
          <Banner
            tone="warn"
            icon="note"
            title={say('unsentFirst', { n: unsent.length })}
            action={
              <Button icon="send" onClick={() => void sendOrder(cafe, order)}>
                {say('send')}
              </Button>
            }
          />
        )}
        <p class="cash-due">
          <span class="cash-word">{say(isPaid ? 'paid' : 'due')}</span>
          <strong class="number">{money(isPaid ? order.bill.totals.total : due, currency)}</strong>
        </p>
        {asked && <UnusualPart asked={asked} currency={currency} />}
        {!asked && isOver && <PaidPart order={order} last={last} />}
        {!asked && !isOver && <Count order={order} due={due} currency={currency} />}
      </div>
    </Dialog>
  );
};

/** Takes cash for a bill, says the change, and closes it. */
export const CashSheet = ({ orderId }: { readonly orderId: OrderId }) => {
  const order = useRunning(orderId);
  useKeptOver('taken', taken, asTaken);
  useEffect(
    () => () => {
      if (taken.peek()?.due === 0) taken.value = undefined;
    },
    [],
  );
  return order ? <Opened order={order} /> : null;
};
