import './bill-panel.css';
import type { FollowedOrder } from '@cafe/client-sdk';
import { useCafe, useMenu } from '@cafe/client-sdk/preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeOfDay } from '../../i18n/format.ts';
import type { DeviceSession } from '../../session/device-session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { WaitingGuests } from '../floor/waiting-guests.tsx';
import { instantOf } from '../use-now.ts';
import { say } from '../words.ts';
import { BillFoot } from './bill-foot.tsx';
import { BillHead } from './bill-head.tsx';
import { approveLines, askReject } from './line-actions.ts';
import { type Section, sectionsOf } from './line-groups.ts';
import { LineRow } from './line-row.tsx';
import { type OnItsWay, useOnItsWay } from './on-its-way.ts';
import { PendingGuests } from './pending-guests.tsx';
import { type ShownLine, shownLines } from './shown-line.ts';

const headOf = ({ kind, round, sentAt }: Section): string => {
  switch (kind) {
    case 'round':
      return sentAt === undefined
        ? say('round', { number: round ?? 1 })
        : say('roundAt', { number: round ?? 1, time: timeOfDay(sentAt) });
    case 'asked':
      return say('sectionAsked');
    case 'guests':
      return say('sectionGuests');
    case 'cart':
      return say('sectionCart');
  }
};

interface SectionProps {
  readonly section: Section;
  readonly order: FollowedOrder;
  readonly onItsWay: OnItsWay;
}

const BillSection = ({ section, order: { orderId, bill }, onItsWay }: SectionProps) => {
  const on = { cafe: useCafe(), orderId };
  const ids = section.groups.flatMap(({ lines }) => lines.map(({ lineId }) => lineId));
  const nameOf = (id: string | undefined) => bill.guests.find(({ guestId }) => guestId === id)?.name;
  return (
    <section class={`bill-section bill-${section.kind}`} aria-label={headOf(section)}>
      <header class="bill-section-head">
        <h3 class="bill-section-title">{headOf(section)}</h3>
        {section.kind === 'asked' && (
          <span class="cluster">
            <Button kind="primary" icon="check" onClick={() => approveLines(on, ids)}>
              {say('approveAll')}
            </Button>
            <Button icon="close" label={say('rejectAll')} onClick={() => askReject(on, ids)} />
          </span>
        )}
      </header>
      <ul>
        {section.groups.map((group) => (
          <LineRow
            key={group.key}
            group={group}
            on={on}
            guest={nameOf(group.lines[0].guestId)}
            isLeaving={group.lines.every(({ lineId }) => onItsWay.leaving.has(lineId))}
            isSending={section.kind === 'cart' && onItsWay.isSending}
          />
        ))}
      </ul>
    </section>
  );
};

/**
 * Keeps the newest line in sight while lines are added, and when the bill comes into sight; whoever scrolled up to read is left
 * alone when others change.
 */
const useNewestInSight = (lines: readonly ShownLine[], isShown: boolean) => {
  const place = useRef<HTMLDivElement>(null);
  const last = lines.at(-1)?.lineId;
  useEffect(() => {
    const { current } = place;
    if (current) current.scrollTop = current.scrollHeight;
  }, [last, isShown]);
  return place;
};

export interface BillPanelProps {
  readonly order: FollowedOrder;
  readonly session: DeviceSession;
  /** On a small screen it may lie behind the menu. */
  readonly isShown: boolean;
}

/** The lines of a bill, as everything that draws or counts them sees them. */
export const useLines = (order: FollowedOrder): readonly ShownLine[] => {
  const menu = useMenu().value.value;
  const at = instantOf(useCafe().now());
  return shownLines(order, { menu, serviceType: order.bill.serviceType, at });
};

/** The bill: who it is of, what is on it and where that is, what it comes to, and what to do next. */
export const BillPanel = ({ order, session, isShown }: BillPanelProps) => {
  const lines = useLines(order);
  const onItsWay = useOnItsWay(order.orderId);
  const place = useNewestInSight(lines, isShown);
  return (
    <section class="bill" aria-label={say('bill')}>
      <BillHead order={order} session={session} />
      <div class="bill-lines" ref={place}>
        {order.bill.status === 'waiting' && <WaitingGuests order={order} />}
        {lines.length === 0 && (
          <EmptyState icon="bill" title={say('billEmpty')}>
            {say('billEmptyText')}
          </EmptyState>
        )}
        {sectionsOf(lines).map((section) => (
          <BillSection
            key={`${section.kind}${section.round ?? ''}`}
            section={section}
            order={order}
            onItsWay={onItsWay}
          />
        ))}
      </div>
      <PendingGuests order={order} />
      <BillFoot order={order} lines={lines} onItsWay={onItsWay} />
    </section>
  );
};
