import './all-day-panel.css';
import { count } from '../i18n/format.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { type AllDayCount, allDayOf } from './all-day.ts';
import { useKitchenPage } from './kitchen-context.ts';
import { say } from './words.ts';

const Row = ({ item }: { readonly item: AllDayCount }) => {
  const { filter, page } = useKitchenPage().screen;
  const isOn = filter.value === item.key;
  const toggle = () => {
    filter.value = isOn ? undefined : item.key;
    page.value = 0;
  };
  const isPlain = item.splits.every(({ modifiers }) => modifiers.length === 0);
  return (
    <li>
      <button type="button" class="all-day-item" aria-pressed={isOn} onClick={toggle}>
        <span class="all-day-count number">{count(item.count)}</span>
        <span class="grow">
          {item.name}
          {item.variantName !== undefined && <span class="muted"> {item.variantName}</span>}
        </span>
      </button>
      {!isPlain && (
        <ul class="all-day-splits">
          {item.splits.map((split) => (
            <li key={split.modifiers.join()}>
              <span class="number">{count(split.count)}</span>
              <span>{split.modifiers.length === 0 ? say('asItComes') : split.modifiers.join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** What is to be made over all cards, counted. A tap leaves only the cards that have it. */
export const AllDayPanel = () => {
  const items = allDayOf(useKitchenPage().screen.tickets.value.open);
  return (
    <aside class="all-day" aria-label={say('allDay')}>
      <h2>{say('allDayTitle')}</h2>
      {items.length === 0 ? (
        <EmptyState icon="check" title={say('allDayEmpty')} />
      ) : (
        <ul class="all-day-items">
          {items.map((item) => (
            <Row key={item.key} item={item} />
          ))}
        </ul>
      )}
    </aside>
  );
};
