import { type Cells, cellsOf } from './csv-cells.ts';
import type { CsvRow } from './csv-table.ts';
import type { Note } from './import-mistakes.ts';

export const KINDS = ['station', 'tax', 'category', 'group', 'option', 'item', 'variant'] as const;
export type Kind = (typeof KINDS)[number];

/** A row by its kind, with the rows that belong to it: the options of a group, the variants of an item. */
export interface KindRow {
  readonly kind: Kind;
  readonly name: string;
  readonly cells: Cells;
  readonly children: KindRow[];
}

const PARENT_OF: Readonly<Partial<Record<Kind, Kind>>> = { option: 'group', variant: 'item' };

const isKind = (text: string): text is Kind => KINDS.some((kind) => kind === text);

/** The rows by kind, in their order; a row without a kind is an item. Options and variants follow what they belong to. */
export const kindRowsOf = (rows: readonly CsvRow[], digits: number, note: Note): readonly KindRow[] => {
  const tops: KindRow[] = [];
  const kindOf = ({ row, cells }: CsvRow): Kind | undefined => {
    const text = (cells.kind ?? '').trim().toLowerCase() || 'item';
    if (isKind(text)) return text;
    note({ row, field: 'kind', message: `"${text}" is none of ${KINDS.join(', ')}` });
    return undefined;
  };
  for (const row of rows) {
    const kind = kindOf(row);
    if (kind === undefined) continue;
    const cells = cellsOf(row, digits, note);
    const name = cells.text('name');
    if (name === undefined) note({ row: row.row, field: 'name', message: 'the name is missing' });
    const kindRow: KindRow = { kind, name: name ?? '', cells, children: [] };
    const parentKind = PARENT_OF[kind];
    const last = tops.at(-1);
    if (parentKind === undefined) tops.push(kindRow);
    else if (last?.kind === parentKind) last.children.push(kindRow);
    else note({ row: row.row, field: 'kind', message: `the ${kind} does not stand below a ${parentKind}` });
  }
  return tops;
};
