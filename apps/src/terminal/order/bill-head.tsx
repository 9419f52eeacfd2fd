import type { FollowedOrder } from '@cafe/client-sdk';
import { useCafe } from '@cafe/client-sdk/preact';
import type { DeviceSession } from '../../session/device-session.ts';
import { Button } from '../../ui/button.tsx';
import { attempt } from '../attempt.ts';
import { nameOfBill } from '../orders.ts';
import { closeOverlay, overlay, showFloor } from '../screen.ts';
import { ageOf, useNow } from '../use-now.ts';
import { say } from '../words.ts';
import { PresenceChips } from './presence-chips.tsx';

/** Nothing on it that counts, and no money in it: it may go. */
const mayGo = ({ bill, pending }: FollowedOrder): boolean =>
  bill.status === 'open' &&
  pending.length === 0 &&
  bill.payments.length === 0 &&
  bill.lines.every(({ state }) => state === 'voided' || state === 'draft');

export const BillHead = ({ order, session }: { readonly order: FollowedOrder; readonly session: DeviceSession }) => {
  const cafe = useCafe();
  const nowMs = useNow();
  const { bill, orderId } = order;
  const cancel = () => {
    const run = async (reason: string) => {
      closeOverlay();
      const done = await attempt(say('doCancel'), async (options) => {
        await cafe.orders.void(orderId, reason, options);
        return true;
      });
      if (done) showFloor();
    };
    const reasons = [say('reasonMistake'), say('reasonLeft'), say('reasonChangedMind')];
    const ask = { title: say('cancelTitle'), action: say('cancelIt'), reasons, run: (why: string) => void run(why) };
    overlay.value = { kind: 'reason', ask };
  };
  const facts = [
    bill.displayNumber === undefined ? undefined : say('orderNumbered', { number: bill.displayNumber }),
    bill.covers === undefined ? undefined : say('guests', { n: bill.covers }),
    bill.tableId === undefined ? say(bill.serviceType === 'takeaway' ? 'takeaway' : 'counter') : undefined,
    ageOf(bill.openedAt, nowMs),
  ];
  return (
    <header class="bill-head">
      <div class="grow">
        <div class="bill-title">
          <h2 class="bill-name display">{nameOfBill(bill)}</h2>
          {bill.tableId && (
            <div class="bill-presence">
              <PresenceChips tableId={bill.tableId} session={session} />
            </div>
          )}
        </div>
        <p class="bill-facts muted number">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {mayGo(order) && <Button kind="quiet" icon="trash" label={say('cancelTitle')} onClick={cancel} />}
    </header>
  );
};
