import { computed, signal } from '@preact/signals';
import { directionOf, type Language, localeOf } from './languages.ts';

/** The languages that the browser is set to; in a test without one, none. */
const ofBrowser = (): readonly string[] => globalThis.navigator?.languages ?? [];

/** The language of this page. Whatever draws a text reads it, so that a change is seen at once. */
export const language = signal<Language>('en');

/** What Intl is asked in. */
export const locale = computed(() => localeOf(language.value, ofBrowser()));

export const direction = computed(() => directionOf(language.value));
