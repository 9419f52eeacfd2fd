import type { FollowedOrder } from '@cafe/client-sdk';
import { useCafe, useStore } from '@cafe/client-sdk/preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { money } from '../../i18n/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { showFloor } from '../screen.ts';
import { say } from '../words.ts';
import { closeBill, isUnfinished, type Taken } from './cash-state.ts';

interface PaidProps {
  readonly order: FollowedOrder;
  readonly last: Taken | undefined;
}

const Change = ({ last, currency }: { readonly last: Taken; readonly currency: string }) => (
  <div class="cash-back tone-good">
    <Icon name="cash" size={34} />
    <p class="cash-back-word">{say('change')}</p>
    <p class="cash-back-amount number">{money(last.change, currency)}</p>
    <p>{say('outOf', { amount: money(last.tendered, currency) })}</p>
  </div>
);

/** It is paid: what to hand back, and the end of the bill. */
export const PaidPart = ({ order, last }: PaidProps) => {
  const cafe = useCafe();
  const store = useStore().value.value;
  const busy = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), []);
  const close = async () => {
    busy.value = true;
    await closeBill(cafe, order.orderId);
    busy.value = false;
  };
  return (
    <>
      {last && <Change last={last} currency={store?.currency ?? 'EUR'} />}
      {last?.isKept && <Banner tone="warn" icon="wifiOff" title={say('cashKept')} />}
      {isUnfinished(order, store) && (
        <Banner tone="info" icon="flame" title={say('kitchenHasIt')}>
          {say('kitchenHasItText')}
        </Banner>
      )}
      <div ref={place}>
        {isUnfinished(order, store) ? (
          <Button kind="primary" size="large" wide onClick={showFloor}>
            {say('toFloor')}
          </Button>
        ) : (
          <Button kind="primary" size="large" icon="check" wide busy={busy.value} onClick={() => void close()}>
            {say('closeBill')}
          </Button>
        )}
      </div>
    </>
  );
};
