import { expect, test } from '@jest/globals';
import { groupLines, sectionsOf } from './line-groups.ts';
import type { ShownLine } from './shown-line.ts';

let made = 0;
const line = (changed: Partial<ShownLine>): ShownLine => {
  made += 1;
  const like = { lineId: `line-${made}`, itemId: 'latte', quantity: 1, price: 400, modifiers: [], allergens: [] };
  return { ...like, state: 'draft', version: 1, ...changed } as unknown as ShownLine; // what groups are made by
};
const oat = { modifierId: 'oat', name: 'Oat milk', quantity: 1 };

test('[TRM-12] lines that are alike are one, with the sum of what they are', () => {
  const groups = groupLines([line({}), line({ quantity: 2, price: 800 }), line({ state: 'unsaved' })]);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ quantity: 4, price: 1_600 });
});

test('[TRM-12] what differs in anything that the kitchen or the guest sees stands by itself', () => {
  const different = [
    line({}),
    line({ modifiers: [oat] }),
    line({ note: 'hot' }),
    line({ itemId: 'tea' } as never),
    line({ guestId: 'anna' }),
    line({ state: 'fired', round: 1 }),
    line({ state: 'ready', round: 1 }),
    line({ state: 'fired', round: 2 }),
    line({ variantId: 'large' } as never),
  ];
  expect(groupLines(different)).toHaveLength(different.length);
});

test('[TRM-12] a group stands where its first line stood, and has no sum where a price is not known', () => {
  const groups = groupLines([line({}), line({ itemId: 'tea' } as never), line({ price: undefined })]);
  expect(groups.map(({ lines }) => lines[0].itemId)).toEqual(['latte', 'tea']);
  expect(groups[0]?.price).toBeUndefined();
});

test('[TRM-12] rounds come as they were sent, then what guests do, then what is new', () => {
  const lines = [
    line({ state: 'served', round: 2, sentAt: 'two' }),
    line({ state: 'fired', round: 1, sentAt: 'one' }),
    line({ state: 'draft' }),
    line({ state: 'draft', guestId: 'anna' }),
    line({ state: 'pending', guestId: 'anna' }),
  ];
  expect(sectionsOf(lines).map(({ kind, round, sentAt }) => [kind, round, sentAt])).toEqual([
    ['round', 1, 'one'],
    ['round', 2, 'two'],
    ['guests', undefined, undefined],
    ['asked', undefined, undefined],
    ['cart', undefined, undefined],
  ]);
  expect(sectionsOf([])).toEqual([]);
});
