import type { Diet } from './filters.ts';
import { say } from './words.ts';

const DIET = {
  vegetarian: 'vegetarian',
  vegan: 'vegan',
  gluten_free: 'glutenFree',
  lactose_free: 'lactoseFree',
  halal: 'halal',
  kosher: 'kosher',
} as const satisfies Readonly<Record<Diet, string>>;

// A list that is typed by its keys: all there are.
export const DIETS = Object.keys(DIET) as readonly Diet[];

export const sayDiet = (diet: Diet): string => say(DIET[diet]);

/** What is said of a dish: vegan says vegetarian too. */
export const shownDiets = (diets: readonly Diet[]): readonly Diet[] =>
  diets.includes('vegan') ? diets.filter((diet) => diet !== 'vegetarian') : diets;
