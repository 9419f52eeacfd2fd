import type { MenuItem } from '@cafe/client-sdk';
import { speaker, type Translated } from './speaker.ts';

type Allergen = MenuItem['allergens'][number];

const EN = {
  gluten: 'gluten',
  crustaceans: 'crustaceans',
  eggs: 'eggs',
  fish: 'fish',
  peanuts: 'peanuts',
  soybeans: 'soya',
  milk: 'milk',
  nuts: 'nuts',
  celery: 'celery',
  mustard: 'mustard',
  sesame: 'sesame',
  sulphites: 'sulphites',
  lupin: 'lupin',
  molluscs: 'molluscs',
} as const satisfies Readonly<Record<Allergen, string>>;

const DE: Translated<typeof EN> = {
  gluten: 'Gluten',
  crustaceans: 'Krebstiere',
  eggs: 'Eier',
  fish: 'Fisch',
  peanuts: 'Erdnüsse',
  soybeans: 'Soja',
  milk: 'Milch',
  nuts: 'Nüsse',
  celery: 'Sellerie',
  mustard: 'Senf',
  sesame: 'Sesam',
  sulphites: 'Sulfite',
  lupin: 'Lupinen',
  molluscs: 'Weichtiere',
};

const speak = speaker({ en: EN, de: DE });

const isNamed = (code: string): code is Allergen => Object.hasOwn(EN, code);

/** All fourteen, in the order of the law. */
export const ALLERGENS: readonly Allergen[] = Object.keys(EN).filter(isNamed);

/** What an allergen is called, as it stands in a sentence; one of a newer hub by its code. */
export const sayAllergen = (code: string): string => (isNamed(code) ? speak(code) : code);
