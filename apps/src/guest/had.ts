import type { GuestId, OrderLine, RunningBill } from '@cafe/client-sdk';
import { fieldsOf, forget, keep, kept } from '../session/browser-storage.ts';
import { lineTotal } from './amounts.ts';
import { isMine, sumsOf } from './table-lines.ts';

/** A line as it is remembered when the stay is over. */
export interface HadLine {
  readonly lineId: string;
  readonly name: string;
  readonly quantity: number;
  /** Minor units. */
  readonly total: number;
  /** Whether it was sent; what was not has cost nothing. */
  readonly isSent: boolean;
}

/** What this phone had at the table, as it was seen last. */
export interface Had {
  readonly lines: readonly HadLine[];
  /** Minor units. */
  readonly mine: number;
  readonly table: number;
}

const hadKey = (code: string): string => `cafe.guest.${code}.had`;

const isLine = (value: unknown): value is HadLine => {
  const { lineId, name, quantity, total, isSent } = fieldsOf(value);
  return (
    typeof lineId === 'string' &&
    typeof name === 'string' &&
    Number.isSafeInteger(quantity) &&
    Number.isSafeInteger(total) &&
    typeof isSent === 'boolean'
  );
};

const parse = (value: unknown): Had | undefined => {
  const { lines, mine, table } = fieldsOf(value);
  if (!Array.isArray(lines) || !Number.isSafeInteger(mine) || !Number.isSafeInteger(table)) return undefined;
  return { lines: lines.filter(isLine), mine: Number(mine), table: Number(table) };
};

const remembered = (line: OrderLine): HadLine => ({
  lineId: line.lineId,
  name: line.variantName === undefined ? line.name : `${line.name}, ${line.variantName}`,
  quantity: line.quantity,
  total: lineTotal(line),
  isSent: line.round !== undefined,
});

/** What somebody had, of a bill. */
export const hadOf = (bill: RunningBill, me: GuestId): Had => {
  const { mine, table } = sumsOf(bill, me);
  const lines = bill.lines.filter((line) => line.state !== 'voided' && isMine(line, me)).map(remembered);
  return { lines, mine, table };
};

export const keepHad = (code: string, had: Had): boolean => keep(hadKey(code), had);
export const readHad = (code: string): Had | undefined => kept(hadKey(code), parse);
export const forgetHad = (code: string): void => forget(hadKey(code));
