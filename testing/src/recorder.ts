import type { CafeOptions, Heard } from '@cafe/client-sdk';
import type { Part } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';

/** Writes down all that a client of the SDK hears and applies, and looks for what must not happen. */
export interface Recorder {
  /** Give it to `createCafe`. */
  readonly observe: NonNullable<CafeOptions['observe']>;
  readonly heard: readonly Heard[];
  /** The parts of a stream in the order in which they arrived, doubles and early ones included. */
  arrived(stream: StreamName): readonly Part[];
  /** The versions of a stream in the order in which they were applied. */
  applied(stream: StreamName): readonly number[];
  /**
   * What was applied wrongly, in words: a part that is not the next one (a gap, a double, a step back), or a state that is
   * no newer than what was there. Of a right client it is empty, whatever the network did.
   */
  problems(): readonly string[];
}

export const createRecorder = (): Recorder => {
  const heard: Heard[] = [];
  const versions = new Map<StreamName, number[]>();
  const problems: string[] = [];
  return {
    heard,
    observe(one) {
      heard.push(one);
      if (one.kind !== 'applied') return;
      const { stream, version, as } = one.applied;
      const applied = versions.get(stream) ?? [];
      versions.set(stream, applied);
      const before = applied.at(-1) ?? 0;
      const isRight = as === 'part' ? version === before + 1 : version > before || applied.length === 0;
      if (!isRight) problems.push(`${stream}: ${as} ${version} on ${before}`);
      applied.push(version);
    },
    arrived: (stream) =>
      heard
        .filter((one) => one.kind === 'commits')
        .flatMap(({ frame }) => frame)
        .filter((entry): entry is Part => 'events' in entry && entry.stream === stream),
    applied: (stream) => versions.get(stream) ?? [],
    problems: () => problems,
  };
};
