import './table-tile.css';
import { useStore } from '@cafe/client-sdk/preact';
import { money } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ageOf } from '../use-now.ts';
import { say } from '../words.ts';
import type { TableFacts } from './floor-facts.ts';
import { STATUS_LOOK } from './table-look.ts';
import { useTotal } from './use-total.ts';

export interface TableTileProps {
  readonly facts: TableFacts;
  readonly nowMs: number;
  readonly onClick: () => void;
}

const Figures = ({ facts: { table, open, waiting }, nowMs }: Omit<TableTileProps, 'onClick'>) => {
  const since = open?.bill.openedAt ?? waiting?.bill.openedAt;
  const people = open?.bill.covers;
  return (
    <span class="tile-figures number">
      <span class="tile-figure">
        <Icon name="people" size={16} />
        <span class="unseen">{say('guestsLabel')} </span>
        {people === undefined ? table.seats : `${people}/${table.seats}`}
      </span>
      {since !== undefined && (
        <span class="tile-figure">
          <Icon name="clock" size={16} />
          <span class="unseen">{say('sinceLabel')} </span>
          {ageOf(since, nowMs)}
        </span>
      )}
    </span>
  );
};

/** One table: what it is called, how it is, since when, how many people, how much. */
export const TableTile = ({ facts, nowMs, onClick }: TableTileProps) => {
  const { tone, icon, word } = STATUS_LOOK[facts.status];
  const total = useTotal(facts.open);
  const currency = useStore().value.value?.currency ?? 'EUR';
  return (
    <button
      type="button"
      class={`tile tile-${facts.table.shape} tone-${tone}`}
      data-status={facts.status}
      data-table={facts.table.label}
      onClick={onClick}
    >
      <span class="tile-top">
        <span class="tile-label display">{facts.table.label}</span>
        {total > 0 && <strong class="tile-total number">{money(total, currency)}</strong>}
      </span>
      <span class="tile-state">
        <Icon name={icon} size={18} />
        <span class="tile-word">{say(word)}</span>
      </span>
      {facts.waiting && facts.open && (
        <span class="tile-ask">
          <Icon name="bell" size={16} />
          {say('statusAsks')}
        </span>
      )}
      <Figures facts={facts} nowMs={nowMs} />
    </button>
  );
};
