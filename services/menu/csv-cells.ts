import type { Column, CsvRow } from './csv-table.ts';
import type { Note } from './import-mistakes.ts';

/** The cells of one row by what they mean. A cell that says nothing is undefined; one that cannot be read is noted too. */
export interface Cells {
  readonly row: number;
  /** Whether the file has the column: one that it lacks leaves what is there as it is, an empty cell clears it. */
  has(column: Column): boolean;
  text(column: Column): string | undefined;
  /** An amount with point or comma, `3.50`, in minor units. */
  price(column: Column): number | undefined;
  /** A rate in percent, at most four digits after the point, in parts per million. */
  percent(column: Column): number | undefined;
  integer(column: Column): number | undefined;
  yes(column: Column): boolean | undefined;
  /** Separated by semicolons. */
  list(column: Column): readonly string[];
}

/** `12.5` with two digits is 1250; undefined when it is not such a number. Text arithmetic: no float is ever made. */
export const unitsOf = (text: string, digits: number): number | undefined => {
  const match = /^(\d{1,11})(?:[.,](\d*))?$/.exec(text);
  const [, whole = '', fraction = ''] = match ?? [];
  if (match === null || fraction.length > digits) return undefined;
  return Number(whole + fraction.padEnd(digits, '0'));
};

/** The opposite of {@link unitsOf}, with all digits: 1250 of two is `12.50`. */
export const textOf = (units: number, digits: number): string => {
  const text = String(units).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** A percentage has four digits in parts per million: 19 % is 190_000. */
export const PERCENT_DIGITS = 4;

const YES = new Map([
  ...['yes', 'true', '1'].map((text) => [text, true] as const),
  ...['no', 'false', '0'].map((text) => [text, false] as const),
]);

/** Reads a row. `digits`: of the store's currency after the point. */
export const cellsOf = ({ row, cells }: CsvRow, digits: number, note: Note): Cells => {
  const text = (column: Column): string | undefined => (cells[column] === '' ? undefined : cells[column]);
  const read =
    <Value>(what: string, parse: (text: string) => Value | undefined) =>
    (column: Column): Value | undefined => {
      const trimmed = text(column)?.trim();
      if (trimmed === undefined || trimmed === '') return undefined;
      const value = parse(trimmed);
      if (value === undefined) note({ row, field: column, message: `"${trimmed.slice(0, 40)}" is not ${what}` });
      return value;
    };
  return {
    row,
    has: (column) => cells[column] !== undefined,
    text,
    price: read(`a price with at most ${digits} digits after the point`, (each) => unitsOf(each, digits)),
    percent: read('a percentage', (each) => unitsOf(each, PERCENT_DIGITS)),
    integer: read('a whole number', (each) => (/^\d{1,6}$/.test(each) ? Number(each) : undefined)),
    yes: read('yes or no', (each) => YES.get(each.toLowerCase())),
    list: (column) => (text(column) ?? '').split(';').flatMap((each) => (each.trim() === '' ? [] : [each.trim()])),
  };
};
