import './table-sheet.css';
import type { Table, TableId } from '@cafe/client-sdk';
import { useCafe, useFloor } from '@cafe/client-sdk/preact';
import { tableName } from '../../i18n/table-name.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { attempt } from '../attempt.ts';
import { openOrder } from '../orders.ts';
import { closeOverlay, showOrder } from '../screen.ts';
import { say } from '../words.ts';
import { type TableFacts, tablesOf } from './floor-facts.ts';
import { WaitingGuests } from './waiting-guests.tsx';

/** At least so many numbers, and as many as there are chairs, and two who squeeze in. */
const numbersFor = ({ seats }: Table): number[] =>
  Array.from({ length: Math.max(4, Math.min(seats + 2, 12)) }, (_, at) => at + 1);

/** While somebody asks to be let in, that is what the sheet is for. */
const Seating = ({ table, isAsked }: { readonly table: Table; readonly isAsked: boolean }) => {
  const cafe = useCafe();
  const open = (covers?: number) =>
    void openOrder(cafe, { serviceType: 'dine_in', tableId: table.tableId, ...(covers && { covers }) });
  return (
    <section class="stack">
      <h3 id="how-many">{say('howMany')}</h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen twice */}
      <div class="seat-numbers" role="group" aria-labelledby="how-many">
        {numbersFor(table).map((covers) => (
          <button key={covers} type="button" class="seat-number number" onClick={() => open(covers)}>
            {covers}
          </button>
        ))}
      </div>
      <Button kind={isAsked ? 'plain' : 'primary'} size="large" wide onClick={() => open()}>
        {say('openWithoutNumber')}
      </Button>
    </section>
  );
};

const STEPS = {
  available: ['reserved', 'blocked'],
  reserved: ['available', 'blocked'],
  dirty: ['available', 'blocked'],
  blocked: ['available'],
  occupied: [],
} as const satisfies Record<Table['state'], readonly Exclude<Table['state'], 'occupied'>[]>;

const STEP = {
  available: { word: 'setFree', icon: 'check' },
  reserved: { word: 'setReserved', icon: 'clock' },
  blocked: { word: 'setBlocked', icon: 'ban' },
} as const;

const States = ({ table }: { readonly table: Table }) => {
  const cafe = useCafe();
  const set = (state: keyof typeof STEP) => {
    closeOverlay();
    void attempt(say('doSetTable'), (options) => cafe.tables.setState({ tableId: table.tableId, state }, options));
  };
  return (
    <>
      {STEPS[table.state].map((state) => (
        <Button key={state} icon={STEP[state].icon} onClick={() => set(state)}>
          {say(state === 'available' && table.state === 'dirty' ? 'setCleared' : STEP[state].word)}
        </Button>
      ))}
    </>
  );
};

const Opened = ({ facts: { table, open, waiting } }: { readonly facts: TableFacts }) => {
  const canSeat = !open && table.state !== 'blocked' && table.state !== 'occupied';
  return (
    <Dialog title={tableName(table.label)} onClose={closeOverlay} foot={open ? undefined : <States table={table} />}>
      <div class="stack">
        {waiting && <WaitingGuests order={waiting} />}
        {open && (
          <Button kind="primary" size="large" wide onClick={() => showOrder(open.orderId, table.tableId)}>
            {say('goToBill')}
          </Button>
        )}
        {canSeat && <Seating table={table} isAsked={waiting !== undefined} />}
        {table.state === 'blocked' && <p class="muted">{say('blockedText')}</p>}
      </div>
    </Dialog>
  );
};

/** A table that has no bill yet: seat somebody, let guests in, or say how it is. */
export const TableSheet = ({ tableId }: { readonly tableId: TableId }) => {
  const { value } = useFloor().value;
  const facts = value && tablesOf(value).find(({ table }) => table.tableId === tableId);
  return facts ? <Opened facts={facts} /> : null;
};
