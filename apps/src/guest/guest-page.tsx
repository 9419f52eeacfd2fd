import './guest.css';
import { CafeProvider } from '@cafe/client-sdk/preact';
import { useKeptOver } from '../session/typed.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CartView } from './cart-view.tsx';
import { GuestHead } from './guest-head.tsx';
import { GuestNav } from './guest-nav.tsx';
import { JoinSheet } from './join-sheet.tsx';
import { useKeptItem } from './kept-item.ts';
import { MenuView } from './menu-view.tsx';
import { OrderView } from './order-view.tsx';
import { OverView } from './over-view.tsx';
import { StageBanner } from './stage-banner.tsx';
import { asView, type Visit } from './visit.ts';
import { say } from './words.ts';

/** The code on the table, as it stands in the address: `/t/<code>`. */
export const codeInAddress = (): string => location.pathname.split('/')[2] ?? '';

/** The hub does not answer, or knows no such table. */
const NotThere = ({ visit }: { readonly visit: Visit }) => {
  const isUnknown = visit.failed.value?.code === 'actor.not_found';
  return (
    <EmptyState
      icon={isUnknown ? 'table' : 'wifiOff'}
      title={say(isUnknown ? 'unknownTable' : 'notReached')}
      action={
        <Button icon="sync" size="large" onClick={() => void visit.lookAgain()}>
          {say('lookAgain')}
        </Button>
      }
    >
      {say(isUnknown ? 'unknownTableText' : 'notReachedText')}
    </EmptyState>
  );
};

const Outdated = () => (
  <Banner
    tone="warn"
    icon="sync"
    title={say('outdated')}
    action={<Button onClick={() => location.reload()}>{say('loadAnew')}</Button>}
  />
);

const Present = ({ visit }: { readonly visit: Visit }) => {
  const view = visit.view.value;
  if (visit.stage.value.kind === 'over') return <OverView visit={visit} />;
  return (
    <>
      <StageBanner visit={visit} />
      {view === 'menu' && <MenuView visit={visit} />}
      {view === 'cart' && <CartView visit={visit} />}
      {view === 'order' && <OrderView visit={visit} />}
    </>
  );
};

/** There is something to read, and it is not the menu of a table that is none. */
const hasMenu = ({ facts, failed, table }: Visit): boolean =>
  facts.value !== undefined && (failed.value?.code !== 'actor.not_found' || table.value !== undefined);

const Main = ({ visit }: { readonly visit: Visit }) => {
  if (hasMenu(visit)) return <Present visit={visit} />;
  return visit.failed.value ? <NotThere visit={visit} /> : <Skeleton rows={6} />;
};

/** The menu, the cart and the order of one table. */
export const GuestPage = ({ visit }: { readonly visit: Visit }) => {
  useKeptItem(visit);
  useKeptOver(`joining ${visit.code}`, visit.isJoining, (value) => (typeof value === 'boolean' ? value : undefined));
  useKeptOver(`view ${visit.code}`, visit.view, asView);
  const table = visit.table.value;
  const isOutdated = table?.connection.value.reason?.code === 'client.outdated';
  const isOver = visit.stage.value.kind === 'over';
  const page = (
    <div class="guest">
      <GuestHead visit={visit} />
      <main class="guest-main">
        {isOutdated && <Outdated />}
        <Main visit={visit} />
      </main>
      {hasMenu(visit) && !isOver && <GuestNav visit={visit} />}
      {visit.isJoining.value && <JoinSheet visit={visit} />}
    </div>
  );
  return table ? <CafeProvider cafe={table.cafe}>{page}</CafeProvider> : page;
};
