import type { MenuItem, MenuState } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { asText, useKeptOver } from '../../session/typed.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { toast } from '../../ui/toast-list.ts';
import { beginsTyping } from '../keys.ts';
import { overlay } from '../screen.ts';
import { isCovered, isField } from '../use-keys.ts';
import { say } from '../words.ts';
import { type Adding, tapItem } from './add-item.ts';
import { type Entry, readEntry } from './entry.ts';
import { itemsOf } from './menu-parts.ts';
import { byPlu, search } from './search.ts';

/** What is typed, and where the arrows are among what it finds. */
const typed = signal('');
const chosen = signal(0);

export const clearEntry = (): void => {
  typed.value = '';
  chosen.value = 0;
};

export interface Found {
  readonly entry: Entry;
  readonly items: readonly MenuItem[];
  readonly chosen: MenuItem | undefined;
}

/** What the entry says at this moment, and what it finds. */
export const useFound = (menu: MenuState): Found => {
  const entry = readEntry(typed.value);
  const items = search(itemsOf(menu), entry.text);
  return { entry, items, chosen: items[Math.min(chosen.value, items.length - 1)] };
};

/** Letters, digits and a scanner are heard wherever the focus is. */
const useTypingAnywhere = (): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isCovered() || isField(event.target) || !beginsTyping(event)) return;
      focusEntry();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
};

export const focusEntry = (): void => document.querySelector<HTMLElement>('.entry-input')?.focus();

const addFound = (adding: Adding, { entry, chosen: best }: Found, withOptions: boolean): void => {
  const scanned = entry.digits === undefined ? undefined : byPlu(itemsOf(adding.menu), entry.digits);
  const item = scanned ?? best;
  const quantity = scanned ? 1 : entry.quantity;
  if (!item) {
    toast({ text: say('nothingFound', { text: typed.value }), icon: 'search' });
    return;
  }
  clearEntry();
  const { orderId } = adding;
  if (withOptions) overlay.value = { kind: 'choose', choosing: { orderId, itemId: item.itemId, quantity } };
  else tapItem(adding, item, quantity);
};

const useEntryKeys = (adding: Adding, found: Found) => (event: KeyboardEvent) => {
  if (typed.value === '') return;
  if (event.key === 'Enter') addFound(adding, found, event.shiftKey);
  else if (event.key === 'Escape') clearEntry();
  else if (event.key === 'ArrowDown') chosen.value = Math.min(chosen.value + 1, Math.max(0, found.items.length - 1));
  else if (event.key === 'ArrowUp') chosen.value = Math.max(0, chosen.value - 1);
  else return;
  event.preventDefault();
};

/** Where a quantity, a name or a PLU is typed or scanned. Empty, it leaves the keys to the page. */
export const EntryBar = ({ adding, found }: { readonly adding: Adding; readonly found: Found }) => {
  useTypingAnywhere();
  useKeptOver('entry', typed, asText);
  const onKeyDown = useEntryKeys(adding, found);
  const { quantity } = found.entry;
  return (
    <div class="entry">
      <Icon name="search" size={20} />
      <input
        class="entry-input"
        data-entry
        aria-label={say('entryLabel')}
        placeholder={say('entryPlaceholder')}
        value={typed.value}
        autoComplete="off"
        enterkeyhint="done"
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          chosen.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      {quantity > 1 && (
        <span class="entry-quantity number" role="status">
          {quantity} ×
        </span>
      )}
      {typed.value !== '' && <Button kind="quiet" icon="close" label={say('clear')} onClick={clearEntry} />}
    </div>
  );
};
