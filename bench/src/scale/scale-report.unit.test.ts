import { describe, expect, test } from '@jest/globals';
import { medianOf, ratioOf, trialTable } from './scale-report.ts';
import type { Trial } from './trial.ts';

const trial: Pick<Trial, 'sides' | 'columns'> = {
  sides: ['ours', 'stock'],
  columns: [
    { key: 'ms', title: 'time, ms' },
    { key: 'lost', title: 'lost' },
    { key: 'never', title: 'never measured' },
  ],
};
const rounds = [
  { ours: { ms: 10, lost: 0 }, stock: { ms: 5, lost: 0 } },
  { ours: { ms: 90, lost: 0 }, stock: { ms: 30, lost: 4 } },
  { ours: { ms: 20, lost: 0 }, stock: { ms: 20, lost: 8 } },
];

describe('a ratio', () => {
  test('[SIM-10] is taken inside each round: the middle of the ratios is not the ratio of the middles', () => {
    expect(ratioOf(rounds, 'ms')).toBe(2);
    expect(medianOf(rounds, 'ours', 'ms')).toBe(20);
    expect(trialTable(trial, { rounds })).toContain('| **2.00** (2.00, 3.00, 1.00) |');
  });

  test('[SIM-10] has no round in which stock has nothing to divide by', () => {
    expect(trialTable(trial, { rounds })).toContain(
      '| lost | **0.00** (0.00–0.00) | **4.00** (0.00–8.00) | **0.00** (0.00, 0.00) |',
    );
    expect(ratioOf(rounds.slice(0, 1), 'lost')).toBeUndefined();
    expect(ratioOf([{ ours: { lost: 3 }, stock: { lost: 0 } }], 'lost')).toBeUndefined();
  });

  test('[SIM-10] what no side measured has no row', () => {
    expect(trialTable(trial, { rounds })).not.toContain('never measured');
    expect(medianOf(rounds, 'stock', 'never')).toBeUndefined();
  });
});
