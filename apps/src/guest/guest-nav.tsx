import './guest-nav.css';
import { count } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { draftsIn, sentIn } from './table-lines.ts';
import type { View, Visit } from './visit.ts';
import { say } from './words.ts';

const VIEWS: readonly {
  readonly id: View;
  readonly icon: IconName;
  readonly text: 'viewMenu' | 'viewCart' | 'viewOrder';
}[] = [
  { id: 'menu', icon: 'cup', text: 'viewMenu' },
  { id: 'cart', icon: 'basket', text: 'viewCart' },
  { id: 'order', icon: 'bill', text: 'viewOrder' },
];

const unitsOf = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** How many things each view has: of the cart, what is not sent yet; of the order, what is not served yet. */
const countsOf = (visit: Visit): Readonly<Record<View, number>> => {
  const bill = visit.table.value?.order.value.value?.bill;
  const there = new Set(bill?.lines.map(({ lineId }) => lineId));
  const wishes = visit.wishes.list.value.filter(({ lineId }) => !there.has(lineId));
  const open = bill ? sentIn(bill).filter(({ state }) => state !== 'served' && state !== 'voided') : [];
  return { menu: 0, cart: unitsOf(wishes) + unitsOf(bill ? draftsIn(bill) : []), order: unitsOf(open) };
};

/** The three places of the page, at the thumb. */
export const GuestNav = ({ visit }: { readonly visit: Visit }) => {
  const counts = countsOf(visit);
  const show = (view: View) => {
    visit.view.value = view;
    scrollTo({ top: 0 });
  };
  return (
    <nav class="guest-nav" aria-label={say('views')}>
      {VIEWS.map(({ id, icon, text }) => (
        <button
          key={id}
          type="button"
          class="guest-nav-key"
          aria-current={visit.view.value === id ? 'page' : undefined}
          onClick={() => show(id)}
        >
          <span class="guest-nav-icon">
            <Icon name={icon} />
            {counts[id] > 0 && (
              <span class="guest-nav-count" aria-hidden="true">
                {count(counts[id])}
              </span>
            )}
          </span>
          <span>{say(text)}</span>
          {counts[id] > 0 && <span class="unseen">{say('things', { n: counts[id] })}</span>}
        </button>
      ))}
    </nav>
  );
};
