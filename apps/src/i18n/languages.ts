/** Languages that every text is written in. */
export const LANGUAGES = ['en', 'de'] as const;

/**
 * `ar-XB`: English written from right to left, as Unicode's pseudo-locale of that name. Nobody is offered it; with `?lang=ar-XB`
 * a test sees whether a page stands on its head.
 */
export const PSEUDO_RTL = 'ar-XB';

export type Written = (typeof LANGUAGES)[number];
export type Language = Written | typeof PSEUDO_RTL;

/** What a language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Written, string>> = { en: 'English', de: 'Deutsch' };

const FROM_THE_RIGHT = new Set(['ar', 'fa', 'he', 'ps', 'ur', 'yi']);

/** Which way a language is read. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  FROM_THE_RIGHT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';

const known = (tag: string): Language | undefined => {
  if (tag === PSEUDO_RTL) return PSEUDO_RTL;
  return LANGUAGES.find((one) => tag === one || tag.startsWith(`${one}-`));
};

/** The first of somebody's languages that the pages speak; English where there is none. */
export const chooseLanguage = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const found = known(tag);
    if (found) return found;
  }
  return 'en';
};

/** The tag that numbers and times are written by: with the country somebody set, where it is of that language. */
export const localeOf = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => tag.startsWith(`${language}-`)) ?? language;
