import type { FollowedOrder } from '@cafe/client-sdk';
import { useCafe } from '@cafe/client-sdk/preact';
import { listOf } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { attempt } from '../attempt.ts';
import { admitGuests } from '../orders.ts';
import { closeOverlay, overlay, showOrder } from '../screen.ts';
import { say } from '../words.ts';

const askWhyNot = (run: (reason: string) => Promise<unknown>): void => {
  overlay.value = {
    kind: 'reason',
    ask: {
      title: say('turnAway'),
      action: say('turnAway'),
      reasons: [say('reasonNoTable'), say('reasonClosing'), say('reasonNotHere')],
      run: (reason) => {
        closeOverlay();
        void attempt(say('doTurnAway'), () => run(reason));
      },
    },
  };
};

/** Guests who scanned a table and ask to be let in: who, what they chose, and the two answers. */
export const WaitingGuests = ({ order: { orderId, bill } }: { readonly order: FollowedOrder }) => {
  const cafe = useCafe();
  const names = bill.guests.filter(({ status }) => status === 'pending').map(({ name }) => name);
  const admit = () => {
    showOrder(orderId, bill.tableId);
    void admitGuests(cafe, orderId);
  };
  return (
    <section class="asking tone-accent" aria-label={say('statusAsks')}>
      <p class="asking-who">
        <Icon name="bell" />
        <span>{names.length > 0 ? say('askToCome', { names: listOf(names) }) : say('statusAsks')}</span>
      </p>
      {bill.lines.length > 0 && (
        <ul class="asking-lines">
          {bill.lines.map(({ lineId, quantity, name }) => (
            <li key={lineId}>
              <span class="number">{quantity} ×</span> {name}
            </li>
          ))}
        </ul>
      )}
      <div class="cluster">
        <Button kind="primary" size="large" icon="check" onClick={admit}>
          {say('letIn')}
        </Button>
        <Button size="large" onClick={() => askWhyNot((reason) => cafe.orders.void(orderId, reason))}>
          {say('turnAway')}
        </Button>
      </div>
    </section>
  );
};
