import type { LineId } from '@cafe/client-sdk';
import { expect, test } from '@jest/globals';
import { partOf } from './line-actions.ts';
import type { ShownLine } from './shown-line.ts';

const line = (lineId: string, quantity: number) => ({ lineId, quantity }) as unknown as ShownLine; // what a part is made of
const lines = [line('a', 2), line('b', 3)];
const newLineId = () => 'new' as LineId;

test('[TRM-14] a void takes whole lines first, and splits at most one', () => {
  expect(partOf(lines, 5, newLineId)).toEqual([{ lineId: 'a' }, { lineId: 'b' }]);
  expect(partOf(lines, 2, newLineId)).toEqual([{ lineId: 'a' }]);
  expect(partOf(lines, 3, newLineId)).toEqual([{ lineId: 'a' }, { lineId: 'b', quantity: 1, splitLineId: 'new' }]);
  expect(partOf(lines, 1, newLineId)).toEqual([{ lineId: 'a', quantity: 1, splitLineId: 'new' }]);
});
