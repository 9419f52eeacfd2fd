import { describe, expect, test } from '@jest/globals';
import { bodyHashOf, canonicalJson } from './body-hash.ts';

describe('the hash of a command', () => {
  test('[KER-2] is the same whatever order the sender wrote the fields in', () => {
    const one = { type: 'a', lines: [{ itemId: 'x', quantity: 2, modifiers: [] }], note: 'ö"\n' };
    const other = { note: 'ö"\n', lines: [{ modifiers: [], quantity: 2, itemId: 'x' }], type: 'a' };
    expect(bodyHashOf(other)).toBe(bodyHashOf(one));
    expect(bodyHashOf(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('[KER-2] differs where anything else does', () => {
    const bodies = [
      { a: 1 },
      { a: '1' },
      { a: [1] },
      { a: null },
      { a: {} },
      { a: [] },
      { b: 1 },
      { a: 1, b: 1 },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: true },
    ];
    expect(new Set(bodies.map(bodyHashOf)).size).toBe(bodies.length);
  });

  test.each([
    [{ b: 1, a: [true, null, 'x"y'], c: undefined }, '{"a":[true,null,"x\\"y"],"b":1}'],
    [
      ['Flat white', 'a:b-c_d.e', 'é', '\u0000', 'line\nbreak', '\u2028', '\\', ''],
      JSON.stringify(['Flat white', 'a:b-c_d.e', 'é', '\u0000', 'line\nbreak', '\u2028', '\\', '']),
    ],
    [{ 'a,b': { 'c"d': [] } }, '{"a,b":{"c\\"d":[]}}'],
    [[undefined, 1.5, -0], '[null,1.5,0]'],
  ])('[KER-2] %j is written as canonical JSON', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect(JSON.parse(text)).toBeDefined();
  });
});
