import { afterEach, expect, test } from '@jest/globals';
import { ALLERGENS, sayAllergen } from './allergens.ts';
import { language } from './language.ts';

afterEach(() => {
  language.value = 'en';
});

test('[UI-1] every allergen has a name in every language', () => {
  expect(ALLERGENS).toHaveLength(14);
  const english = ALLERGENS.map(sayAllergen);
  language.value = 'de';
  const german = ALLERGENS.map(sayAllergen);
  expect(new Set([...english, ...german]).size).toBe(28);
});

test('[UI-1] an allergen that only a newer hub knows is called by its code', () => {
  expect(sayAllergen('stardust')).toBe('stardust');
  expect(sayAllergen('toString')).toBe('toString');
});
