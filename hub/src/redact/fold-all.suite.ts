import type { Part } from '@cafe/contract';
import { type AnyState, foldPart, initialOf, type OrderState, type StreamName } from '@cafe/contract/folds';

/** What parts of one stream fold to, from its beginning. */
export const foldAll = (stream: StreamName, parts: readonly Part[]): AnyState =>
  // The parts are of that stream; the fold of any stream takes its own events.
  parts.reduce<AnyState>((state, part) => foldPart(stream as 'order:x', state as OrderState, part), initialOf(stream));
