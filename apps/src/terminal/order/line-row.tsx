import './line-row.css';
import { useConnection, useStore } from '@cafe/client-sdk/preact';
import { signal } from '@preact/signals';
import { money } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { say } from '../words.ts';
import type { OnBill } from './line-actions.ts';
import { LineButtons } from './line-buttons.tsx';
import type { LineGroup } from './line-groups.ts';
import { LINE_LOOK } from './line-look.ts';
import type { ShownLine } from './shown-line.ts';

/** The line whose buttons are shown; by the line, so that it stays open as the line goes on its way. */
export const openLine = signal<string | undefined>(undefined);

export interface LineRowProps {
  readonly group: LineGroup;
  readonly on: OnBill;
  /** The name of the guest who chose it. */
  readonly guest: string | undefined;
  /** It is being taken out. */
  readonly isLeaving: boolean;
  /** It was sent to the kitchen, and waits on this device for the hub. */
  readonly isSending: boolean;
}

const Details = ({ line, guest }: { readonly line: ShownLine; readonly guest: string | undefined }) => (
  <>
    {line.modifiers.length > 0 && (
      <span class="line-more">
        {line.modifiers.map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name)).join(' · ')}
      </span>
    )}
    {line.note !== undefined && (
      <span class="line-note">
        <Icon name="note" size={16} />
        <span>{line.note}</span>
      </span>
    )}
    {guest !== undefined && (
      <span class="line-more">
        <Icon name="person" size={14} /> {guest}
      </span>
    )}
    {line.voided && <span class="line-more">{line.voided.reason}</span>}
  </>
);

/** Where it is, in a word: also what this device knows and the hub does not. */
const stateOf = ({ group, isLeaving, isSending }: LineRowProps, isOnline: boolean): string => {
  const [{ state }] = group.lines;
  if (isLeaving) return say('lineLeaving');
  if (isSending) return say('lineSending');
  return say(state === 'unsaved' && !isOnline ? 'lineKept' : LINE_LOOK[state].word);
};

/** Lines that are alike: how many, what, how much, and where they are. A tap shows what can be done with them. */
export const LineRow = (props: LineRowProps) => {
  const { group, on, guest, isLeaving } = props;
  const [line] = group.lines;
  const currency = useStore().value.value?.currency ?? 'EUR';
  const { tone, icon } = LINE_LOOK[line.state];
  const isOnline = useConnection().value.state === 'online';
  const isOpen = group.lines.some(({ lineId }) => lineId === openLine.value);
  const isCounted = line.state !== 'voided' && !isLeaving;
  const toggle = () => {
    openLine.value = isOpen ? undefined : line.lineId;
  };
  return (
    <li class={isOpen ? 'line line-open' : 'line'} data-state={line.state} data-leaving={isLeaving}>
      <button type="button" class="line-main" aria-expanded={isOpen} data-key={group.key} onClick={toggle}>
        <span class="line-quantity number">{group.quantity}</span>
        <span class="line-what grow">
          <span class="line-name">
            {line.name}
            {line.variantName !== undefined && <span class="line-variant"> {line.variantName}</span>}
          </span>
          <Details line={line} guest={guest} />
        </span>
        <span class="line-end">
          <span class="number line-price">
            {isCounted && group.price !== undefined ? money(group.price, currency) : '–'}
          </span>
          <span class={`line-state tone-${tone}`}>
            <Icon name={icon} size={14} />
            <span>{stateOf(props, isOnline)}</span>
          </span>
        </span>
      </button>
      {isOpen && !isLeaving && <LineButtons group={group} on={on} />}
    </li>
  );
};
