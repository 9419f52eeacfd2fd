import { describe, expect, test } from '@jest/globals';
import type { Day } from './day.ts';
import { demandAt, peakDemand } from './demand.ts';
import { ROUND_NUMBERS } from './fitted.suite.ts';
import { type Fleet, FULL_AT, firstBottleneck, fleetFor, fullness } from './fleet.ts';
import { readFleetOptions } from './fleet-options.ts';
import { runQueue } from './fluid-queue.ts';
import { DAY_MINUTES } from './load-curve.ts';
import { lookAhead } from './outlook.ts';
import { priceOf } from './price.ts';

const flat = (value: number): number[] => Array.from({ length: DAY_MINUTES }, () => value);

/** A hundred cafés of ten screens, each with 60 commands a minute all day: 100 commands and 1,000 deliveries a second. */
const DAY: Day = {
  cafes: 100,
  bills: 1_000,
  commands: flat(6_000),
  closes: flat(0),
  deliveries: flat(60_000),
  sockets: flat(1_000),
  busiestCafeMinute: 60,
};
const layout = { cafesPerProcess: 1, copies: 1, connectionsPerProcess: 6 };
const model = { fitted: ROUND_NUMBERS, layout };
const { fleet: machines } = readFleetOptions([]);

describe('what a fleet needs', () => {
  test('[SIM-4] is what is worked out by hand', () => {
    const demand = demandAt(DAY, 600, model);
    // 100 processes idle at 1 %, 1,000 sockets at 20 µs, 100 commands at 1 ms, 1,000 frames at 10 µs.
    expect(demand.hubCores).toBeCloseTo(1 + 0.02 + 0.1 + 0.01, 9);
    expect(demand.hubMemoryGiB).toBeCloseTo(100 / 8 + 1_000 / 32_768, 9);
    expect(demand.hubGbit).toBeCloseTo(0.008, 9);
    expect(demand.storeCores).toBeCloseTo(0.1 + 0.05, 9);
    expect(demand.storeConnections).toBe(600);
    expect(demand.storeGiBPerDay).toBeCloseTo((1_000 * 12_000) / 2 ** 30, 9);
    expect(demand.redisMessages).toBe(0);
  });

  test('[SIM-4] with two copies is twice the processes, and every commit crosses Redis once', () => {
    const twice = peakDemand(DAY, { ...model, layout: { ...layout, copies: 2 } });
    expect(twice.hubCores).toBeCloseTo(2 + 0.02 + 0.2 + 0.01, 9);
    expect(twice.redisMessages).toBe(100);
  });

  test('[SIM-4] where commands meet is less, because they share an insert and a frame', () => {
    const batching = { ...ROUND_NUMBERS.hub, batchMicros: 1_000, batchSeconds: 1 };
    // One command a second in each process: an insert is under way for a second, so every second one waits for the next.
    const demand = demandAt(DAY, 0, { layout, fitted: { ...ROUND_NUMBERS, hub: batching } });
    expect(demand.hubCores).toBeCloseTo(1 + 0.02 + 0.1 + 50 * 0.001 + 0.01 / 2, 9);
  });

  test('[SIM-4] costs what its cores, memory and disk cost with the room that is left', () => {
    const bill = priceOf(peakDemand(DAY, model), { core: 7, memoryGiB: 0, diskGiB: 0 }, { fullAt: 0.7, daysKept: 1 });
    expect(bill.total).toBeCloseTo((1.13 + 0.15) * 10, 9);
  });
});

describe('a queue', () => {
  test('[SIM-3] loses nothing, and waits for as long as is worked out by hand', () => {
    const arriving = [...Array.from({ length: 10 }, () => 150), ...Array.from({ length: 10 }, () => 50)];
    const { done, waiting, longestWaitMinutes } = runQueue(arriving, 100);
    for (const minute of arriving.keys()) {
      const came = arriving.slice(0, minute + 1).reduce((sum, work) => sum + work, 0);
      const went = done.slice(0, minute + 1).reduce((sum, work) => sum + work, 0);
      expect(went + (waiting[minute] ?? 0)).toBe(came);
    }
    expect(longestWaitMinutes).toBe(5); // ten minutes at half too much
    expect(waiting.at(-1)).toBe(0);
  });
});

