import { CafeError } from '@cafe/client-sdk';
import { afterEach, expect, test } from '@jest/globals';
import { language } from '../i18n/language.ts';
import { REFUSALS_DE } from '../i18n/refusals-de.ts';
import { REFUSALS_EN } from '../i18n/refusals-en.ts';
import { sayRefusal } from './say-refusal.ts';

afterEach(() => {
  language.value = 'en';
});

test('[UI-4] what the hub refused is said in the language of the page, by its code', () => {
  const soldOut = new CafeError('menu.sold_out', 'item 7 is sold out');
  expect(sayRefusal(soldOut)).toBe('Sold out.');
  language.value = 'de';
  expect(sayRefusal(soldOut)).toBe('Ausverkauft.');
  expect(sayRefusal(new CafeError('hub.new_code', 'something new'))).toBe('Das ging nicht: hub.new_code');
  expect(sayRefusal(new Error('odd'))).toContain('odd');
});

test('[UI-4] every refusal that is said in English is said in German', () => {
  expect(Object.keys(REFUSALS_DE).toSorted()).toEqual(Object.keys(REFUSALS_EN).toSorted());
  expect(Object.values(REFUSALS_DE).filter((text) => text.trim() === '')).toEqual([]);
});
