import './ticket-line.css';
import type { MenuState, OrderLine } from '@cafe/client-sdk';
import { sayAllergen } from '../i18n/allergens.ts';
import { listOf } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { modifierText } from './all-day.ts';
import { useKitchenPage } from './kitchen-context.ts';
import type { Task, Ticket, TicketLine } from './ticket.ts';
import { isAboutAllergy } from './ticket-words.ts';
import { say } from './words.ts';

const TASK_WORD = { fired: 'stationFired', preparing: 'stationPreparing', ready: 'stationReady' } as const;
const TAP_WORD = { fired: 'markDone', preparing: 'markDone', done: 'markNotDone', voided: 'markSeen' } as const;
const BOX_ICON = { preparing: 'flame', done: 'check', voided: 'ban' } as const;

/** What somebody wrote, in a band; what somebody must not eat in a red one, with what is in the dish. */
const NoteBand = ({ line }: { readonly line: OrderLine }) => {
  const { note, allergens } = line;
  if (note === undefined) return null;
  const isAllergy = isAboutAllergy(note);
  return (
    <p class={isAllergy ? 'band band-allergy' : 'band'}>
      <Icon name={isAllergy ? 'alert' : 'note'} size={20} />
      <span class="grow">
        <strong>{say(isAllergy ? 'allergy' : 'note')}: </strong>
        {note}
        {isAllergy && allergens.length > 0 && (
          <span class="band-more">{say('contains', { allergens: listOf(allergens.map(sayAllergen)) })}</span>
        )}
      </span>
    </p>
  );
};

const AlsoAt = ({ tasks, menu }: { readonly tasks: readonly Task[]; readonly menu: MenuState | undefined }) =>
  tasks.length === 0 ? null : (
    <p class="also-at">
      {say('alsoAt')}{' '}
      {tasks.map(({ stationId, state }) => (
        <span key={stationId} class={`also-at-${state}`}>
          {menu?.stations[stationId]?.name ?? '–'}: {say(TASK_WORD[state])}
        </span>
      ))}
    </p>
  );

const Modifiers = ({ line }: { readonly line: OrderLine }) =>
  line.modifiers.length === 0 ? null : (
    <ul class="line-modifiers">
      {line.modifiers.map((modifier) => (
        <li key={modifier.modifierId}>{modifierText(modifier)}</li>
      ))}
    </ul>
  );

const Name = ({ line, standing }: TicketLine) => {
  const name = (
    <>
      {line.name}
      {line.variantName !== undefined && <span class="line-variant"> {line.variantName}</span>}
    </>
  );
  return <span class="line-name">{standing === 'voided' ? <s>{name}</s> : name}</span>;
};

export interface TicketLineProps {
  readonly ticket: Ticket;
  readonly ticketLine: TicketLine;
  /** Where the lines of a seat begin. */
  readonly seatTitle?: string | undefined;
}

/** One line of a card: a tap says that it is done, or not after all; of a voided one, that it was seen. */
export const TicketLineRow = ({ ticket, ticketLine, seatTitle }: TicketLineProps) => {
  const { screen, menu } = useKitchenPage();
  const { line, standing, alsoAt } = ticketLine;
  const onTap = (event: MouseEvent) => {
    // The second tap of two is about the card.
    if (event.detail !== 2) screen.steps.toggle(ticket, ticketLine);
  };
  const isMarked = screen.selected.value === ticket.key && screen.line.value === line.lineId;
  const isPlain = standing === 'done' || standing === 'voided';
  const icon = standing === 'fired' ? undefined : BOX_ICON[standing];
  return (
    <li class={`line line-${standing}${isMarked ? ' line-marked' : ''}`}>
      {seatTitle !== undefined && <p class="line-seat">{seatTitle}</p>}
      <button type="button" class="line-button" onClick={onTap}>
        <span class={isPlain ? 'line-count line-count-plain number' : 'line-count number'}>{line.quantity}</span>
        <span class="grow">
          <Name {...ticketLine} />
          {standing === 'voided' && line.void && (
            <span class="line-void">{say('voidedWhy', { reason: line.void.reason })}</span>
          )}
        </span>
        <span class="unseen">{say(TAP_WORD[standing], { name: line.name })}</span>
        {icon && <Icon name={icon} size={24} />}
      </button>
      <Modifiers line={line} />
      <NoteBand line={line} />
      <AlsoAt tasks={alsoAt} menu={menu} />
    </li>
  );
};
