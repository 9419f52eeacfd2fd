import type { ContestantName, Measurement } from './measurement.ts';

/** One repetition: its measurements by contestant, for one phase. */
export type Round = ReadonlyMap<ContestantName, Measurement>;

/** The repetitions of one phase, in their order. */
export const roundsOf = (measurements: readonly Measurement[], phase: string): Round[] => {
  const rounds = new Map<number, Map<ContestantName, Measurement>>();
  for (const measurement of measurements) {
    if (measurement.phase !== phase) continue;
    const round = rounds.get(measurement.repetition) ?? new Map<ContestantName, Measurement>();
    rounds.set(measurement.repetition, round.set(measurement.contestant, measurement));
  }
  return [...rounds].sort(([a], [b]) => a - b).map(([, round]) => round);
};

/**
 * One ratio per repetition, between numbers of that same repetition.
 *
 * What disturbs a machine disturbs neighbours in time alike, so it leaves a ratio more or less alone; a ratio of two
 * medians would compare one quiet minute with another noisy one. A repetition in which one of the named contestants
 * was not measured has no ratio.
 */
export const pairedRatios = (
  rounds: readonly Round[],
  top: (round: Round) => number | undefined,
  bottom: (round: Round) => number | undefined,
): number[] =>
  rounds.flatMap((round) => {
    const [above, below] = [top(round), bottom(round)];
    return above === undefined || below === undefined ? [] : [above / below];
  });
