import './ticket-card.css';
import { duration, timeOfDay } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Cell } from './cells.ts';
import { useKitchenPage } from './kitchen-context.ts';
import { thresholdsOf } from './kitchen-settings.ts';
import { linesOf, type Ticket, type TicketBlock } from './ticket.ts';
import { TicketLineRow } from './ticket-line.tsx';
import { type Stage, stageOf, waitedMs } from './ticket-time.ts';
import { nameOf, senderOf, serviceOf } from './ticket-words.ts';
import { say } from './words.ts';

const STAGE_ICON = { fresh: 'clock', warn: 'wait', late: 'alert' } as const;
const STAGE_WORD = { fresh: 'onTime', warn: 'hurry', late: 'late' } as const;

/** A name of more letters is written smaller, so that it is read whole more often. */
const LONG_NAME = 9;

/** A number for the first ten: the key that is about this card. */
const keyOf = (index: number): string | undefined => (index < 10 ? String((index + 1) % 10) : undefined);

const Clock = ({ ticket, stage }: { readonly ticket: Ticket; readonly stage: Stage }) => {
  const time = duration(waitedMs(ticket, useKitchenPage().screen.now.value) / 1_000);
  return (
    <span class="ticket-clock number">
      <Icon name={STAGE_ICON[stage]} size={22} />
      <span class="unseen">{say('waited', { time })}</span>
      <span aria-hidden="true">{time}</span>
    </span>
  );
};

const about = (ticket: Ticket, sender: string | undefined): readonly string[] => {
  const { displayNumber, tableLabel, tabName } = ticket.bill;
  const number = displayNumber === undefined ? undefined : `#${displayNumber}`;
  const service = tableLabel === undefined && tabName === undefined ? undefined : serviceOf(ticket.bill);
  return [number, service, sender].filter((part) => part !== undefined);
};

interface CardProps {
  readonly cell: Cell;
  readonly index: number;
}

interface HeadProps extends CardProps {
  readonly stage: Stage;
  readonly isUnseen: boolean;
}

const Head = ({ cell: { slot, part, parts }, index, stage, isUnseen }: HeadProps) => {
  const { people } = useKitchenPage();
  const { ticket } = slot;
  const key = keyOf(index);
  const name = nameOf(ticket.bill);
  return (
    <header class="ticket-head">
      {key !== undefined && (
        <span class="ticket-key">
          <span class="unseen">{say('cardNumber', { key })}</span>
          <span aria-hidden="true">{key}</span>
        </span>
      )}
      <div class="grow">
        <div class="ticket-row">
          <h2 class={name.length > LONG_NAME ? 'ticket-name ticket-name-long' : 'ticket-name'}>{name}</h2>
          <Clock ticket={ticket} stage={stage} />
        </div>
        <div class="ticket-row">
          <p class="ticket-about">
            {parts > 1 && <span class="ticket-part">{say('part', { part, parts })}</span>}
            {about(ticket, senderOf(ticket, people)).join(' · ')}
          </p>
          {isUnseen && <strong class="ticket-new">{say('new')}</strong>}
          <span class="ticket-stage">{say(STAGE_WORD[stage])}</span>
        </div>
      </div>
    </header>
  );
};

const Block = ({ ticket, block }: { readonly ticket: Ticket; readonly block: TicketBlock }) => (
  <section class={block.isAddOn ? 'block block-add-on' : 'block'}>
    {block.isAddOn && (
      <h3 class="block-title">
        <Icon name="plus" size={18} />
        {say('addOn')}
        <span class="number">{timeOfDay(block.sentAt)}</span>
      </h3>
    )}
    <ul>
      {block.lines.map((line, at) => {
        const { seat } = line.line;
        const isNext = seat !== undefined && seat !== block.lines[at - 1]?.line.seat;
        return (
          <TicketLineRow
            key={line.line.lineId}
            ticket={ticket}
            ticketLine={line}
            seatTitle={isNext ? say('seat', { seat }) : undefined}
          />
        );
      })}
    </ul>
  </section>
);

const Foot = ({ ticket }: { readonly ticket: Ticket }) => {
  const { steps } = useKitchenPage().screen;
  const lines = linesOf(ticket);
  const isFired = lines.some(({ standing }) => standing === 'fired');
  const isBegun = lines.some(({ standing }) => standing === 'preparing');
  const isToMake = isFired || isBegun;
  return (
    <footer class="ticket-foot">
      {isFired ? (
        <Button icon="flame" onClick={() => steps.start(ticket)}>
          {say('start')}
        </Button>
      ) : (
        isBegun && (
          <span class="ticket-cooking">
            <Icon name="flame" size={20} />
            {say('cooking')}
          </span>
        )
      )}
      <Button kind={isToMake ? 'primary' : 'danger'} icon="check" wide onClick={() => steps.bump(ticket)}>
        {say(isToMake ? 'bump' : 'seenVoids')}
      </Button>
    </footer>
  );
};

/** Where a card was until a moment ago: nothing else comes under the finger. */
const Ghost = ({ ticket }: { readonly ticket: Ticket }) => (
  <li class="ticket ticket-gone">
    <Icon name="check" size={44} />
    <p>
      <strong>{nameOf(ticket.bill)}</strong>
    </p>
    <p>{say('gone')}</p>
  </li>
);

const classOf = (stage: Stage, isSelected: boolean, isUnseen: boolean): string =>
  ['ticket', `ticket-${stage}`, isSelected && 'ticket-selected', isUnseen && 'ticket-unseen'].filter(Boolean).join(' ');

/** One card. A tap on a line does that line; a double tap anywhere does the card. */
export const TicketCard = (props: CardProps) => {
  const { screen } = useKitchenPage();
  const { slot, blocks } = props.cell;
  const { ticket } = slot;
  const stage = stageOf(waitedMs(ticket, screen.now.value), thresholdsOf(ticket.bill.serviceType));
  if (slot.goneAtMs !== undefined) return <Ghost ticket={ticket} />;
  const isUnseen = screen.unseen.value.has(slot.key);
  const onTap = () => screen.sawCard(slot.key);
  const onTwice = (event: Event) => {
    if (!(event.target instanceof Element && event.target.closest('.ticket-foot'))) screen.steps.bump(ticket);
  };
  return (
    <li
      class={classOf(stage, screen.selected.value === slot.key, isUnseen)}
      aria-current={screen.selected.value === slot.key ? true : undefined}
      data-key={slot.key}
      onPointerDown={onTap}
      onDblClick={onTwice}
    >
      <Head {...props} stage={stage} isUnseen={isUnseen} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be reached by keys */}
      <div class="ticket-middle" tabIndex={0}>
        {props.cell.part > 1 && <p class="ticket-continued">{say('continued')}</p>}
        {blocks.map((block) => (
          <Block key={block.round} ticket={ticket} block={block} />
        ))}
      </div>
      <Foot ticket={ticket} />
    </li>
  );
};
