import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { asJson, type ScaleResults } from '../scale/scale-results.ts';
import { fitResults } from './fit-results.ts';
import { parseFitted } from './fitted.ts';
import { fleetFile } from './fleet-file.ts';

const fileOf = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('[SIM-7] the numbers of the model are fitted to the results, by whoever does it again', () => {
  const results = JSON.parse(fileOf('results-scale.json')) as ScaleResults; // written by `npm run bench:scale`
  expect(asJson(fitResults(results))).toBe(fileOf('fitted.json'));
});

test('[SIM-7] the simulations that are kept are what the simulation says', () => {
  expect(fleetFile(parseFitted(fileOf('fitted.json')))).toBe(fileOf('RESULTS-FLEET.md'));
});

test('[SIM-7] a file in which a number is missing is not simulated with', () => {
  const { hub, ...rest } = JSON.parse(fileOf('fitted.json'));
  expect(() => parseFitted(JSON.stringify(rest))).toThrow('hub is undefined');
  expect(() => parseFitted(JSON.stringify({ ...rest, hub: { ...hub, idleMicros: null } }))).toThrow('hub.idleMicros');
});
