import type { Part } from '@cafe/contract';
import { foldPart, initialOf, type OrderState, type StateOf, type StreamName } from '@cafe/contract/folds';

/** What is known of one stream. A new object whenever anything of it changes. */
export interface Known<Name extends StreamName = StreamName> {
  readonly version: number;
  readonly state: StateOf<Name>;
  /** A part of a newer hub came that this version cannot read: the state is the last one it could, and stays. */
  readonly outdated: boolean;
}

/** One step that was taken: what a stream came to, and whether by one part or by a whole state. */
export interface Applied {
  readonly stream: StreamName;
  readonly version: number;
  readonly as: 'part' | 'base';
}

/** What a message changed. */
export interface Taken {
  /** In order. A part that was dropped or held is not among them. */
  readonly applied: readonly Applied[];
  /** Streams that read differently now. */
  readonly changed: ReadonlySet<StreamName>;
  /** Why streams stopped. */
  readonly faults: readonly unknown[];
}

export const isRunning = (state: OrderState): boolean => state.status === 'open' || state.status === 'waiting';

/** Open orders come first where not everything fits: they are what people look at. */
export const byImportance = ([, one]: readonly [StreamName, Known], [, other]: readonly [StreamName, Known]): number =>
  rank(one) - rank(other);

// Only orders have a status.
const rank = ({ state }: Known): number => ('status' in state && isRunning(state as OrderState) ? 0 : 1);

/** What is known after the next part, or why it could not be read: then the stream stops where it is. It never skips. */
export const after = (part: Part, known: Known | undefined): { readonly known: Known; readonly fault?: unknown } => {
  const before: Known = known ?? { version: 0, state: initialOf(part.stream), outdated: false };
  try {
    const state = foldPart(part.stream, before.state, part);
    return { known: { version: part.version, state, outdated: false } };
  } catch (fault) {
    return { known: { ...before, outdated: true }, fault };
  }
};

/** A whole state as the hub sent it. */
export const stateOf = <Name extends StreamName>(_stream: Name, state: unknown): StateOf<Name> =>
  // The hub folds with the same code and sends what it folded.
  state as StateOf<Name>;
