import type { FollowedOrder } from '@cafe/client-sdk';
import { useCafe } from '@cafe/client-sdk/preact';
import { listOf } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { admitGuests } from '../orders.ts';
import { say } from '../words.ts';

/** Guests at an open table who ask to be let in, and who is in already. Below the lines, which do not move for it. */
export const PendingGuests = ({ order: { orderId, bill } }: { readonly order: FollowedOrder }) => {
  const cafe = useCafe();
  const namesOf = (wanted: string) => bill.guests.filter(({ status }) => status === wanted).map(({ name }) => name);
  const pending = namesOf('pending');
  const active = namesOf('active');
  return (
    <>
      {pending.length > 0 && bill.status === 'open' && (
        <div class="bill-asks tone-accent">
          <span class="grow">{say('askToCome', { names: listOf(pending) })}</span>
          <Button kind="primary" icon="check" onClick={() => void admitGuests(cafe, orderId)}>
            {say('letIn')}
          </Button>
        </div>
      )}
      {active.length > 0 && (
        <p class="bill-here">
          <Icon name="people" size={18} />
          <span>{say('guestsHere', { names: listOf(active) })}</span>
        </p>
      )}
    </>
  );
};
