import { describe, expect, test } from '@jest/globals';
import { phaseName } from './measurement.ts';
import { phasesOf, planFor, rotated } from './plan.ts';

const full = planFor({ smoke: false });

describe('the plan', () => {
  test('a weak store gets single inserts at 200/s only, the relay and the hub get everything', () => {
    const names = (contestant: Parameters<typeof phasesOf>[1]) =>
      phasesOf(full, contestant, { weak: true }).map(phaseName);
    expect(names('raw-insert')).toEqual(['200/s']);
    expect(names('mongoose-create')).toEqual(['200/s']);
    expect(names('relay')).toEqual(['200/s', '1000/s', '128 in flight']);
    expect(names('our-hub')).toEqual(names('relay'));
  });

  test('every contestant runs in every repetition, and another one first', () => {
    const orders = [1, 2, 3, 4].map((repetition) => rotated(['a', 'b', 'c', 'd'], repetition));
    expect(orders.map((order) => [...order].sort().join(''))).toEqual(['abcd', 'abcd', 'abcd', 'abcd']);
    expect(new Set(orders.map(([first]) => first)).size).toBe(4);
  });
});
