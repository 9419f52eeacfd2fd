import { expect, test } from '@jest/globals';
import { Misuse } from './misuse.ts';
import { fromOf, topicMeant } from './tail.ts';

const NOW_MS = Date.parse('2026-11-26T12:00:00.000Z');
const TABLE = '0199f0aa-1234-7abc-8def-0123456789ab';
const ORDER = `order:${TABLE}` as const;
const floor = { tables: { [TABLE]: { tableId: TABLE, label: '7' } } } as never; // as much of a floor as is looked at

test.each([
  [undefined, 0],
  ['0s', 0],
  ['90s', 90_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
])('[SEE-11] --from %s begins that long ago', (from, agoMs) => {
  expect(fromOf(from, undefined, NOW_MS)).toEqual({ sinceMs: NOW_MS - agoMs });
});

test('[SEE-11] a number alone is a version, and only of one bill', () => {
  expect(fromOf('7', ORDER, NOW_MS)).toEqual({ stream: ORDER, version: 7 });
  expect(() => fromOf('7', undefined, NOW_MS)).toThrow(Misuse);
  expect(() => fromOf('7', 'kitchen', NOW_MS)).toThrow(Misuse);
});

test.each(['yesterday', '10 m', '-5m', '1.5h', '1w', ''])('[SEE-11] --from "%s" is refused', (from) => {
  expect(() => fromOf(from, ORDER, NOW_MS)).toThrow(Misuse);
});

test('[SEE-11] a table is meant by its label or its id', () => {
  expect(topicMeant('table:7', floor)).toBe(`table:${TABLE}`);
  expect(topicMeant(`table:${TABLE}`, floor)).toBe(`table:${TABLE}`);
  expect(topicMeant('kitchen', floor)).toBe('kitchen');
});

test.each(['cellar', 'table:8', 'order:7', ''])('[SEE-11] there is no room "%s"', (room) => {
  expect(() => topicMeant(room, floor)).toThrow(Misuse);
});
