import type { FloorState, Table, TableState } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';

/** [FLR-5] Where somebody can put a table by hand. An occupied one is moved by its order alone. */
export const TABLE_STEPS: Readonly<Record<TableState, readonly TableState[]>> = {
  available: ['reserved', 'dirty', 'blocked'],
  reserved: ['available', 'blocked'],
  occupied: [],
  dirty: ['available', 'blocked'],
  blocked: ['available', 'dirty'],
};

/** The refusal of a step that the table's state does not have. */
export const forbiddenTableStep = ({ tableId, label, state }: Table, to: TableState): Refusal =>
  new Refusal('table.invalid_transition', `table ${label} is ${state} and cannot become ${to}`, {
    details: { tableId, from: state, to, allowed: TABLE_STEPS[state] },
  });

/** [FLR-4] A table of the plan that is in use: neither it nor its floor is archived. */
export const tableInUse = (floor: FloorState, tableId: Table['tableId']): Table => {
  const table = floor.tables[tableId];
  if (table !== undefined && !table.archived && floor.floors[table.floorId]?.archived === false) return table;
  throw new Refusal('floor.not_found', `there is no table ${tableId} in use`, { details: { tableId } });
};
