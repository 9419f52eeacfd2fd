import { createHttp, type MenuState } from '@cafe/client-sdk';
import { signalOf } from '@cafe/client-sdk/preact';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { forgetTyped } from '../session/typed.ts';
import { openTable } from './at-table.ts';
import { EVERYTHING } from './filters.ts';
import { forgetHad } from './had.ts';
import { mayFill, type Stage, stageOf } from './stage.ts';
import { forgetStay, keepName, keepStay, readStay, type Stay } from './stay.ts';
import { followTable, type TableFacts } from './table-facts.ts';
import { createWishes } from './wishes.ts';

const VIEWS = ['menu', 'cart', 'order'] as const;
export type View = (typeof VIEWS)[number];

export const asView = (value: unknown): View | undefined => VIEWS.find((view) => view === value);

const createMenu = (
  facts: ReadonlySignal<TableFacts | undefined>,
  table: ReadonlySignal<ReturnType<typeof openTable> | undefined>,
) =>
  computed<MenuState | undefined>(() => {
    const open = table.value;
    return (open && signalOf(open.cafe.menu()).value.value) ?? facts.value?.menu;
  });

const hasStopped = (table: ReturnType<typeof openTable> | undefined): boolean => {
  const state = table?.connection.value;
  // A page that is too old for the hub is no ended stay: it is told to load anew.
  return state?.state === 'stopped' && state.reason?.code !== 'client.outdated';
};

/** What the page of one table knows. */
const createKnown = (code: string) => {
  const opened = readStay(code);
  const { facts, scan, error, load } = followTable(code, () => table.peek() === undefined || hasStopped(table.peek()));
  const nowMs = (): number => table.peek()?.cafe.now() ?? facts.peek()?.atMs ?? 0;
  const wishes = createWishes(code, nowMs);
  const table = signal(opened && openTable(code, opened, wishes));
  const stage = computed<Stage>(() =>
    stageOf({
      mode: scan.value?.mode,
      guestId: table.value?.stay.guestId,
      order: table.value?.order.value,
      isEnded: hasStopped(table.value),
    }),
  );
  return {
    code,
    facts,
    scan,
    failed: error,
    lookAgain: load,
    nowMs,
    wishes,
    table,
    stage,
    menu: createMenu(facts, table),
  };
};
type Known = ReturnType<typeof createKnown>;

/** Whatever was chosen goes along as soon as it can: on being let in, and when the connection is back. */
const bringAlong = ({ facts, wishes, table, stage }: Known): void => {
  effect(() => {
    if (facts.value) wishes.dropStale();
  });
  effect(() => {
    const open = table.value;
    const chosen = wishes.list.value.length; // chosen anew: brought along anew
    if (open && chosen >= 0 && mayFill(stage.value) && open.connection.value.state === 'online') open.bringAlong();
  });
};

/** Everything the page of one table knows and does. One per page. */
export const createVisit = (code: string) => {
  const known = createKnown(code);
  const { table, wishes } = known;
  bringAlong(known);
  const view = signal<View>('menu');
  const isJoining = signal(false);
  return {
    ...known,
    view,
    isJoining,
    /** What is wanted of the menu. */
    wanted: signal(EVERYTHING),
    /** Joins the table; resolves when the hub has it. @throws {CafeError} as `Http.join` */
    async join(name: string, pin: string | undefined): Promise<void> {
      const http = createHttp({ url: location.origin });
      const { tableId, orderId } = await http.scan(code);
      const key = await http.join({ tableId, orderId, name, ...(pin !== undefined && { pin }) });
      const stay: Stay = { ...key, tableId, name };
      keepName(name);
      forgetHad(code);
      keepStay(code, stay);
      table.value = openTable(code, stay, wishes);
      isJoining.value = false;
    },
    /** Forgets the stay that is over: the page is that of somebody who has just scanned the code. */
    beginAnew(): void {
      table.value?.close();
      table.value = undefined;
      forgetStay(code);
      forgetHad(code);
      wishes.remove(wishes.list.peek().map(({ lineId }) => lineId));
      view.value = 'menu';
      forgetTyped();
      void known.lookAgain();
    },
  };
};
export type Visit = ReturnType<typeof createVisit>;
