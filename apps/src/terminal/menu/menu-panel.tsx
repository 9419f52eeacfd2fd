import './menu-panel.css';
import type { MenuState, OrderId } from '@cafe/client-sdk';
import { useCafe, useMenu } from '@cafe/client-sdk/preact';
import { signal } from '@preact/signals';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { say } from '../words.ts';
import type { Adding } from './add-item.ts';
import { clearEntry, EntryBar, useFound } from './entry-bar.tsx';
import { ItemTile } from './item-tile.tsx';
import { categoriesOf, itemsOf } from './menu-parts.ts';

const chosenCategory = signal<string | undefined>(undefined);

const Categories = ({ menu, chosen }: { readonly menu: MenuState; readonly chosen: string | undefined }) => (
  <nav class="categories" aria-label={say('categories')}>
    {categoriesOf(menu).map(({ categoryId, name, colour }) => (
      <button
        key={categoryId}
        type="button"
        class="category"
        aria-pressed={categoryId === chosen}
        style={colour ? { '--category': colour } : {}}
        onClick={() => {
          chosenCategory.value = categoryId;
        }}
      >
        <span class="category-colour" aria-hidden="true" />
        <span class="category-name">{name}</span>
      </button>
    ))}
  </nav>
);

const Opened = ({ adding }: { readonly adding: Adding }) => {
  const { menu } = adding;
  const found = useFound(menu);
  const isSearching = found.entry.text !== '';
  const categories = categoriesOf(menu);
  const chosen = categories.find(({ categoryId }) => categoryId === chosenCategory.value) ?? categories[0];
  const items = isSearching ? found.items : itemsOf(menu, chosen?.categoryId);
  const isEmpty = items.length === 0;
  return (
    <section class="menu" aria-label={say('menu')}>
      <EntryBar adding={adding} found={found} />
      {!isSearching && <Categories menu={menu} chosen={chosen?.categoryId} />}
      {isEmpty && (
        <EmptyState icon={isSearching ? 'search' : 'cup'} title={say(isSearching ? 'foundNone' : 'menuEmpty')}>
          {say(isSearching ? 'foundNoneText' : 'menuEmptyText')}
        </EmptyState>
      )}
      <ul class="items">
        {items.map((item) => (
          <li key={item.itemId} class="items-place">
            <ItemTile
              item={item}
              adding={adding}
              quantity={found.entry.quantity}
              isChosen={isSearching && item === found.chosen}
              onTapped={clearEntry}
            />
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The menu as it is ordered from: categories, what is in them, and what is typed. */
export const MenuPanel = ({ orderId }: { readonly orderId: OrderId }) => {
  const cafe = useCafe();
  const menu = useMenu().value.value;
  return menu ? <Opened adding={{ cafe, orderId, menu }} /> : <Skeleton rows={6} height="6rem" />;
};
