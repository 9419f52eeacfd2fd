import { expect, test } from '@jest/globals';
import { readAnswer, readCommits, readHeads, readNotice } from './link.ts';

const stream = 'order:00000000-0000-7000-8000-000000000001';
const part = { stream, version: 1, events: [], at: '2026-11-23T18:00:00.000Z', by: { kind: 'staff' } };
const base = { stream, version: 0, state: { status: 'none' } };

test.each([
  null,
  undefined,
  7,
  'ok',
  [],
  {},
  { ok: 'yes' },
  { ok: false },
  { ok: false, refusal: null },
  { ok: false, refusal: {} },
])('[SDK-12] %j is no answer', (raw) => {
  expect(() => readAnswer(raw)).toThrow(
    expect.objectContaining({ code: 'client.unreadable', remedy: expect.any(String) }),
  );
});

test.each([{ ok: true }, { ok: true, version: 3 }, { ok: false, refusal: { code: 'of.tomorrow' } }])(
  '[SDK-12] %j is one',
  (raw) => {
    expect(readAnswer(raw)).toBe(raw);
  },
);

test.each([
  null,
  {},
  'commits',
  [null],
  [part, 7],
  [{ ...part, version: '1' }],
  [{ ...part, version: 1.5 }],
  [{ ...part, stream: 7 }],
  [{ ...part, events: 'none' }],
  [{ ...part, by: null }],
])('[SDK-12] %j is no frame of commits', (raw) => {
  expect(readCommits(raw)).toBeUndefined();
});

test.each([[[]], [[part, base]], [[{ ...part, of: 'tomorrow' }]]])('[SDK-12] %j is one', (raw) => {
  expect(readCommits(raw)).toBe(raw);
});

test('[SDK-12] heads are pairs of a stream and a version', () => {
  for (const raw of [null, {}, [7], [[stream]], [[stream, '1']], [[1, stream]]]) expect(readHeads(raw)).toBeUndefined();
  const heads = [[stream, 1]];
  expect(readHeads(heads)).toBe(heads);
});

test('[SDK-12] a notice has a kind, known or not', () => {
  for (const raw of [null, 'draining', {}, { kind: 7 }]) expect(readNotice(raw)).toBeUndefined();
  const notice = { kind: 'ofTomorrow' };
  expect(readNotice(notice)).toBe(notice);
});
