import { Instant } from '@cafe/contract';
import * as z from 'zod';

/** How many items a page has when nobody says, and at most. */
const USUAL = 50;
export const MOST = 200;

/** The query fields of every list that grows with the days. */
export const PAGING = {
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL),
  after: Instant.optional(),
};

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/**
 * A page of rows that are sorted by a moment, the latest first. `rows` has one more than the page where there are more. The
 * next page begins after a moment, so rows of one moment must not be torn apart: those that do not all fit wait for it.
 */
export const pageOf = <Row>(rows: readonly Row[], limit: number, momentOf: (row: Row) => string): Page<Row> => {
  const beyond = rows[limit];
  if (beyond === undefined) return { rows };
  const cut = momentOf(beyond);
  const whole = rows.slice(0, limit).filter((row) => momentOf(row) !== cut);
  const last = whole.at(-1);
  // A whole page of one moment: shown as far as it goes, rather than the same page for ever.
  if (last === undefined) return { rows: rows.slice(0, limit), next: cut };
  return { rows: whole, next: momentOf(last) };
};
