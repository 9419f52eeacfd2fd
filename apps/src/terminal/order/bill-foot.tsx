import { dueOf, type FollowedOrder } from '@cafe/client-sdk';
import { useCafe, useStore } from '@cafe/client-sdk/preact';
import { money } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useHeightAs } from '../../ui/height-as.ts';
import { serveReady } from '../orders.ts';
import { overlay } from '../screen.ts';
import { say } from '../words.ts';
import { isUnsent } from './line-groups.ts';
import type { OnItsWay } from './on-its-way.ts';
import { sendOrder, toSend } from './send-order.ts';
import type { ShownLine } from './shown-line.ts';

export interface BillFootProps {
  readonly order: FollowedOrder;
  readonly lines: readonly ShownLine[];
  readonly onItsWay: OnItsWay;
}

const unitsOf = (lines: readonly ShownLine[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

const Sums = ({ order, lines, onItsWay }: BillFootProps) => {
  const currency = useStore().value.value?.currency ?? 'EUR';
  const unsent = lines.filter(isUnsent);
  const estimate = unsent.reduce((sum, { price = 0 }) => sum + price, 0);
  const { total } = order.bill.totals;
  const paid = total - dueOf(order.bill);
  return (
    <dl class="sums">
      {estimate > 0 && (
        <div class="sum">
          <dt>{say('unsentSum', { n: unitsOf(unsent) })}</dt>
          <dd class="number">{money(estimate, currency)}</dd>
        </div>
      )}
      {paid > 0 && (
        <div class="sum">
          <dt>{say('paid')}</dt>
          <dd class="number">{money(-paid, currency)}</dd>
        </div>
      )}
      {onItsWay.cash > 0 && (
        <div class="sum">
          <dt>{say('cashWaiting')}</dt>
          <dd class="number">{money(onItsWay.cash, currency)}</dd>
        </div>
      )}
      <div class="sum sum-total">
        <dt>{say(paid > 0 ? 'stillDue' : 'total')}</dt>
        <dd class="number">{money(total - paid + estimate, currency)}</dd>
      </div>
    </dl>
  );
};

/** What it comes to, and the three things that are done with a bill. They are always there, so that nothing jumps. */
export const BillFoot = (props: BillFootProps) => {
  const { order, lines, onItsWay } = props;
  const cafe = useCafe();
  const { bill, orderId } = order;
  const ready = lines.filter(({ state }) => state === 'ready');
  const mine = new Set<string>(toSend(order));
  const unsent = unitsOf(lines.filter(({ lineId }) => mine.has(lineId) && !onItsWay.leaving.has(lineId)));
  const canPay = bill.status === 'open' && lines.length > 0 && !onItsWay.isClosing;
  return (
    <footer class="bill-foot" ref={useHeightAs('--bill-foot')}>
      <Sums {...props} />
      <div class="bill-buttons">
        <Button
          size="large"
          icon="bell"
          hint="F8"
          disabled={ready.length === 0}
          onClick={() => void serveReady(cafe, order)}
        >
          {ready.length > 0 ? say('serveN', { n: unitsOf(ready) }) : say('serve')}
        </Button>
        <Button
          size="large"
          icon="cash"
          hint="F4"
          kind={unsent === 0 && canPay ? 'primary' : 'plain'}
          disabled={!canPay}
          onClick={() => {
            overlay.value = { kind: 'cash', orderId };
          }}
        >
          {say('pay')}
        </Button>
        <Button
          kind="primary"
          size="large"
          icon="send"
          hint="F2"
          disabled={unsent === 0 || onItsWay.isSending}
          onClick={() => void sendOrder(cafe, order)}
        >
          {unsent > 0 ? say('sendN', { n: unsent }) : say('send')}
        </Button>
      </div>
    </footer>
  );
};
