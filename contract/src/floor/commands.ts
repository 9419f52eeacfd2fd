import * as z from 'zod';
import { FloorId, Name, TableCode, TableId } from '../scalars.ts';

/** Where and how large a table is drawn, in the plan's own units (0–10,000). */
const coordinate = z.int().min(0).max(10_000);

export const SaveFloor = z.strictObject({
  type: z.literal('floor.saveFloor'),
  floorId: FloorId,
  name: Name,
  sort: z.int().min(0).max(10_000),
  archived: z.boolean().optional(),
});

/** Creates or replaces a table. `code` is its printed address; changing it reissues the code. */
export const SaveTable = z.strictObject({
  type: z.literal('floor.saveTable'),
  tableId: TableId,
  floorId: FloorId,
  /** What staff call it: `12`, `T3`, `Window`. */
  label: z.string().min(1).max(12),
  code: TableCode,
  seats: z.int().min(1).max(100),
  shape: z.enum(['square', 'round', 'rectangle']),
  x: coordinate,
  y: coordinate,
  width: coordinate,
  height: coordinate,
  archived: z.boolean().optional(),
});

/** Sets by hand what no order says: reserved, dirty, blocked, or available again. */
export const SetTableState = z.strictObject({
  type: z.literal('floor.setTableState'),
  tableId: TableId,
  state: z.enum(['available', 'reserved', 'dirty', 'blocked']),
});

export const FLOOR_COMMANDS = [SaveFloor, SaveTable, SetTableState] as const;
