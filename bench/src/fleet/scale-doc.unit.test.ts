import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { ScaleResults } from '../scale/scale-results.ts';
import { fillIn, lookUpIn, quotedIn, unquotedIn } from './doc-numbers.ts';
import { parseFitted } from './fitted.ts';

const root = new URL('../../../', import.meta.url);
const fileOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const page = fileOf('docs/scale.md');
const lookUp = lookUpIn({
  results: JSON.parse(fileOf('bench/results-scale.json')) as ScaleResults, // written by `npm run bench:scale`
  fitted: parseFitted(fileOf('bench/fitted.json')),
});

/** Numbers that somebody chose: loads, sizes and limits that are said in the bench, in the hub or in the assumptions. */
const CHOSEN = new Set([
  ...[
    '1',
    '2',
    '3',
    '5',
    '6',
    '7',
    '9',
    '10',
    '16',
    '20',
    '50',
    '64',
    '100',
    '200',
    '365',
    '400',
    '500',
    '1,000',
    '10,000',
  ],
  ...['8', '32', '4', '45', '256', '70', '128'],
]);

describe('docs/scale.md', () => {
  test('[SIM-8] quotes the results as they are', () => {
    const quoted = quotedIn(page);
    expect(quoted.length).toBeGreaterThan(40);
    expect(quoted.map(({ from }) => ({ from, said: lookUp(from) }))).toEqual(
      quoted.map(({ from, said }) => ({ from, said })),
    );
  });

  test('[SIM-8] has no other number but those that somebody chose', () => {
    expect(unquotedIn(page).filter((number) => !CHOSEN.has(number))).toEqual([]);
  });

  test('[SIM-8] a number that is off, that is nowhere, or that says nothing of where it comes from is caught', () => {
    const text = '17.4<!-- fitted.hub.idleMicros --> and 3<!-- fitted.hub.gone -->, 4.25 `5.5` [6](a7.md)';
    expect(quotedIn(text).map(({ said, from }) => said === lookUp(from))).toEqual([false, false]);
    expect(unquotedIn(text)).toEqual(['4.25', '6']);
    expect(() => fillIn(text, lookUp)).toThrow('fitted.hub.gone');
    const resource = '**nothing**<!-- fleet.10000.asCafesGetBusier.resource -->';
    expect(quotedIn(fillIn(resource, lookUp))[0]?.said).toMatch(
      /^\*\*(cores|memory|network|connections|disk|messages) /,
    );
  });
});

const storeFiles = readdirSync(new URL('services/', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)(store|[\w-]+-model)\.ts$/.test(path) && !/(^|\/)(dist|node_modules)\//.test(path))
  .map((path) => `services/${path}`);

/** The keys of every index in a source, as they stand there: `storeId: 1, at: 1`. */
const indexesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\.index\(\{([^}]*)\}/g)].map(([, keys = '']) =>
    keys.trim().replace(/,$/, '').replaceAll(/\s+/g, ' '),
  );

/** Indexes by which MongoDB itself removes what is over, which it does for the whole collection. */
const EXPIRY = new Set(['expiresAt: 1', 'seenAt: 1', 'triedAt: 1']);

describe('indexes', () => {
  const indexes = storeFiles.flatMap((path) => indexesIn(fileOf(path)));

  test('[SIM-9] are found', () => {
    expect(indexes).toEqual(expect.arrayContaining(['storeId: 1, keys: 1', 'storeId: 1, categoryId: 1, sort: 1']));
    expect(indexes.length).toBeGreaterThan(15);
  });

  test('[SIM-9] begin with the store, or make MongoDB forget', () => {
    const strays = (keys: readonly string[]) => keys.filter((key) => !key.startsWith('storeId: ') && !EXPIRY.has(key));
    expect(strays(indexes)).toEqual([]);
    expect(strays(indexesIn('schema.index({ at: 1 }).index({\n  storeId: 1,\n  at: 1,\n});'))).toEqual(['at: 1']);
  });

  test('[SIM-9] are named by the page, each', () => {
    expect(indexes.filter((keys) => !page.includes(`\`{ ${keys} }\``))).toEqual([]);
  });
});
