import './menu-view.css';
import { isSoldOut, type MenuItem, type MenuState } from '@cafe/client-sdk';
import { SettingsBar } from '../session/settings-bar.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { toast } from '../ui/toast-list.ts';
import { CategoryBar, sectionId } from './category-bar.tsx';
import { groupsOf, missingIn, usualOf, wishOf } from './choice.ts';
import { FilterBar } from './filter-bar.tsx';
import { EVERYTHING, type Section, sectionsOf } from './filters.ts';
import { ItemRow } from './item-row.tsx';
import { ItemSheet } from './item-sheet.tsx';
import { lookAt, openItem } from './open-item.ts';
import { sayTax } from './say-tax.ts';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

/** Whether there is nothing to choose: then one tap adds it. */
const isPlain = (menu: MenuState, item: MenuItem): boolean =>
  (item.variants ?? []).length === 0 && missingIn(groupsOf(menu, item), usualOf(menu, item)) === undefined;

const addUsual = (visit: Visit, menu: MenuState, item: MenuItem): void => {
  visit.wishes.add(wishOf(menu, item, usualOf(menu, item)));
  toast({ tone: 'good', icon: 'check', text: say('added', { name: item.name }) });
};

const SectionOf = ({
  visit,
  menu,
  section,
}: {
  readonly visit: Visit;
  readonly menu: MenuState;
  readonly section: Section;
}) => {
  const at = new Date(visit.nowMs()).toISOString();
  const mayOrder = visit.scan.value?.mode !== 'off';
  return (
    <section
      class="menu-section"
      id={sectionId(section.categoryId)}
      aria-labelledby={`${sectionId(section.categoryId)}-name`}
    >
      <h2 class="menu-category" id={`${sectionId(section.categoryId)}-name`}>
        <span class="menu-colour" style={{ background: section.colour ?? 'var(--accent)' }} />
        {section.name}
      </h2>
      <ul class="menu-items">
        {section.items.map(({ item, fit }) => (
          <ItemRow
            key={item.itemId}
            item={item}
            fit={fit}
            currency={visit.facts.value?.store.currency ?? 'EUR'}
            isSoldOut={isSoldOut(item, at)}
            onOpen={() => lookAt(menu, item)}
            onAdd={
              mayOrder ? () => (isPlain(menu, item) ? addUsual(visit, menu, item) : lookAt(menu, item)) : undefined
            }
          />
        ))}
      </ul>
    </section>
  );
};

const Nothing = ({ onAll }: { readonly onAll: () => void }) => (
  <EmptyState icon="search" title={say('nothingFits')} action={<Button onClick={onAll}>{say('showAll')}</Button>}>
    {say('nothingFitsText')}
  </EmptyState>
);

/** The menu of the house, as far as it is wanted. */
export const MenuView = ({ visit }: { readonly visit: Visit }) => {
  const { wanted } = visit;
  const menu = visit.menu.value;
  if (!menu) return null;
  const sections = sectionsOf(menu, wanted.value);
  return (
    <>
      <CategoryBar sections={sections} />
      <FilterBar menu={menu} wanted={wanted} />
      {sections.length === 0 && (
        <Nothing
          onAll={() => {
            wanted.value = EVERYTHING;
          }}
        />
      )}
      {sections.map((section) => (
        <SectionOf key={section.categoryId} visit={visit} menu={menu} section={section} />
      ))}
      <footer class="menu-foot">
        <p>{sayTax(menu)}</p>
        <p>{say('traces')}</p>
        <SettingsBar />
      </footer>
      {openItem.value && (
        <ItemSheet
          key={openItem.value.item.itemId}
          visit={visit}
          menu={menu}
          open={openItem.value}
          avoided={wanted.value.without}
        />
      )}
    </>
  );
};
