import './kitchen-foot.css';
import type { Followed } from '@cafe/client-sdk';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { allDayOf } from './all-day.ts';
import { useKitchenPage } from './kitchen-context.ts';
import { StaleBanner } from './stale-banner.tsx';
import { say } from './words.ts';

const Filter = () => {
  const { screen } = useKitchenPage();
  const { filter } = screen;
  if (filter.value === undefined) return null;
  const name = allDayOf(screen.tickets.value.open).find(({ key }) => key === filter.value)?.name;
  return (
    <FilterChip
      selected
      onToggle={() => {
        filter.value = undefined;
      }}
    >
      {name === undefined ? say('showAll') : say('filteredBy', { name })}
    </FilterChip>
  );
};

const Pages = () => {
  const { screen } = useKitchenPage();
  const { page, pages, shownPage, later } = screen;
  const count = pages.value;
  const { length } = screen.tickets.value.open;
  if (count === 1) return <p class="pages muted">{length > 0 && say('openTickets', { n: length })}</p>;
  const turn = (by: 1 | -1) => {
    page.value = shownPage.value + by;
  };
  const isLast = shownPage.value === count - 1;
  return (
    <nav class="pages" aria-label={say('page', { page: shownPage.value + 1, pages: count })}>
      <Button icon="previous" label={say('previousPage')} disabled={shownPage.value === 0} onClick={() => turn(-1)} />
      <span class="number" aria-live="polite">
        {say('page', { page: shownPage.value + 1, pages: count })}
      </span>
      <Button icon="chevron" label={say('nextPage')} disabled={isLast} onClick={() => turn(1)} />
      <span class="muted">{later.value > 0 && say('more', { n: later.value })}</span>
    </nav>
  );
};

/** The bottom of the screen. It is as high whatever it says: the cards keep their places when there is one page more, or no hub. */
export const KitchenFoot = ({ status }: Pick<Followed<unknown>, 'status'>) => (
  <footer class="kitchen-foot">
    <Pages />
    <Filter />
    <StaleBanner status={status} />
  </footer>
);
