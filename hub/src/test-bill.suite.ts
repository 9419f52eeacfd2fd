import type { ItemId, LineId, OrderId, StationId, StoreId, TableId, TaxRateId } from '@cafe/contract';
import { type LineState, NO_TOTALS, type OrderLine, type RunningBill, type TaskState } from '@cafe/contract/folds';

// Ids of a test are written out; each is of the kind its name says.
export const AT = '2026-11-23T12:00:00.000Z';
export const STORE = '018f2b6a-0000-7000-8000-000000000001' as StoreId;
export const ORDER = '018f2b6a-0000-7000-8000-000000000002' as OrderId;
export const TABLE = '018f2b6a-0000-7000-8000-000000000003' as TableId;
export const STATION = '018f2b6a-0000-7000-8000-000000000004' as StationId;
export const LINE = '018f2b6a-0000-7000-8000-000000000005' as LineId;
const ITEM = '018f2b6a-0000-7000-8000-000000000006' as ItemId;
const TAX = '018f2b6a-0000-7000-8000-000000000007' as TaxRateId;

const SENT: ReadonlySet<LineState> = new Set(['held', 'fired', 'preparing', 'ready', 'served', 'voided']);

/** A line in a state, with one station. */
export const line = (state: LineState): OrderLine => ({
  lineId: LINE,
  itemId: ITEM,
  name: 'Flat white',
  quantity: 1,
  unitPrice: 350,
  modifiers: [],
  tax: { taxRateId: TAX, ratePpm: 190_000, inclusive: true },
  stationIds: [STATION],
  allergens: [],
  state,
  version: 1,
  addedBy: { kind: 'staff', id: 'ana' },
  addedAt: AT,
  tasks: SENT.has(state)
    ? [
        {
          stationId: STATION,
          state: state === 'preparing' || state === 'ready' ? (state as TaskState) : 'fired',
          at: AT,
        },
      ]
    : [],
  ...(SENT.has(state) && { round: 1, sentAt: AT }),
});

/** An open bill at a table, with what a test says otherwise. */
export const bill = (changes: Partial<RunningBill> = {}): RunningBill => ({
  status: 'open',
  serviceType: 'dine_in',
  tableId: TABLE,
  businessDay: '2026-11-23',
  openedAt: AT,
  lines: [],
  round: 0,
  totals: NO_TOTALS,
  payments: [],
  guests: [],
  epoch: 1,
  pinEpoch: 1,
  ...changes,
});
