import { describe, expect, test } from '@jest/globals';
import { fitCost, fitNonNegative } from './fit-cost.ts';
import { cpuMicrosPerSecond, type ProcessCost, type ProcessLoad } from './process-cost.ts';

const KNOWN: ProcessCost = {
  idleMicros: 12_000,
  socketMicros: 40,
  commandMicros: 400,
  batchMicros: 2_500,
  frameMicros: 30,
  batchSeconds: 0.005,
};
const LOADS: readonly ProcessLoad[] = [
  { sockets: 6, listeners: 5, commandsPerSecond: 0 },
  { sockets: 6, listeners: 5, commandsPerSecond: 5 },
  { sockets: 6, listeners: 5, commandsPerSecond: 50 },
  { sockets: 6, listeners: 5, commandsPerSecond: 200 },
  { sockets: 6, listeners: 5, commandsPerSecond: 600 },
  { sockets: 502, listeners: 501, commandsPerSecond: 0 },
  { sockets: 502, listeners: 501, commandsPerSecond: 5 },
  { sockets: 502, listeners: 501, commandsPerSecond: 20 },
];
const madeBy = (cost: ProcessCost) => LOADS.map((load) => ({ load, cpuMicros: cpuMicrosPerSecond(cost, load) }));

describe('a fit', () => {
  test('[SIM-5] finds the process that made the loads, and says one that it was not fitted to', () => {
    const found = fitCost(madeBy(KNOWN));
    expect(found.batchSeconds).toBe(KNOWN.batchSeconds);
    const unseen = { sockets: 150, listeners: 151, commandsPerSecond: 100 };
    expect(cpuMicrosPerSecond(found, unseen) / cpuMicrosPerSecond(KNOWN, unseen)).toBeCloseTo(1, 2);
    expect(found.idleMicros / KNOWN.idleMicros).toBeCloseTo(1, 1);
    expect(found.frameMicros / KNOWN.frameMicros).toBeCloseTo(1, 1);
  });

  test('[SIM-5] says more than a straight line can where commands share their inserts', () => {
    const straight = fitCost(madeBy({ ...KNOWN, batchMicros: 0, batchSeconds: 0 }));
    expect(straight.batchMicros + straight.commandMicros).toBeCloseTo(KNOWN.commandMicros, 0);
    const bent = fitCost(madeBy(KNOWN));
    expect(bent.batchMicros).toBeGreaterThan(1_000);
  });

  test('[SIM-5] gives nothing a cost below nothing', () => {
    const rows = [
      { features: [1, 0], wanted: 10 },
      { features: [1, 10], wanted: 5 },
    ];
    const [level, slope] = fitNonNegative(rows);
    expect(level).toBeCloseTo(7.5, 6);
    expect(slope).toBe(0);
  });
});