describe('the first bottleneck', () => {
  /** Nothing but cores and memory can become too small. */
  const roomy: Fleet = { ...machines, hosts: 1, shards: 1_000, gbitPerHost: 1e9, coresPerShard: 1e6 };
  const grown = (times: number) => peakDemand({ ...DAY, commands: flat(6_000 * times) }, model);

  test('[SIM-6] is full just there, and not before', () => {
    const fleet = { ...roomy, coresPerHost: 4, memoryGiBPerHost: 1_000 };
    const found = firstBottleneck(grown, fleet);
    expect(found?.resource).toBe('hubCores');
    // 1.03 cores whatever comes, and a tenth of a core for each time the load.
    expect(found?.atTimes).toBeCloseTo((4 * FULL_AT - 1.03) / 0.1, 3);
    expect(fullness(grown((found?.atTimes ?? 0) * 0.999), fleet)[0]?.[1]).toBeLessThan(FULL_AT);
  });

  test('[SIM-6] moves when it is given room, and when a measured number changes', () => {
    const withMore = (cores: number, memory: number) =>
      firstBottleneck(
        (times) => peakDemand({ ...DAY, commands: flat(6_000 * times), sockets: flat(1_000 * times) }, model),
        { ...roomy, coresPerHost: cores, memoryGiBPerHost: memory },
      );
    expect(withMore(4, 1_000)?.resource).toBe('hubCores');
    expect(withMore(1_000, 20)?.resource).toBe('hubMemoryGiB');
    const heavier = { ...ROUND_NUMBERS, store: { ...ROUND_NUMBERS.store, commandMicros: 500_000 } };
    const atStore = firstBottleneck(
      (times) => peakDemand({ ...DAY, commands: flat(6_000 * times) }, { layout, fitted: heavier }),
      { ...machines, hosts: 1_000, shards: 10 },
    );
    expect(atStore?.resource).toBe('storeCores');
  });

  test('[SIM-6] is nothing where nothing grows', () => {
    expect(firstBottleneck(() => peakDemand(DAY, model), { ...machines, hosts: 100, shards: 1 })).toBeUndefined();
  });

  test('[SIM-6] a fleet that is made for a load bears it, and one host or shard less does not', () => {
    const demand = peakDemand(DAY, model);
    const fleet = fleetFor(demand, { ...machines, coresPerHost: 0.5, coresPerShard: 0.05 });
    expect(fullness(demand, fleet)[0]?.[1]).toBeLessThanOrEqual(FULL_AT);
    for (const less of [{ hosts: fleet.hosts - 1 }, { shards: fleet.shards - 1 }]) {
      expect(fullness(demand, { ...fleet, ...less })[0]?.[1]).toBeGreaterThan(FULL_AT);
    }
  });
});

describe('an outlook', () => {
  test('[SIM-1] is the same for the same options, and says another load of another seed', () => {
    const look = (seed: string) => lookAhead(readFleetOptions(['--cafes', '30', '--seed', seed]), ROUND_NUMBERS);
    expect(look('4')).toEqual(look('4'));
    expect(look('5').day.bills).not.toBe(look('4').day.bills);
  });

  test('[SIM-6] with more cafés to a process needs less memory, and another resource is full first', () => {
    const look = (...args: string[]) => lookAhead(readFleetOptions(['--cafes', '500', ...args]), ROUND_NUMBERS);
    const [alone, together] = [look(), look('--cafes-per-process', '50')];
    expect(together.peak.hubMemoryGiB).toBeLessThan(alone.peak.hubMemoryGiB / 5);
    expect(alone.full[0]?.[0]).not.toBe(together.full[0]?.[0]);
  });

  test('[SIM-3] on too few hosts lets work wait, and on enough of them none', () => {
    const look = (...args: string[]) => lookAhead(readFleetOptions(['--cafes', '100', ...args]), ROUND_NUMBERS);
    expect(look().waitMinutes).toBe(0);
    expect(look('--hosts', '1', '--cores', '1').waitMinutes).toBeGreaterThan(0); // idle processes alone need a whole core
  });

  test('[SIM-4] refuses what is no number', () => {
    expect(() => readFleetOptions(['--cafes', 'many'])).toThrow('--cafes');
    expect(() => readFleetOptions(['--cafes', '-1'])).toThrow('--cafes');
    expect(() => readFleetOptions(['--copies', '1.5'])).toThrow('--copies');
    expect(() => readFleetOptions(['--bigger'])).toThrow('--bigger');
  });
});
