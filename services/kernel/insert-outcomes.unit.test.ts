import { expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { outcomesOf } from './insert-outcomes.ts';

const duplicate = (index: number) => ({ index, code: 11_000, errmsg: 'E11000 duplicate key error' });

test.each([
  ['all counted', { ok: 1, n: 3 }, ['inserted', 'inserted', 'inserted']],
  ['one a duplicate', { ok: 1, n: 2, writeErrors: [duplicate(1)] }, ['inserted', 'duplicate', 'inserted']],
  [
    'one failed otherwise',
    { ok: 1, n: 2, writeErrors: [{ index: 2, code: 121 }] },
    ['inserted', 'inserted', 'unknown'],
  ],
  ['all duplicates', { ok: 1, n: 0, writeErrors: [0, 1, 2].map(duplicate) }, ['duplicate', 'duplicate', 'duplicate']],
  [
    'a write concern error beside duplicates',
    { ok: 1, n: 2, writeErrors: [duplicate(0)], writeConcernError: { code: 64 } },
    ['unknown', 'unknown', 'unknown'],
  ],
  ['a count that does not add up', { ok: 1, n: 1, writeErrors: [duplicate(1)] }, ['unknown', 'unknown', 'unknown']],
  ['a refusal of the whole', { ok: 0, n: 3 }, ['unknown', 'unknown', 'unknown']],
  ['errors that are no list', { ok: 1, n: 3, writeErrors: 'none' }, ['unknown', 'unknown', 'unknown']],
  ['a lost connection', new mongo.MongoNetworkError('closed'), ['unknown', 'unknown', 'unknown']],
  ['nothing', undefined, ['unknown', 'unknown', 'unknown']],
])('[LOG-10] %s', (_name, reply, outcomes) => {
  expect(outcomesOf(3, reply)).toEqual(outcomes);
});
