import { expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { outcomesOf } from './insert-outcomes.ts';

interface Answer {
  readonly nInserted: number;
  readonly writeErrors?: readonly { readonly index: number; readonly code: number }[];
  readonly writeConcernErrors?: readonly object[];
}

/** What the driver throws of a batch of three, with every id it was given, as it does. */
const thrown = (
  { nInserted, writeErrors = [], writeConcernErrors = [] }: Answer,
  cause: object = { message: 'E11000' },
): Error => {
  // The result's class is the driver's own business; these are the things of it that are read.
  const result = {
    insertedCount: nInserted,
    insertedIds: { 0: 'a', 1: 'b', 2: 'c' },
    getWriteErrors: () => writeErrors,
    getWriteConcernError: () => writeConcernErrors[0],
  };
  return new mongo.MongoBulkWriteError(cause as never, result as never);
};

test.each([
  ['all counted', { insertedCount: 3 }, ['inserted', 'inserted', 'inserted']],
  [
    'one a duplicate',
    thrown({ nInserted: 2, writeErrors: [{ index: 1, code: 11_000 }] }),
    ['inserted', 'duplicate', 'inserted'],
  ],
  [
    'one failed otherwise',
    thrown({ nInserted: 2, writeErrors: [{ index: 2, code: 121 }] }),
    ['inserted', 'inserted', 'unknown'],
  ],
  [
    'all duplicates',
    thrown({ nInserted: 0, writeErrors: [0, 1, 2].map((index) => ({ index, code: 11_000 })) }),
    ['duplicate', 'duplicate', 'duplicate'],
  ],
  [
    'the connection was lost, though the driver names ids',
    thrown({ nInserted: 0 }, new mongo.MongoNetworkError('closed')),
    ['unknown', 'unknown', 'unknown'],
  ],
  [
    'a write concern error beside duplicates',
    thrown({ nInserted: 2, writeErrors: [{ index: 0, code: 11_000 }], writeConcernErrors: [{ code: 64 }] }),
    ['unknown', 'unknown', 'unknown'],
  ],
  [
    'a count that does not add up',
    thrown({ nInserted: 1, writeErrors: [{ index: 1, code: 11_000 }] }),
    ['unknown', 'unknown', 'unknown'],
  ],
  ['another error', new Error('bug'), ['unknown', 'unknown', 'unknown']],
  ['nothing', undefined, ['unknown', 'unknown', 'unknown']],
])('[LOG-10] %s', (_name, result, outcomes) => {
  expect(outcomesOf(3, result)).toEqual(outcomes);
});
