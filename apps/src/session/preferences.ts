import { effect, signal } from '@preact/signals';
import { direction, language } from '../i18n/language.ts';
import { chooseLanguage, type Language } from '../i18n/languages.ts';
import { fieldsOf, keep, kept } from './browser-storage.ts';

export type Theme = 'light' | 'dark' | 'system';

const KEY = 'cafe.preferences';
const THEMES: readonly Theme[] = ['light', 'dark', 'system'];

interface Preferences {
  readonly language?: Language;
  readonly theme?: Theme;
}

/** What somebody chose on this device; where nobody did, the page's own. */
export const theme = signal<Theme>('system');

const parse = (value: unknown): Preferences => {
  const fields = fieldsOf(value);
  const chosen = THEMES.find((one) => one === fields['theme']);
  const tag = fields['language'];
  return {
    ...(typeof tag === 'string' && { language: chooseLanguage([tag]) }),
    ...(chosen && { theme: chosen }),
  };
};

const change = (changed: Preferences): void => {
  keep(KEY, { ...kept(KEY, parse), ...changed });
};

export const chooseTheme = (chosen: Theme): void => {
  theme.value = chosen;
  change({ theme: chosen });
};

export const speak = (chosen: Language): void => {
  language.value = chosen;
  change({ language: chosen });
};

const prefersDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** The theme that is shown. */
const shownTheme = (isDark: boolean): 'light' | 'dark' => {
  if (theme.value !== 'system') return theme.value;
  return isDark ? 'dark' : 'light';
};

/**
 * Takes up what was chosen here before, and keeps the page's language, direction and theme as they are chosen. `?lang=` and
 * `?theme=` in the address go before, for this visit.
 */
export const applyPreferences = (own: Theme): void => {
  const asked = new URLSearchParams(location.search);
  const before = kept(KEY, parse) ?? {};
  const wanted = [asked.get('lang'), before.language, ...navigator.languages].flatMap((tag) => tag ?? []);
  language.value = chooseLanguage(wanted);
  theme.value = parse({ theme: asked.get('theme') }).theme ?? before.theme ?? own;
  const system = prefersDark();
  const isDark = signal(system.matches);
  system.addEventListener('change', () => {
    isDark.value = system.matches;
  });
  effect(() => {
    const { documentElement: page } = document;
    page.lang = language.value;
    page.dir = direction.value;
    page.dataset['theme'] = shownTheme(isDark.value);
  });
};
