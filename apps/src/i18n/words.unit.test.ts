import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from './languages.ts';
import type { Message, Messages } from './message.ts';

const SOURCES = resolve(import.meta.dirname, '..');
const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });

/** Every set of texts: `shared-en.ts` of all pages, and `words-en.ts` beside each page. */
const SETS = files.flatMap((file) => /^(.*(?:words|shared))-en\.ts$/.exec(file)?.[1] ?? []);

const textsOf = async (set: string, language: string): Promise<Messages> => {
  const loaded: Readonly<Record<string, Messages>> = await import(join(SOURCES, `${set}-${language}.ts`));
  return Object.values(loaded)[0] ?? {};
};

const formsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const slotsOf = (message: Message): string[] => [
  ...new Set(formsOf(message).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot ?? ''))),
];
/** The plural forms that whole numbers take in a language; of a page's numbers none is broken. */
const pluralsOf = (language: string): Set<string> =>
  new Set(Array.from({ length: 200 }, (_, n) => new Intl.PluralRules(language).select(n)));

const sourceOf = (set: string): string => {
  const folder = set === 'i18n/shared' ? '' : set.slice(0, set.lastIndexOf('/') + 1);
  return files
    .filter(
      (file) => file.startsWith(folder) && /\.tsx?$/.test(file) && !/(words|shared)-\w+\.ts$|\.test\.ts$/.test(file),
    )
    .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
    .join('\n');
};

test('[UI-1] there are texts for every page', () => {
  expect(SETS.length).toBeGreaterThan(4);
});

describe.each(SETS)('%s', (set) => {
  test.each(LANGUAGES)(
    '[UI-1] says in %s everything that it says in English, with the same slots',
    async (language) => {
      const [english, texts] = [await textsOf(set, 'en'), await textsOf(set, language)];
      expect(Object.keys(texts).toSorted()).toEqual(Object.keys(english).toSorted());
      const slots = (of: Messages) => Object.entries(of).map(([key, message]) => [key, slotsOf(message).toSorted()]);
      expect(Object.fromEntries(slots(texts))).toEqual(Object.fromEntries(slots(english)));
      for (const form of Object.values(texts).flatMap(formsOf)) expect(form.trim()).toBe(form);
      expect(Object.values(texts).flatMap(formsOf)).not.toContain('');
    },
  );

  test.each(LANGUAGES)('[UI-1] has in %s the plural forms that the language has, and no other', async (language) => {
    const wanted = [...pluralsOf(language)].toSorted();
    const plurals = Object.entries(await textsOf(set, language)).filter(([, message]) => typeof message !== 'string');
    const forms = plurals.map(([key, message]) => [key, Object.keys(message).toSorted()]);
    expect(forms).toEqual(plurals.map(([key]) => [key, wanted]));
  });

  test('[UI-1] says nothing that nobody says', async () => {
    const source = sourceOf(set);
    const unsaid = Object.keys(await textsOf(set, 'en')).filter((key) => !source.includes(`'${key}'`));
    expect(unsaid).toEqual([]);
  });
});
