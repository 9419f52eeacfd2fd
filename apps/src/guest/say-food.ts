import type { Allergen, Diet } from './filters.ts';
import { say } from './words.ts';

const ALLERGEN = {
  gluten: 'gluten',
  crustaceans: 'crustaceans',
  eggs: 'eggs',
  fish: 'fish',
  peanuts: 'peanuts',
  soybeans: 'soybeans',
  milk: 'milk',
  nuts: 'nuts',
  celery: 'celery',
  mustard: 'mustard',
  sesame: 'sesame',
  sulphites: 'sulphites',
  lupin: 'lupin',
  molluscs: 'molluscs',
} as const satisfies Readonly<Record<Allergen, string>>;

const DIET = {
  vegetarian: 'vegetarian',
  vegan: 'vegan',
  gluten_free: 'glutenFree',
  lactose_free: 'lactoseFree',
  halal: 'halal',
  kosher: 'kosher',
} as const satisfies Readonly<Record<Diet, string>>;

// A list that is typed by its keys: all there are, in the order of the law.
export const ALLERGENS = Object.keys(ALLERGEN) as readonly Allergen[];
export const DIETS = Object.keys(DIET) as readonly Diet[];

/** What an allergen is called; one of a newer hub by its code. */
export const sayAllergen = (code: string): string =>
  Object.hasOwn(ALLERGEN, code) ? say(ALLERGEN[code as Allergen]) : code; // it has it

export const sayDiet = (diet: Diet): string => say(DIET[diet]);

/** What is said of a dish: vegan says vegetarian too. */
export const shownDiets = (diets: readonly Diet[]): readonly Diet[] =>
  diets.includes('vegan') ? diets.filter((diet) => diet !== 'vegetarian') : diets;
