import { expect, test } from '@jest/globals';
import { filesMatching, textOf } from './source-facts.ts';

const idsIn = (files: RegExp, id: RegExp): string[] =>
  filesMatching(files).flatMap((path) => [...textOf(path).matchAll(id)].map((match) => match[1] ?? ''));

test('every rule has a test and every test names a rule that exists', () => {
  const written = new Set(idsIn(/(^|\/)RULES\.md$/, /\*\*([A-Z]+-\d+)\*\*/g));
  const tested = new Set(idsIn(/\.(test|suite)\.ts$/, /(?<=['"`]|\] )\[([A-Z]+-\d+)\]/g));
  expect({
    untested: [...written].filter((id) => !tested.has(id)),
    unwritten: [...tested].filter((id) => !written.has(id)),
  }).toEqual({ untested: [], unwritten: [] });
});

test('a rule id is defined once', () => {
  const ids = idsIn(/(^|\/)RULES\.md$/, /^\s*[*-] \*\*([A-Z]+-\d+)\*\*/gm);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
