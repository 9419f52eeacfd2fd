import { expect, test } from '@jest/globals';
import { actionOf, beginsTyping, KEYS } from './keys.ts';

const press = (key: string, held = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test('[TRM-30] a key does what the table of keys says, in its place alone', () => {
  expect(actionOf('order', press('F2'), false)).toBe('send');
  expect(actionOf('floor', press('F2'), false)).toBeUndefined();
  expect(actionOf('floor', press('N'), false)).toBe('newOrder');
  expect(actionOf('anywhere', press('?'), false)).toBe('help');
});

test('[TRM-30] while somebody types, letters are letters, and with a key held down they are the browser’s', () => {
  expect(actionOf('anywhere', press('?'), true)).toBeUndefined();
  expect(actionOf('order', press('F2'), true)).toBe('send');
  expect(actionOf('floor', press('n', { ctrlKey: true }), false)).toBeUndefined();
});

test('[TRM-30] letters and digits begin to type', () => {
  expect(['a', 'ß', '7', '٣'].every((key) => beginsTyping(press(key)))).toBe(true);
  expect(['Enter', ' ', '+', 'F2'].some((key) => beginsTyping(press(key)))).toBe(false);
  expect(beginsTyping(press('c', { ctrlKey: true }))).toBe(false);
});

test('[TRM-30] no key has two meanings in one place', () => {
  for (const place of Object.values(KEYS)) {
    const keys = [...Object.values(place), ...Object.values(KEYS.anywhere)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(place === KEYS.anywhere ? keys.length / 2 : keys.length);
  }
});
