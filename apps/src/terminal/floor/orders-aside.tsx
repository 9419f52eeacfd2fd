import type { FollowedOrder } from '@cafe/client-sdk';
import { useStore } from '@cafe/client-sdk/preact';
import { money } from '../../i18n/format.ts';
import { tableName } from '../../i18n/table-name.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icons.ts';
import { nameOfBill } from '../orders.ts';
import { overlay, showOrder } from '../screen.ts';
import { ageOf, useNow } from '../use-now.ts';
import { say } from '../words.ts';
import type { TableFacts } from './floor-facts.ts';
import { openTable } from './open-table.ts';
import { orderStatus, STATUS_LOOK, type TableStatus } from './table-look.ts';
import { useTotal } from './use-total.ts';

const OrderRow = ({ order, nowMs }: { readonly order: FollowedOrder; readonly nowMs: number }) => {
  const total = useTotal(order);
  const currency = useStore().value.value?.currency ?? 'EUR';
  const { tone, icon, word } = STATUS_LOOK[orderStatus(order)];
  const { serviceType, displayNumber, openedAt } = order.bill;
  return (
    <li>
      <button type="button" class={`aside-row tone-${tone}`} onClick={() => showOrder(order.orderId)}>
        <span class="aside-line">
          <span class="aside-name">
            <strong>{nameOfBill(order.bill)}</strong>
            {serviceType === 'takeaway' && <span class="muted small"> {say('takeaway')}</span>}
          </span>
          <span class="number">{money(total, currency)}</span>
        </span>
        <span class="aside-line aside-more">
          <Chip tone={tone} icon={icon}>
            {say(word)}
          </Chip>
          <span class="number">
            {displayNumber !== undefined && `${say('orderNumbered', { number: displayNumber })} · `}
            {ageOf(openedAt, nowMs)}
          </span>
        </span>
      </button>
    </li>
  );
};

const URGENT: readonly TableStatus[] = ['asks', 'approve', 'ready'];

const Nobody = ({ icon, text }: { readonly icon: IconName; readonly text: string }) => (
  <p class="aside-empty muted">
    <Icon name={icon} size={20} />
    {text}
  </p>
);

/** Tables that want somebody now, whichever floor is looked at. It has its place while there is none: what is below stays there. */
const Wanted = ({ tables }: { readonly tables: readonly TableFacts[] }) => {
  const wanted = tables.filter(({ status }) => URGENT.includes(status));
  return (
    <section class="aside-part" aria-label={say('wantedTitle')}>
      <h2 class="aside-title">{say('wantedTitle')}</h2>
      {wanted.length === 0 && <Nobody icon="check" text={say('wantedEmpty')} />}
      <ul class="aside-rows">
        {wanted.map((facts) => {
          const { tone, icon, word } = STATUS_LOOK[facts.status];
          return (
            <li key={facts.table.tableId}>
              <button type="button" class={`aside-row tone-${tone}`} onClick={() => openTable(facts)}>
                <span class="aside-line">
                  <strong class="aside-name">{tableName(facts.table.label)}</strong>
                  <Chip tone={tone} icon={icon}>
                    {say(word)}
                  </Chip>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** Beside the plan: who wants somebody, and the orders without a table. */
export const OrdersAside = ({
  orders,
  tables,
}: {
  readonly orders: readonly FollowedOrder[];
  readonly tables: readonly TableFacts[];
}) => {
  const nowMs = useNow();
  return (
    <aside class="floor-aside" aria-label={say('withoutTable')}>
      <Wanted tables={tables} />
      <section class="aside-part">
        <h2 class="aside-title">{say('withoutTable')}</h2>
        {orders.length === 0 && <Nobody icon="cup" text={say('withoutTableEmpty')} />}
        <ul class="aside-rows">
          {orders.map((order) => (
            <OrderRow key={order.orderId} order={order} nowMs={nowMs} />
          ))}
        </ul>
      </section>
      <div class="floor-new">
        <Button
          kind="primary"
          size="large"
          icon="plus"
          wide
          hint="N"
          onClick={() => {
            overlay.value = { kind: 'newOrder' };
          }}
        >
          {say('newOrder')}
        </Button>
      </div>
    </aside>
  );
};
