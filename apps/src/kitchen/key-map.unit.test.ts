import { expect, test } from '@jest/globals';
import { ACTIONS, actionOf, cardOf, parseKeys, rebound, SHIPPED_KEYS } from './key-map.ts';
import { isAboutAllergy } from './ticket-words.ts';

test.each([
  ['1', 'select1'],
  ['9', 'select9'],
  ['0', 'select10'],
  ['t', 'start'],
  ['Enter', 'bump'],
  ['Backspace', 'recall'],
  ['r', 'recall'],
  ['R', 'recall'],
  [' ', 'itemDone'],
  ['ArrowLeft', 'previous'],
  ['PageDown', 'nextPage'],
  ['A', 'allDay'],
  ['s', 'sound'],
  ['x', undefined],
])('[KDS-20] the key %j does %s', (key, action) => {
  expect(actionOf(SHIPPED_KEYS, key)).toBe(action);
});

test('[KDS-20] no key does two things, and every action has one', () => {
  const keys = ACTIONS.flatMap((action) => SHIPPED_KEYS[action]);
  expect(new Set(keys).size).toBe(keys.length);
  expect(ACTIONS.filter((action) => SHIPPED_KEYS[action].length === 0)).toEqual([]);
});

test('[KDS-20] numbers are the cards of a page, 0 the tenth', () => {
  expect(cardOf('select1')).toBe(0);
  expect(cardOf('select10')).toBe(9);
  expect(cardOf('bump')).toBeUndefined();
});

test('[KDS-21] a key that is given to an action is taken from the one that had it', () => {
  const keys = rebound(SHIPPED_KEYS, 'bump', 'R');
  expect(actionOf(keys, 'r')).toBe('bump');
  expect(keys.recall).toEqual(['Backspace']);
  expect(actionOf(keys, 'Enter')).toBeUndefined();
});

test('[KDS-21] what was kept is read as far as it can be', () => {
  expect(parseKeys({})).toEqual(SHIPPED_KEYS);
  expect(parseKeys({ bump: ['b', 7, ''], recall: 'r' })).toEqual({ ...SHIPPED_KEYS, bump: ['b'] });
  expect(parseKeys(JSON.parse(JSON.stringify(rebound(SHIPPED_KEYS, 'sound', 'F9'))))).toEqual(
    rebound(SHIPPED_KEYS, 'sound', 'F9'),
  );
});

test('[KDS-21] an action that came later takes no key from one that somebody gave it to', () => {
  const { sound, start } = parseKeys({ sound: ['t'] });
  expect({ sound, start }).toEqual({ sound: ['t'], start: [] });
});

test.each(['Nut allergy!', 'NO NUTS, ALLERGIC', 'Nussallergie', 'Laktoseintoleranz', 'coeliac', 'Zöliakie'])(
  '[KDS-22] the note “%s” is about an allergy',
  (note) => {
    expect(isAboutAllergy(note)).toBe(true);
  },
);

test('[KDS-22] a note about anything else is not', () => {
  expect(isAboutAllergy('no onions, extra sauce')).toBe(false);
});
