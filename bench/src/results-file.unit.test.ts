import { describe, expect, test } from '@jest/globals';
import { planFor } from './plan.ts';
import { historyIn, resultsFile } from './results-file.ts';

const results = {
  machine: {
    cpu: 'a CPU',
    cores: 2,
    memoryGiB: 8,
    system: 'Linux 6',
    node: 'v20.0.0',
    commit: 'abc1234',
    loadBefore: 0.1,
  },
  store: 'a store',
  weakStore: false,
  size: { documentBytes: 900, emittedBytes: 700 },
  plan: planFor({ smoke: false }),
  measurements: [],
  lifecycle: [],
};

describe('the history', () => {
  test('a file that never was has none', () => {
    expect(historyIn('')).toEqual([]);
  });

  test('each run adds one line and keeps those before it', () => {
    const first = resultsFile(results, new Date('2026-01-01T00:00:00Z'), []);
    const second = resultsFile(results, new Date('2026-01-02T00:00:00Z'), historyIn(first));
    expect(historyIn(second).map((line) => line.slice(0, 22))).toEqual([
      '* 2026-01-01 · abc1234',
      '* 2026-01-02 · abc1234',
    ]);
  });
});
