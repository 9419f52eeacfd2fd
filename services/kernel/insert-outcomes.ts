import { mongo } from 'mongoose';
import type { InsertOutcome } from './event-log.ts';

const DUPLICATE_KEY = 11_000; // MongoDB's error code for a unique index violation

/**
 * What an unordered insert of `count` documents proves of each of them, from its result or from what it threw.
 *
 * A document is in only if the server counted it and had nothing to say about the write concern. The driver's
 * `insertedIds` is no witness: after a lost connection it names every document. A count that does not add up, and any
 * error that is not a duplicate key, proves nothing.
 */
export const outcomesOf = (count: number, result: unknown): readonly InsertOutcome[] => {
  const { insertedCount, writeErrors } = readResult(result);
  if (insertedCount !== count - writeErrors.length) return Array.from({ length: count }, () => 'unknown');
  const outcomes = Array.from({ length: count }, (): InsertOutcome => 'inserted');
  for (const { index, code } of writeErrors) outcomes[index] = code === DUPLICATE_KEY ? 'duplicate' : 'unknown';
  return outcomes;
};

const NOTHING = { insertedCount: -1, writeErrors: [] as readonly { readonly index: number; readonly code: number }[] };

const readResult = (result: unknown): typeof NOTHING => {
  if (result instanceof mongo.MongoBulkWriteError) {
    if (result.result.getWriteConcernError() !== undefined) return NOTHING;
    return { insertedCount: result.insertedCount, writeErrors: result.result.getWriteErrors() };
  }
  if (result instanceof Error || typeof result !== 'object' || result === null) return NOTHING;
  return 'insertedCount' in result && typeof result.insertedCount === 'number'
    ? { insertedCount: result.insertedCount, writeErrors: [] }
    : NOTHING;
};
