import type { ContestantName, Measurement } from './measurement.ts';
import { pairedRatios, type Round, roundsOf } from './pairs.ts';
import { type Spread, spread } from './percentile.ts';

/** One bound on a ratio: what must hold (`floor`) and what is hoped for (`aim`). */
interface Bound {
  readonly title: string;
  readonly phase: string;
  readonly better: 'lower' | 'higher';
  readonly floor: number;
  readonly aim: number;
  readonly top: (round: Round) => number | undefined;
  readonly bottom: (round: Round) => number | undefined;
}

/** A bound and what the repetitions say of it. The median decides. */
export interface Verdict {
  readonly title: string;
  readonly phase: string;
  readonly better: 'lower' | 'higher';
  readonly floor: number;
  readonly aim: number;
  readonly ratios: readonly number[];
  readonly spread: Spread;
  readonly outcome: 'aim met' | 'floor met' | 'MISSED' | 'not measured';
}

const p99 = (name: ContestantName) => (round: Round) => round.get(name)?.p99Ms;
const rate = (name: ContestantName) => (round: Round) => round.get(name)?.perSecond;
const relayPlusInsert = (round: Round): number | undefined => {
  const [relay, insert] = [p99('relay')(round), p99('raw-insert')(round)];
  return relay === undefined || insert === undefined ? undefined : relay + insert;
};

const latency = { better: 'lower', top: p99('our-hub'), bottom: relayPlusInsert } as const;
const throughput = { better: 'higher', phase: '128 in flight', top: rate('our-hub') } as const;

/** Floors and aims of the hub's speed, as the issue that asked for the benchmark set them. */
const BOUNDS: readonly Bound[] = [
  { ...latency, title: 'p99 ÷ (relay p99 + insertOne p99)', phase: '200/s', floor: 1.1, aim: 0.7 },
  { ...latency, title: 'p99 ÷ (relay p99 + insertOne p99)', phase: '1000/s', floor: 0.5, aim: 0.1 },
  { ...throughput, title: 'orders/s ÷ raw insertOne', bottom: rate('raw-insert'), floor: 3, aim: 5 },
  { ...throughput, title: 'orders/s ÷ mongoose create + emit', bottom: rate('mongoose-create'), floor: 4, aim: 8 },
  { ...throughput, title: 'orders/s ÷ plain relay', bottom: rate('relay'), floor: 0.3, aim: 0.5 },
];

const judge = ({ better, floor, aim }: Bound, ratios: readonly number[]): Verdict['outcome'] => {
  if (ratios.length === 0) return 'not measured';
  const { median } = spread(ratios);
  const reaches = (bound: number) => (better === 'lower' ? median <= bound : median >= bound);
  if (reaches(aim)) return 'aim met';
  return reaches(floor) ? 'floor met' : 'MISSED';
};

/** Every floor with its pairs: one ratio per repetition, their spread, and what the median makes of it. */
export const verdictsOf = (measurements: readonly Measurement[]): Verdict[] =>
  BOUNDS.map((bound) => {
    const { title, phase, better, floor, aim } = bound;
    const ratios = pairedRatios(roundsOf(measurements, phase), bound.top, bound.bottom);
    return { title, phase, better, floor, aim, ratios, spread: spread(ratios), outcome: judge(bound, ratios) };
  });

/** Orders that were refused or never shown make every number beside them worthless; they are named, not averaged. */
export const faultsOf = (measurements: readonly Measurement[]): string[] =>
  measurements
    .filter(({ failed, lost }) => failed + lost > 0)
    .map(
      ({ contestant, phase, repetition, failed, lost, firstFailure }) =>
        `${contestant}, ${phase}, repetition ${repetition}: ${failed} failed, ${lost} lost${firstFailure === undefined ? '' : ` (${firstFailure})`}`,
    );
