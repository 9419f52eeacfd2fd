import './floor-screen.css';
import type { FollowedFloor } from '@cafe/client-sdk';
import { useFloor } from '@cafe/client-sdk/preact';
import { signal } from '@preact/signals';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { overlay } from '../screen.ts';
import { useKeys } from '../use-keys.ts';
import { useNow } from '../use-now.ts';
import { say } from '../words.ts';
import { floorsOf, type TableFacts, tablesOf, withoutTable } from './floor-facts.ts';
import { JumpBox, useJump } from './jump-box.tsx';
import { layOut } from './lay-out.ts';
import { openTable } from './open-table.ts';
import { OrdersAside } from './orders-aside.tsx';
import { TableTile } from './table-tile.tsx';

/** What somebody looked at last, kept while the page lives. */
const chosenFloor = signal<string | undefined>(undefined);
const view = signal<'plan' | 'list'>(matchMedia('(max-width: 48rem)').matches ? 'list' : 'plan');

const changeView = () => {
  view.value = view.value === 'plan' ? 'list' : 'plan';
};

const moveFocus = (step: number): void => {
  const tiles = [...document.querySelectorAll<HTMLElement>('.tile')];
  const at = tiles.indexOf(document.activeElement as HTMLElement); // whatever it is: of what is no tile, -1
  tiles[at < 0 ? 0 : (at + step + tiles.length) % tiles.length]?.focus();
};

interface TablesProps {
  readonly tables: readonly TableFacts[];
}

const Plan = ({ tables }: TablesProps) => {
  const nowMs = useNow();
  const places = layOut(tables.map(({ table }) => table));
  return (
    <ul class="plan" aria-label={say('tables')}>
      {tables.map((facts) => {
        const place = places.get(facts.table);
        if (!place) return null;
        const where = {
          insetInlineStart: `${place.start}%`,
          insetBlockStart: `${place.top}%`,
          inlineSize: `${place.width}%`,
          blockSize: `${place.height}%`,
        };
        return (
          <li key={facts.table.tableId} class="plan-place" style={where}>
            <TableTile facts={facts} nowMs={nowMs} onClick={() => openTable(facts)} />
          </li>
        );
      })}
    </ul>
  );
};

const List = ({ tables }: TablesProps) => {
  const nowMs = useNow();
  return (
    <ul class="table-list" aria-label={say('tables')}>
      {tables.map((facts) => (
        <li key={facts.table.tableId}>
          <TableTile facts={facts} nowMs={nowMs} onClick={() => openTable(facts)} />
        </li>
      ))}
    </ul>
  );
};

const Opened = ({ followed }: { readonly followed: FollowedFloor }) => {
  const floors = floorsOf(followed);
  const all = tablesOf(followed);
  const shown = floors.find(({ floorId }) => floorId === chosenFloor.value) ?? floors[0];
  const tables = all.filter(({ table }) => table.floorId === shown?.floorId);
  const asks = (floorId: string) =>
    all.filter(({ table, status }) => table.floorId === floorId && (status === 'asks' || status === 'approve')).length;
  const jump = useJump(all);
  useKeys('floor', {
    newOrder: () => {
      overlay.value = { kind: 'newOrder' };
    },
    view: changeView,
    next: () => moveFocus(1),
    previous: () => moveFocus(-1),
  });
  return (
    <div class="floor">
      <div class="floor-main">
        <div class="floor-page">
          <div class="floor-bar">
            <Tabs
              label={say('floors')}
              tabs={floors.map(({ floorId, name }) => ({ id: floorId, label: name, count: asks(floorId) }))}
              selected={shown?.floorId ?? ('' as never)}
              onSelect={(id) => {
                chosenFloor.value = id;
              }}
            />
            <JumpBox jump={jump} />
            <Button icon={view.value === 'plan' ? 'list' : 'table'} hint="V" onClick={changeView}>
              {say(view.value === 'plan' ? 'viewList' : 'viewPlan')}
            </Button>
          </div>
          {tables.length === 0 && (
            <EmptyState icon="table" title={say('noTablesTitle')}>
              {say('noTablesText')}
            </EmptyState>
          )}
          {tables.length > 0 && (view.value === 'plan' ? <Plan tables={tables} /> : <List tables={tables} />)}
        </div>
      </div>
      <OrdersAside orders={withoutTable(followed)} tables={all} />
    </div>
  );
};

/** The floor plan, live: every table with how it is, and the orders that sit at none. */
export const FloorScreen = () => {
  const { value } = useFloor().value;
  return value ? <Opened followed={value} /> : <Skeleton rows={5} height="6rem" />;
};
