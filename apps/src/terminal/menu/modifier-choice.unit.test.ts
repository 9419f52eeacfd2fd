import { expect, test } from '@jest/globals';
import type { ModifierGroup } from './menu-parts.ts';
import { defaultsOf, isFull, missingIn, tapOption } from './modifier-choice.ts';

const group = (limits: Partial<ModifierGroup>): ModifierGroup => {
  const options = ['a', 'b', 'c'].map((modifierId) => ({ modifierId, isDefault: modifierId === 'a' }));
  return { min: 0, max: 2, required: false, maxQuantity: 1, options, ...limits } as unknown as ModifierGroup; // what is chosen by
};
const milk = group({ min: 1, max: 1, required: true });
const sugar = group({ max: 3, maxQuantity: 3 });

test('[TRM-13] a required group begins with its defaults, and is never left without one', () => {
  expect(defaultsOf([milk])).toEqual({ a: 1 });
  expect(defaultsOf([sugar])).toEqual({});
  expect(tapOption(milk, { a: 1 }, 'b')).toEqual({ b: 1 });
  expect(tapOption(milk, { b: 1 }, 'b')).toEqual({ b: 1 });
  expect([missingIn(milk, {}), missingIn(milk, { b: 1 })]).toEqual([1, 0]);
});

test('[TRM-13] an option is taken as often as its group allows, then not at all', () => {
  let chosen = {};
  const counts = Array.from({ length: 4 }, () => {
    chosen = tapOption(sugar, chosen, 'a');
    return { ...chosen };
  });
  expect(counts).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }, {}]);
});

test('[TRM-13] a full group takes nothing more, and one that is begun wants its least', () => {
  const two = { a: 1, b: 1 };
  expect(isFull(group({}), two)).toBe(true);
  expect(tapOption(group({}), two, 'c')).toBe(two);
  expect(tapOption(group({}), two, 'a')).toEqual({ b: 1 });
  expect([missingIn(group({ min: 2 }), {}), missingIn(group({ min: 2 }), { a: 1 })]).toEqual([0, 1]);
});

test('[TRM-13] where one may be chosen and none must, a second tap takes it away', () => {
  const one = group({ max: 1 });
  expect(tapOption(one, { b: 1, elsewhere: 1 }, 'b')).toEqual({ elsewhere: 1 });
});
