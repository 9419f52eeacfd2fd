import { type Command, FloorId, TableId } from '@cafe/contract';
import type { DemoIds } from './demo-ids.ts';

interface DemoTable {
  readonly label: string;
  readonly seats: number;
  readonly shape: 'square' | 'round' | 'rectangle';
  /** Column and row on the plan, from 0. */
  readonly at: readonly [column: number, row: number];
}

interface DemoFloor {
  readonly name: string;
  readonly tables: readonly DemoTable[];
}

const floors: readonly DemoFloor[] = [
  {
    name: 'Café',
    tables: [
      { label: '1', seats: 2, shape: 'round', at: [0, 0] },
      { label: '2', seats: 2, shape: 'round', at: [1, 0] },
      { label: '3', seats: 2, shape: 'round', at: [2, 0] },
      { label: '4', seats: 4, shape: 'square', at: [0, 1] },
      { label: '5', seats: 4, shape: 'square', at: [1, 1] },
      { label: '6', seats: 4, shape: 'square', at: [2, 1] },
      { label: '7', seats: 4, shape: 'square', at: [3, 1] },
      { label: '8', seats: 6, shape: 'rectangle', at: [0, 2] },
      { label: '9', seats: 6, shape: 'rectangle', at: [2, 2] },
      { label: '10', seats: 8, shape: 'rectangle', at: [0, 3] },
      { label: 'Bar 1', seats: 1, shape: 'round', at: [4, 0] },
      { label: 'Bar 2', seats: 1, shape: 'round', at: [4, 1] },
    ],
  },
  {
    name: 'Terrace',
    tables: [
      { label: 'T1', seats: 2, shape: 'round', at: [0, 0] },
      { label: 'T2', seats: 2, shape: 'round', at: [1, 0] },
      { label: 'T3', seats: 2, shape: 'round', at: [2, 0] },
      { label: 'T4', seats: 4, shape: 'square', at: [0, 1] },
      { label: 'T5', seats: 4, shape: 'square', at: [1, 1] },
      { label: 'T6', seats: 4, shape: 'square', at: [2, 1] },
      { label: 'T7', seats: 6, shape: 'rectangle', at: [0, 2] },
      { label: 'T8', seats: 6, shape: 'rectangle', at: [2, 2] },
    ],
  },
];

/** The plan is a grid of cells of this size, in its own units, with room around each table. */
const CELL = 200;
const MARGIN = 40;
const SIDE = 120;

const sizeOf = ({ shape }: DemoTable) => ({ width: shape === 'rectangle' ? SIDE + CELL : SIDE, height: SIDE });

/** Two floors with 20 tables between them, each with the code of its QR. */
export const floorCommands = ({ of, tableCode }: DemoIds): readonly Command[] =>
  floors.flatMap((floor, index): readonly Command[] => {
    const floorId = FloorId.parse(of(`floor:${floor.name}`));
    const tables = floor.tables.map((table): Command => {
      const [column, row] = table.at;
      return {
        type: 'floor.saveTable',
        tableId: TableId.parse(of(`table:${table.label}`)),
        floorId,
        label: table.label,
        code: tableCode(`table:${table.label}`),
        seats: table.seats,
        shape: table.shape,
        x: MARGIN + column * CELL,
        y: MARGIN + row * CELL,
        ...sizeOf(table),
      };
    });
    return [{ type: 'floor.saveFloor', floorId, name: floor.name, sort: index + 1 }, ...tables];
  });
