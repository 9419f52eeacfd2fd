import type { OrderLine, RunningBill } from '@cafe/client-sdk';
import { dueOf, moneyOf } from '@cafe/client-sdk';
import { money } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { LeaveButton } from './leave-button.tsx';
import { LineText } from './line-text.tsx';
import { Face, nameOf } from './person-name.tsx';
import { StatusOf } from './status.tsx';
import { isMine, type Share, sentIn, sharesOf, sumsOf } from './table-lines.ts';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

/** Until the kitchen has it, what waits for the staff can be taken back. */
const TakeBack = ({ visit, line }: { readonly visit: Visit; readonly line: OrderLine }) => {
  const edits = visit.table.value?.edits;
  return (
    <Button
      kind="quiet"
      icon="trash"
      busy={edits?.busy.value.has(line.lineId)}
      onClick={() => void edits?.remove(line)}
    >
      {say('takeBack')}
    </Button>
  );
};

const SentShare = ({ visit, share }: { readonly visit: Visit; readonly share: Share }) => {
  const { currency = 'EUR' } = visit.facts.value?.store ?? {};
  const me = visit.table.value?.stay.guestId;
  return (
    <section class="share" aria-label={nameOf(share.person)}>
      <header class="share-head">
        <Face person={share.person} />
        <h3 class="grow">{nameOf(share.person)}</h3>
      </header>
      <ul>
        {share.lines.map((line) => (
          <li key={line.lineId} class="line">
            <LineText line={line} currency={currency} isGone={line.state === 'voided'} />
            <StatusOf state={line.state} />
            {line.state === 'pending' && me && isMine(line, me) && <TakeBack visit={visit} line={line} />}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Sum = ({
  text,
  amount,
  isMain = false,
}: {
  readonly text: string;
  readonly amount: string;
  readonly isMain?: boolean;
}) => (
  <div class={isMain ? 'sum sum-main' : 'sum'}>
    <dt>{text}</dt>
    <dd class="number">{amount}</dd>
  </div>
);

const Totals = ({ visit, bill }: { readonly visit: Visit; readonly bill: RunningBill }) => {
  const { currency = 'EUR' } = visit.facts.value?.store ?? {};
  const me = visit.table.value?.stay.guestId;
  if (!me) return null;
  const { mine, table, waiting } = sumsOf(bill, me);
  const { captured } = moneyOf(bill);
  return (
    <dl class="sums">
      <Sum text={say('sumMine')} amount={money(mine, currency)} isMain />
      <Sum text={say('sumTable')} amount={money(table, currency)} isMain />
      {waiting > 0 && <Sum text={say('sumWaiting')} amount={money(waiting, currency)} />}
      {captured > 0 && <Sum text={say('sumPaid')} amount={money(captured, currency)} />}
      {captured > 0 && <Sum text={say('sumDue')} amount={money(dueOf(bill), currency)} />}
    </dl>
  );
};

const Nothing = () => (
  <EmptyState icon="bill" title={say('orderEmpty')}>
    {say('orderEmptyText')}
  </EmptyState>
);

/** What was ordered, how far each of it is, and what it comes to. */
export const OrderView = ({ visit }: { readonly visit: Visit }) => {
  const table = visit.table.value;
  const bill = table?.order.value.value?.bill;
  if (visit.stage.value.kind === 'arriving') return <Skeleton rows={4} />;
  const shares = bill && table ? sharesOf(bill, sentIn(bill), table.stay.guestId) : [];
  const isPending = bill?.lines.some(({ state }) => state === 'pending') === true;
  return (
    <>
      <h2 class="guest-title display">{say('orderTitle')}</h2>
      {bill && shares.length > 0 && <Totals visit={visit} bill={bill} />}
      {isPending && (
        <Banner tone="info" icon="wait" title={say('pendingTitle')}>
          {say('pendingText')}
        </Banner>
      )}
      {shares.length === 0 && <Nothing />}
      {shares.map((share) => (
        <SentShare key={share.key} visit={visit} share={share} />
      ))}
      {bill && shares.length > 0 && <p class="muted">{say('payWithStaff')}</p>}
      {(visit.stage.value.kind === 'seated' || visit.stage.value.kind === 'waiting') && (
        <div class="cluster">
          <LeaveButton visit={visit} />
        </div>
      )}
    </>
  );
};
