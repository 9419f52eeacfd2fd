import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pageOf } from './reads/paging.ts';

/** Rows of few moments, so that many share one; the latest first. */
const rows = fc
  .array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 })
  .map((moments) =>
    moments.toSorted((one, other) => other - one).map((moment, id) => ({ id, at: String(moment + 10) })),
  );

test('[HTTP-9] pages lose nothing and repeat nothing, also where a page ends within a moment', () => {
  void fc.assert(
    fc.property(rows, fc.integer({ min: 5, max: 20 }), (all, limit) => {
      const largest = Math.max(0, ...all.map(({ at }) => all.filter((other) => other.at === at).length));
      fc.pre(largest <= limit);
      const seen: number[] = [];
      for (let after: string | undefined = '99'; after !== undefined; ) {
        const before: string = after;
        const found = all.filter(({ at }) => at < before).slice(0, limit + 1);
        const page = pageOf(found, limit, ({ at }) => at);
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
      }
      expect(seen).toEqual(all.map(({ id }) => id));
    }),
  );
});

test('[HTTP-9] more rows of one moment than a page holds do not make it ask for the same page for ever', () => {
  const all = Array.from({ length: 8 }, (_, id) => ({ id, at: id < 6 ? '20' : '10' }));
  const { rows: first, next = '' } = pageOf(all.slice(0, 4), 3, ({ at }) => at);
  expect(first).toHaveLength(3);
  expect(all.filter(({ at }) => at < next)).toHaveLength(2);
});
