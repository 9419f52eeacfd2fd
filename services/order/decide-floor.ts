import type { CommandOf, FloorEvent } from '@cafe/contract';
import { type FloorState, floorStream, type Table } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbiddenTableStep, TABLE_STEPS, tableInUse } from './table-states.ts';

/** Events for the floor's stream. */
export const onFloor = (desk: Desk, ...events: readonly FloorEvent[]): readonly Change[] => [
  { stream: floorStream(desk.storeId), events },
];

/** The floor as the commit will find it. */
export const floorOn = (desk: Desk): FloorState => desk.state(floorStream(desk.storeId));

/** [FLR-3] Whether guests sit at a table, or wait there to be let in. */
const isBusy = ({ orderId, waitingOrderId }: Table): boolean => orderId !== undefined || waitingOrderId !== undefined;

const busy = (table: Table): Refusal =>
  new Refusal('floor.has_open_order', `table ${table.label} has an order`, {
    details: { tableId: table.tableId, orderId: table.orderId ?? table.waitingOrderId },
  });

/** [FLR-6] Whether a save says what is there already. */
const saysTheSame = (before: object | undefined, { type: _, ...after }: FloorEvent): boolean => {
  if (before === undefined) return false;
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).every(([key, value]) => known.get(key) === value);
};

/** [FLR-1] made or replaced whole · [FLR-3] not archived with an order at one of its tables · [FLR-6] */
export const saveFloor = (command: CommandOf<'floor.saveFloor'>, desk: Desk): readonly Change[] => {
  const floor = floorOn(desk);
  const { floorId, name, sort, archived = false } = command;
  const taken = Object.values(floor.tables).find((table) => table.floorId === floorId && isBusy(table));
  if (archived && taken) throw busy(taken);
  const saved = { type: 'floor.floorSaved' as const, floorId, name, sort, archived };
  return saysTheSame(floor.floors[floorId], saved) ? [] : onFloor(desk, saved);
};

/** [FLR-2] A printed code leads to one table, archived ones included: old prints must not lead elsewhere. */
const requireFreeCode = (floor: FloorState, { tableId, code }: CommandOf<'floor.saveTable'>): void => {
  const other = Object.values(floor.tables).find((table) => table.code === code && table.tableId !== tableId);
  if (other === undefined) return;
  throw new Refusal('floor.code_taken', `code ${code} is table ${other.label}'s`, {
    details: { tableId: other.tableId },
  });
};

/** [FLR-1] on a floor in use · [FLR-2] a code of its own · [FLR-3] not archived with an order · [FLR-6] */
export const saveTable = (command: CommandOf<'floor.saveTable'>, desk: Desk): readonly Change[] => {
  const floor = floorOn(desk);
  const { tableId, floorId, archived = false } = command;
  const on = floor.floors[floorId];
  if (on === undefined || (on.archived && !archived)) {
    throw new Refusal('floor.not_found', `there is no floor ${floorId} in use`, { details: { floorId } });
  }
  requireFreeCode(floor, command);
  const before = floor.tables[tableId];
  if (archived && before && isBusy(before)) throw busy(before);
  const saved = { ...command, type: 'floor.tableSaved' as const, archived };
  return saysTheSame(before, saved) ? [] : onFloor(desk, saved);
};

/** [FLR-4] a table in use · [FLR-5] by the table of states · [FLR-6] */
export const setTableState = ({ tableId, state }: CommandOf<'floor.setTableState'>, desk: Desk): readonly Change[] => {
  const table = tableInUse(floorOn(desk), tableId);
  if (table.state === state) return [];
  if (!TABLE_STEPS[table.state].includes(state)) throw forbiddenTableStep(table, state);
  return onFloor(desk, { type: 'floor.tableStateSet', tableId, state });
};
