import { describe, expect, test } from '@jest/globals';
import type { ContestantName, Measurement } from './measurement.ts';
import { pairedRatios, roundsOf } from './pairs.ts';
import { faultsOf, verdictsOf } from './verdicts.ts';

const measured = (contestant: ContestantName, repetition: number, over: Partial<Measurement> = {}): Measurement => ({
  contestant,
  repetition,
  phase: '200/s',
  sent: 10,
  done: 10,
  failed: 0,
  lost: 0,
  firstFailure: undefined,
  perSecond: 200,
  p50Ms: 1,
  p99Ms: 2,
  maxMs: 3,
  generatorBusy: 0.1,
  serverCpuMicros: 100,
  storeCpuMicros: 100,
  ...over,
});

const p99Of = (contestant: ContestantName) => (round: ReadonlyMap<ContestantName, Measurement>) =>
  round.get(contestant)?.p99Ms;

describe('pairs', () => {
  test('a ratio compares numbers of one repetition, whatever the order they came in', () => {
    const rounds = roundsOf(
      [
        measured('our-hub', 2, { p99Ms: 30 }),
        measured('relay', 1, { p99Ms: 2 }),
        measured('relay', 2, { p99Ms: 10 }),
        measured('our-hub', 1, { p99Ms: 4 }),
      ],
      '200/s',
    );
    expect(pairedRatios(rounds, p99Of('our-hub'), p99Of('relay'))).toEqual([2, 3]);
  });

  test('a repetition without one of the two has no ratio', () => {
    const rounds = roundsOf([measured('relay', 1), measured('our-hub', 2), measured('relay', 2)], '200/s');
    expect(pairedRatios(rounds, p99Of('our-hub'), p99Of('relay'))).toEqual([1]);
  });

  test('another phase is not looked at', () => {
    expect(roundsOf([measured('relay', 1, { phase: '1000/s' })], '200/s')).toEqual([]);
  });
});

describe('verdicts', () => {
  const latencyAt200 = (hubP99Ms: number) =>
    verdictsOf([
      measured('relay', 1, { p99Ms: 4 }),
      measured('raw-insert', 1, { p99Ms: 6 }),
      measured('our-hub', 1, { p99Ms: hubP99Ms }),
    ])[0];

  test.each([
    { hubP99Ms: 7, ratio: 0.7, outcome: 'aim met' },
    { hubP99Ms: 7.1, ratio: 0.71, outcome: 'floor met' },
    { hubP99Ms: 11, ratio: 1.1, outcome: 'floor met' },
    { hubP99Ms: 11.1, ratio: 1.11, outcome: 'MISSED' },
  ])('a p99 of $hubP99Ms ms beside 4 + 6 is $outcome', ({ hubP99Ms, ratio, outcome }) => {
    const verdict = latencyAt200(hubP99Ms);
    expect(verdict?.outcome).toBe(outcome);
    expect(verdict?.ratios[0]).toBeCloseTo(ratio);
  });

  test('the median of the pairs decides throughput, and more is better', () => {
    const at = (repetition: number, hub: number) => [
      measured('relay', repetition, { phase: '128 in flight', perSecond: 10_000 }),
      measured('our-hub', repetition, { phase: '128 in flight', perSecond: hub }),
    ];
    const verdict = verdictsOf([...at(1, 2000), ...at(2, 4000), ...at(3, 9000)]).at(-1);
    expect(verdict).toMatchObject({ ratios: [0.2, 0.4, 0.9], outcome: 'floor met' });
  });

  test('what has no pair is not measured rather than met', () => {
    expect(verdictsOf([measured('our-hub', 1)]).map(({ outcome }) => outcome)).toEqual(Array(5).fill('not measured'));
  });

  test('lost and failed orders are named', () => {
    const faults = faultsOf([measured('relay', 1), measured('our-hub', 2, { lost: 3, failed: 1, firstFailure: 'no' })]);
    expect(faults).toEqual(['our-hub, 200/s, repetition 2: 1 failed, 3 lost (no)']);
  });
});
