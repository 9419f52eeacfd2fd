import { count, money } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { type Had, type HadLine, hadOf, readHad } from './had.ts';
import type { Ending } from './stage.ts';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

const LOOKS = {
  settled: { icon: 'check', title: 'overSettled', text: 'overSettledText' },
  cancelled: { icon: 'ban', title: 'overCancelled', text: 'overCancelledText' },
  declined: { icon: 'wait', title: 'overDeclined', text: 'overDeclinedText' },
  removed: { icon: 'person', title: 'overRemoved', text: 'overRemovedText' },
  staffEnded: { icon: 'people', title: 'overStaffEnded', text: 'overStaffEndedText' },
  expired: { icon: 'clock', title: 'overExpired', text: 'overExpiredText' },
  left: { icon: 'check', title: 'overLeft', text: 'overLeftText' },
  unknown: { icon: 'clock', title: 'overUnknown', text: 'overUnknownText' },
} as const satisfies Readonly<Record<Ending, { icon: IconName; title: string; text: string }>>;

const Lines = ({
  title,
  lines,
  currency,
}: {
  readonly title: string;
  readonly lines: readonly HadLine[];
  readonly currency: string;
}) => (
  <section class="share" aria-label={title}>
    <header class="share-head">
      <h3 class="grow">{title}</h3>
    </header>
    <ul>
      {lines.map(({ lineId, name, quantity, total }) => (
        <li key={lineId} class="line line-head">
          <span class="line-name">
            <span class="line-count number">{count(quantity)} ×</span> {name}
          </span>
          <span class="number line-price">{money(total, currency)}</span>
        </li>
      ))}
    </ul>
  </section>
);

const WhatTheyHad = ({ had, currency }: { readonly had: Had; readonly currency: string }) => {
  const sent = had.lines.filter(({ isSent }) => isSent);
  const unsent = had.lines.filter(({ isSent }) => !isSent);
  return (
    <>
      {sent.length > 0 && <Lines title={say('youHad')} lines={sent} currency={currency} />}
      {unsent.length > 0 && <Lines title={say('notSent')} lines={unsent} currency={currency} />}
      {had.table > 0 && (
        <dl class="sums">
          <div class="sum sum-main">
            <dt>{say('sumMine')}</dt>
            <dd class="number">{money(had.mine, currency)}</dd>
          </div>
          <div class="sum sum-main">
            <dt>{say('sumTable')}</dt>
            <dd class="number">{money(had.table, currency)}</dd>
          </div>
        </dl>
      )}
    </>
  );
};

/** The stay is over: said clearly, with what they had, and the way to begin anew. */
export const OverView = ({ visit }: { readonly visit: Visit }) => {
  const stage = visit.stage.value;
  const table = visit.table.value;
  if (stage.kind !== 'over' || !table) return null;
  const { icon, title, text } = LOOKS[stage.why];
  const bill = table.order.value.value?.bill;
  const had = bill ? hadOf(bill, table.stay.guestId) : readHad(visit.code);
  return (
    <>
      <section class="over" role="status">
        <span class="over-icon">
          <Icon name={icon} size={34} />
        </span>
        <h2 class="display">{say(title)}</h2>
        <p>{say(text)}</p>
        <Button kind="primary" size="large" icon="cup" onClick={visit.beginAnew}>
          {say('beginAnew')}
        </Button>
      </section>
      {had && <WhatTheyHad had={had} currency={visit.facts.value?.store.currency ?? 'EUR'} />}
    </>
  );
};
