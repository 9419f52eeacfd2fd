import { afterEach, describe, expect, test } from '@jest/globals';
import { age, amount, count, duration, listOf, money, timeOfDay } from './format.ts';
import { language } from './language.ts';
import { chooseLanguage, directionOf, localeOf } from './languages.ts';
import { fill } from './message.ts';
import { speaker } from './speaker.ts';
import { tableName } from './table-name.ts';

afterEach(() => {
  language.value = 'en';
});

const ENGLISH = { locale: 'en', isFromTheRight: false };
const GUESTS = { one: '{n} guest', other: '{n} guests' };

describe('a message', () => {
  test('[UI-1] takes the plural form of its number, which is written as the language writes it', () => {
    expect([0, 1, 2, 1_234].map((n) => fill(GUESTS, { n }, ENGLISH))).toEqual([
      '0 guests',
      '1 guest',
      '2 guests',
      '1,234 guests',
    ]);
    const polish = { one: '{n} gość', few: '{n} goście', many: '{n} gości', other: '{n} gościa' };
    const inPolish = { locale: 'pl', isFromTheRight: false };
    expect([1, 3, 5, 22].map((n) => fill(polish, { n }, inPolish))).toEqual([
      '1 gość',
      '3 goście',
      '5 gości',
      '22 goście',
    ]);
  });

  test('[UI-2] keeps a name apart that would turn the writing round', () => {
    expect(fill('at {name}', { name: 'Ana' }, ENGLISH)).toBe('at Ana');
    expect(fill('at {name}', { name: '\u202eanA' }, ENGLISH)).toBe('at \u2068\u202eanA\u2069');
    expect(fill('at {name}', { name: 'Ana' }, { locale: 'ar', isFromTheRight: true })).toBe('at \u2068Ana\u2069');
  });
});

test('[UI-1] a page speaks the language of the moment', () => {
  const say = speaker({
    en: { guests: GUESTS, hello: 'Hello' },
    de: { guests: { one: '{n} Gast', other: '{n} Gäste' }, hello: 'Hallo' },
  });
  expect([say('hello'), say('guests', { n: 2 })]).toEqual(['Hello', '2 guests']);
  language.value = 'de';
  expect([say('hello'), say('guests', { n: 1 })]).toEqual(['Hallo', '1 Gast']);
  language.value = 'ar-XB';
  expect(say('hello')).toBe('\u202eHello\u202c');
});

test('[UI-1] the language is the first of somebody’s that is spoken, else English', () => {
  expect(chooseLanguage(['fr-CH', 'de-CH', 'en'])).toBe('de');
  expect(chooseLanguage(['fr'])).toBe('en');
  expect(localeOf('de', ['fr-CH', 'de-CH', 'en'])).toBe('de-CH');
  expect(localeOf('en', ['de-CH'])).toBe('en');
});

test('[UI-3] a table is named by its number, and not twice where its label is a name', () => {
  expect(['7', 'T3', '12b', 'Bar 1', 'Fenster'].map(tableName)).toEqual([
    'Table 7',
    'Table T3',
    'Table 12b',
    'Bar 1',
    'Fenster',
  ]);
});

test('[UI-2] which way a language is read', () => {
  expect(['en', 'de', 'ar-XB', 'he', 'fa-IR'].map(directionOf)).toEqual(['ltr', 'ltr', 'rtl', 'rtl', 'rtl']);
});

describe('[UI-3] as the language writes it', () => {
  const SPACE = /[\u00a0\u202f]/g;
  const plain = (text: string): string => text.replaceAll(SPACE, ' ');
  const MOMENT = '2026-03-01T18:05:00.000Z';

  test('money', () => {
    expect([money(1_250, 'EUR'), money(1_250, 'JPY'), money(1_250, 'KWD')].map(plain)).toEqual([
      '€12.50',
      '¥1,250',
      'KWD 1.250',
    ]);
    language.value = 'de';
    expect([money(123_450, 'EUR'), amount(123_450, 'EUR')].map(plain)).toEqual(['1.234,50 €', '1.234,50']);
  });

  test('numbers, times and lists', () => {
    expect([count(12_000), listOf(['tea', 'cake', 'water'])]).toEqual(['12,000', 'tea, cake, and water']);
    expect(timeOfDay(MOMENT)).toBe(timeOfDay(Date.parse(MOMENT)));
    expect([0, 7.9, 750, 3_909, -1].map(duration)).toEqual(['0:00', '0:07', '12:30', '1:05:09', '0:00']);
    expect([-5, 59, 300, 4_800].map(age).map(plain)).toEqual(['0 min', '0 min', '5 min', '1:20 h']);
    language.value = 'de';
    expect(plain(age(300))).toBe('5 Min.');
    expect([count(12_000), listOf(['Tee', 'Kuchen'])]).toEqual(['12.000', 'Tee und Kuchen']);
  });
});
