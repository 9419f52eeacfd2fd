import type { InsertOutcome } from './event-log.ts';

const DUPLICATE_KEY = 11_000; // MongoDB's error code for a unique index violation

/**
 * What the server's answer to an unordered insert of `count` documents proves of each of them.
 *
 * A document is in only if the server counted it and had nothing to say about the write concern. A count that does not add up, a
 * failure that is not a duplicate key, and anything that is no such answer prove nothing.
 *
 * @param reply as it came over the wire: `{ ok, n, writeErrors?, writeConcernError? }` (MongoDB manual, "insert")
 */
export const outcomesOf = (count: number, reply: unknown): readonly InsertOutcome[] => {
  const { inserted, failed } = readReply(reply);
  if (inserted !== count - failed.size) return Array.from({ length: count }, () => 'unknown');
  return Array.from({ length: count }, (_, index): InsertOutcome => {
    if (!failed.has(index)) return 'inserted';
    return failed.get(index) === DUPLICATE_KEY ? 'duplicate' : 'unknown';
  });
};

/** How many documents the server put in, and the error code of each that it did not. */
interface Counted {
  readonly inserted: number;
  readonly failed: ReadonlyMap<number, number>;
}

const NOTHING: Counted = { inserted: -1, failed: new Map() };

const readReply = (reply: unknown): Counted => {
  if (typeof reply !== 'object' || reply === null || reply instanceof Error) return NOTHING;
  const { ok, n, writeErrors = [], writeConcernError } = reply as Readonly<Record<string, unknown>>; // each is looked at below
  if (ok !== 1 || typeof n !== 'number' || writeConcernError !== undefined || !Array.isArray(writeErrors))
    return NOTHING;
  return { inserted: n, failed: new Map(writeErrors.map(({ index, code }) => [Number(index), Number(code)])) };
};
