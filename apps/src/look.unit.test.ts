import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SOURCES = import.meta.dirname;
const styles = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));
const tokens = readFileSync(join(SOURCES, 'tokens.css'), 'utf8');

const colours = (theme: string): Readonly<Record<string, string>> => {
  const block = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(tokens)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
};

const luminance = (colour: string): number => {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG's contrast of two colours, 1 to 21. */
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const SURFACES = ['ground', 'surface', 'surface-sunk'];
const TONES = ['accent', 'info', 'good', 'warn', 'bad'];
/** What is written on what. */
const TEXT_ON: readonly (readonly [text: string, on: string])[] = [
  ...SURFACES.flatMap((surface) => [['text', surface] as const, ['text-muted', surface] as const]),
  ...TONES.flatMap((tone) => [[`on-${tone}`, tone] as const, [`${tone}-text`, `${tone}-soft`] as const]),
  ['neutral-text', 'neutral-soft'],
  ['on-alarm', 'alarm'],
  ['accent-text', 'surface'],
  ['accent-text', 'ground'],
  ['bad-text', 'surface'],
  ['bad-text', 'ground'],
  ['text', 'neutral-soft'],
];
const EDGE_ON: readonly (readonly [edge: string, on: string])[] = SURFACES.flatMap((surface) => [
  ['border-strong', surface] as const,
  ['focus', surface] as const,
  ['accent', surface] as const,
]);

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  const found = colours(theme);
  const contrastOf = ([one, other]: readonly [string, string]) => contrast(found[one] ?? '', found[other] ?? '');

  test.each(TEXT_ON)('[UI-22] %s is readable on %s', (text, on) => {
    expect(contrastOf([text, on])).toBeGreaterThanOrEqual(4.5);
  });
  test.each(EDGE_ON)('[UI-22] %s is seen on %s', (edge, on) => {
    expect(contrastOf([edge, on])).toBeGreaterThanOrEqual(3);
  });
});

test('[UI-22] black on white has the contrast that WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

/** Where something stands by itself, whichever way the page is read. */
const SIDED =
  /(?:^|[\s;{])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)[\w-]*|float)\s*:|text-align:\s*(?:left|right)/gm;

test.each(styles)('[UI-2] %s names no side', (file) => {
  expect(readFileSync(join(SOURCES, file), 'utf8').match(SIDED)).toBeNull();
});
