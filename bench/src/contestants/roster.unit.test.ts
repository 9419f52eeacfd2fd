import { describe, expect, test } from '@jest/globals';
import { CONTESTANTS } from '../measurement.ts';
import { contestantNamed, ROSTER } from './roster.ts';

describe('the roster', () => {
  test('holds everyone who is measured, once, in the order of the report', () => {
    expect(ROSTER.map(({ name }) => name)).toEqual(CONTESTANTS);
  });

  test('finds a contestant by name', () => {
    expect(contestantNamed('our-hub').serve).toBeDefined();
  });

  test('lets the sender of raw inserts be its own server', () => {
    expect(contestantNamed('raw-insert').serve).toBeUndefined();
  });
});
