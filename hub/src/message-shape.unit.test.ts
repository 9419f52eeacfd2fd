import { expect, test } from '@jest/globals';
import { checkShape } from './message-shape.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? { a: value } : [value];
  return value;
};
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));

test.each([
  ['null', null],
  ['a text', 'hello'],
  ['8 deep', nested(8)],
  ['200 keys', keys(200)],
  ['many objects', Array.from({ length: 1_000 }, () => keys(5))],
])('[HUB-3] %s may come', (_name, value) => {
  expect(() => checkShape(value)).not.toThrow();
});

test.each([
  ['9 deep', nested(9)],
  ['100,000 deep', nested(100_000)],
  ['201 keys', keys(201)],
  ['binary', { a: Buffer.from('x') }],
  ['an array buffer', [new ArrayBuffer(4)]],
  ['__proto__', JSON.parse('{"a":{"__proto__":{"polluted":true}}}')],
  ['constructor', { constructor: { prototype: {} } }],
])('[HUB-2] %s is refused', (_name, value) => {
  expect(() => checkShape(value)).toThrow(expect.objectContaining({ code: 'command.malformed' }));
  expect(Object.prototype).not.toHaveProperty('polluted');
});
