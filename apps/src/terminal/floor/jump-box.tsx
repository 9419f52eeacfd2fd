import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { tableName } from '../../i18n/table-name.ts';
import { Icon } from '../../ui/icon.tsx';
import { isCovered, isField } from '../use-keys.ts';
import { say } from '../words.ts';
import type { TableFacts } from './floor-facts.ts';
import { tableFor } from './jump.ts';
import { openTable } from './open-table.ts';

const typed = signal('');

export interface Jump {
  readonly found: TableFacts | undefined;
  readonly go: () => void;
}

/** Whoever types a table's number, anywhere on the floor, and Enter, is there. */
export const useJump = (tables: readonly TableFacts[]): Jump => {
  const table = tableFor(
    tables.map((facts) => facts.table),
    typed.value,
  );
  const found = tables.find((facts) => facts.table === table);
  const go = () => {
    if (!found) return;
    typed.value = '';
    openTable(found);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree = !(isCovered() || isField(event.target) || event.ctrlKey || event.metaKey || event.altKey);
      if (isFree && /^\d$/.test(event.key)) document.querySelector<HTMLElement>('.jump-input')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return { found, go };
};

/** Where a table's number is typed. */
export const JumpBox = ({ jump: { found, go } }: { readonly jump: Jump }) => (
  <form
    class="jump"
    onSubmit={(event) => {
      event.preventDefault();
      go();
    }}
  >
    <Icon name="search" size={20} />
    <input
      class="jump-input"
      aria-label={say('jumpLabel')}
      placeholder={say('jumpPlaceholder')}
      value={typed.value}
      autoComplete="off"
      enterkeyhint="go"
      maxLength={12}
      onInput={({ currentTarget }) => {
        typed.value = currentTarget.value;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        typed.value = '';
        event.currentTarget.blur();
      }}
    />
    <span class="jump-found" role="status">
      {typed.value !== '' && (found ? tableName(found.table.label) : say('jumpNone'))}
    </span>
  </form>
);
