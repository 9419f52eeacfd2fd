import Papa from 'papaparse';
import type { Note } from './import-mistakes.ts';

/** The columns of the file, in the order of an export. A file of one's own may leave any out, and order them as it likes. */
export const COLUMNS = [
  'kind',
  'name',
  'price',
  'category',
  'groups',
  'description',
  'allergens',
  'diets',
  'tax',
  'tax_dine_in',
  'tax_takeaway',
  'tax_delivery',
  'tax_counter',
  'stations',
  'default',
  'rate',
  'included',
  'min',
  'max',
  'required',
  'each',
  'sort',
  'plu',
  'colour',
  'icon',
  'archived',
  'id',
] as const;
export type Column = (typeof COLUMNS)[number];

/** One row: `row` is its number in a spreadsheet, where the header is 1. A column that the file lacks has no cell. */
export interface CsvRow {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

const BOM = '\uFEFF';

/** [MEN-28] what a spreadsheet would run as a formula, with the apostrophes it may have already (OWASP, CSV injection) */
const FORMULA = /^'*[=+\-@\t\r\0]/;
const disarm = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
const rearm = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** Longer than anything a cell may say. */
const MAX_CELL = 2_000;

const isColumn = (text: string): text is Column => COLUMNS.some((column) => column === text);

/** The header has no lists in it, so what stands in it most often separates the cells of the whole file. */
const separatorOf = (text: string): string => {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const count = (separator: string): number => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
};

const columnsOf = (header: readonly string[], note: Note): readonly (Column | undefined)[] =>
  header.map((cell, index) => {
    const name = cell.trim().toLowerCase().replaceAll(' ', '_');
    if (!isColumn(name)) note({ row: 1, message: `there is no column "${cell}"` });
    else if (header.findIndex((other) => other.trim().toLowerCase().replaceAll(' ', '_') === name) === index)
      return name;
    else note({ row: 1, field: name, message: 'the column is there twice' });
    return undefined;
  });

/**
 * The rows of a file, separated by comma, semicolon or tab, quoted as RFC 4180 says, with or without a byte order mark.
 * Rows without a single character in them are left out and counted.
 */
export const readTable = (text: string, note: Note): readonly CsvRow[] => {
  const body = text.startsWith(BOM) ? text.slice(1) : text;
  const { data, errors } = Papa.parse<readonly string[]>(body, { delimiter: separatorOf(body) });
  for (const { row, message } of errors) note({ row: (row ?? 0) + 1, message });
  const [header = [], ...lines] = data;
  const columns = columnsOf(header, note);
  return lines.flatMap((line, index) => {
    if (line.every((cell) => cell === '')) return [];
    const row = index + 2;
    const cells: Partial<Record<Column, string>> = {};
    line.forEach((cell, at) => {
      const column = columns[at];
      if (cell.length > MAX_CELL) note({ row, message: `a cell has more than ${MAX_CELL} characters` });
      else if (column !== undefined) cells[column] = rearm(cell);
      else if (at >= columns.length && cell !== '') note({ row, message: `"${cell}" stands in no column` });
    });
    return [{ row, cells }];
  });
};

/** A file of all columns: CRLF and quotes as RFC 4180 says, and a byte order mark, without which Excel breaks umlauts. */
export const writeTable = (rows: readonly Readonly<Partial<Record<Column, string>>>[]): string => {
  const data = rows.map((cells) => COLUMNS.map((column) => disarm(cells[column] ?? '')));
  return `${BOM}${Papa.unparse({ fields: [...COLUMNS], data }, { newline: '\r\n' })}\r\n`;
};
