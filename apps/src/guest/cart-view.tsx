import type { OrderLine, RunningBill } from '@cafe/client-sdk';
import { money } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { sumOf } from './amounts.ts';
import type { AtTable } from './at-table.ts';
import { CartFoot } from './cart-foot.tsx';
import { DraftRow, WishRow } from './draft-row.tsx';
import { ItemSheet } from './item-sheet.tsx';
import { LineText } from './line-text.tsx';
import { openItem } from './open-item.ts';
import { Face, nameOf } from './person-name.tsx';
import { draftsIn, type Share, sharesOf } from './table-lines.ts';
import type { Visit } from './visit.ts';
import { type QuotedWish, quoted } from './wishes.ts';
import { say } from './words.ts';

/** What of this phone's choosing is not in the table's cart yet. */
export const wishesOf = (visit: Visit, bill: RunningBill | undefined): readonly QuotedWish[] => {
  const menu = visit.menu.value;
  const there = new Set(bill?.lines.map(({ lineId }) => lineId));
  const waiting = visit.wishes.list.value.filter(({ lineId }) => !there.has(lineId));
  return menu ? quoted(menu, waiting, new Date(visit.nowMs()).toISOString()) : [];
};

const PriceChanged = ({ table, lines }: { readonly table: AtTable; readonly lines: readonly OrderLine[] }) => {
  const changes = table.sending.changes.value;
  if (changes.length === 0) return null;
  const names = changes.map(({ lineId }) => lines.find((line) => line.lineId === lineId)?.name ?? '');
  return (
    <Banner
      tone="warn"
      icon="alert"
      title={say('priceChanged', { names: names.join(', ') })}
      action={
        <Button onClick={() => table.sending.send(lines.map(({ lineId }) => lineId))}>{say('agreeAndSend')}</Button>
      }
      urgent
    >
      {say('priceChangedText')}
    </Banner>
  );
};

const Mine = ({
  visit,
  drafts,
  wishes,
}: {
  readonly visit: Visit;
  readonly drafts: readonly OrderLine[];
  readonly wishes: readonly QuotedWish[];
}) => {
  const name = visit.table.value?.stay.name ?? '';
  const currency = visit.facts.value?.store.currency ?? 'EUR';
  const person = { kind: 'me', name } as const;
  return (
    <section class="share" aria-label={name === '' ? say('yourChoice') : nameOf(person)}>
      <header class="share-head">
        <Face person={person} />
        <h3 class="grow">{name === '' ? say('yourChoice') : nameOf(person)}</h3>
        <span class="number share-sum">{money(sumOf(drafts) + sumOf(wishes), currency)}</span>
      </header>
      <ul>
        {drafts.map((line) => (
          <DraftRow key={line.lineId} visit={visit} line={line} />
        ))}
        {wishes.map((wish) => (
          <WishRow key={wish.lineId} visit={visit} quoted={wish} />
        ))}
      </ul>
    </section>
  );
};

const Others = ({ share, currency }: { readonly share: Share; readonly currency: string }) => (
  <section class="share" aria-label={nameOf(share.person)}>
    <header class="share-head">
      <Face person={share.person} />
      <h3 class="grow">{nameOf(share.person)}</h3>
      <span class="number share-sum">{money(share.sum, currency)}</span>
    </header>
    <ul>
      {share.lines.map((line) => (
        <li key={line.lineId} class="line">
          <LineText line={line} currency={currency} />
        </li>
      ))}
    </ul>
  </section>
);

const Empty = ({ visit }: { readonly visit: Visit }) => (
  <EmptyState
    icon="basket"
    title={say('cartEmpty')}
    action={
      <Button
        kind="primary"
        size="large"
        onClick={() => {
          visit.view.value = 'menu';
        }}
      >
        {say('showMenu')}
      </Button>
    }
  >
    {say('cartEmptyText')}
  </EmptyState>
);

/** The table's one cart: what I chose, and what the others did. */
export const CartView = ({ visit }: { readonly visit: Visit }) => {
  const table = visit.table.value;
  const bill = table?.order.value.value?.bill;
  const wishes = wishesOf(visit, bill);
  const shares = bill && table ? sharesOf(bill, draftsIn(bill), table.stay.guestId) : [];
  const mine = shares.find(({ person }) => person.kind === 'me')?.lines ?? [];
  const others = shares.filter(({ person }) => person.kind !== 'me');
  const currency = visit.facts.value?.store.currency ?? 'EUR';
  const menu = visit.menu.value;
  return (
    <>
      <h2 class="guest-title display">{say('cartTitle')}</h2>
      {table && <PriceChanged table={table} lines={mine} />}
      {mine.length + wishes.length + others.length === 0 && <Empty visit={visit} />}
      {mine.length + wishes.length > 0 && <Mine visit={visit} drafts={mine} wishes={wishes} />}
      {others.map((share) => (
        <Others key={share.key} share={share} currency={currency} />
      ))}
      {others.length > 0 && <p class="muted">{say('othersSend')}</p>}
      <CartFoot visit={visit} mine={mine} wishes={wishes} />
      {menu && openItem.value && (
        <ItemSheet visit={visit} menu={menu} open={openItem.value} avoided={visit.wanted.value.without} />
      )}
    </>
  );
};
