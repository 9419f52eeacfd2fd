import type { StreamName } from '@cafe/contract/folds';

/** The folds of a busy day together would not fit into memory: so many streams are folded at once. */
const STREAMS_AT_ONCE = 64;

/** Streams in groups that are folded and written one after another. */
export function* inGroups(streams: readonly StreamName[]): Generator<readonly StreamName[]> {
  for (let from = 0; from < streams.length; from += STREAMS_AT_ONCE) yield streams.slice(from, from + STREAMS_AT_ONCE);
}
