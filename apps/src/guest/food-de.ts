import type { Translated } from '../i18n/speaker.ts';
import type { GUEST_EN_FOOD } from './food-en.ts';

/** Was die Seite der Gäste über Gerichte sagt. */
export const GUEST_DE_FOOD: Translated<typeof GUEST_EN_FOOD> = {
  search: 'In der Karte suchen',
  filters: 'Filter',
  clearFilters: 'Zurücksetzen',
  showMenu: 'Karte zeigen',
  iEat: 'Ich esse',
  iAvoid: 'Nicht enthalten darf es',
  withoutOne: 'Ohne {allergen}',
  nothingFits: 'So etwas haben wir nicht',
  nothingFitsText: 'Kein Gericht der Karte passt zu allem, was Sie suchen. Wir wissen, was sonst noch geht.',
  showAll: 'Alles zeigen',
  traces:
    'Wir kochen alles in einer Küche: Spuren anderer Lebensmittel sind möglich. Bei einer Allergie sagen Sie es bitte dem Personal.',
  taxInside: 'Alle Preise einschließlich MwSt. ({rates}).',
  taxBeside: 'Preise ohne Steuer ({rates}); sie kommt auf der Rechnung dazu.',
  taxNone: 'Zu diesen Preisen kommt keine Steuer.',

  priceFrom: 'ab {price}',
  adaptable: 'Zubereitung wählen',
  soldOut: 'Ausverkauft',
  addOne: '{name} dazu',
  added: '{name} ist dabei',
  contains: 'Enthält {list}',
  containsNone: 'Enthält keines der 14 Allergene',
  size: 'Größe',
  chooseOne: 'Bitte eines wählen',
  chooseOneOrNone: 'Eines oder keines',
  chooseUpTo: { one: 'Bis zu {n}', other: 'Bis zu {n}' },
  chooseExactly: { one: 'Bitte {n} wählen', other: 'Bitte {n} wählen' },
  chooseFrom: { one: 'Bitte {n} bis {most} wählen', other: 'Bitte {n} bis {most} wählen' },
  note: 'Ein Wunsch an die Küche',
  noteHelp: '„Ohne Zwiebeln“, „ein zweiter Löffel“. Das Personal sieht ihn auch.',
  quantity: 'Wie viele',
  oneLess: 'Eins weniger',
  oneMore: 'Eins mehr',
  addToCart: 'Dazu',
  save: 'Speichern',

  vegetarian: 'Vegetarisch',
  vegan: 'Vegan',
  glutenFree: 'Glutenfrei',
  lactoseFree: 'Laktosefrei',
  halal: 'Halal',
  kosher: 'Koscher',
};
